import type { HeldShared, IssuedShared } from '../domain/hallApi.ts';
import { findCounter, findQueue } from '../domain/hallSetup.ts';
import type { TicketId } from '../domain/ids.ts';
import { openStateOf } from '../domain/ticket.ts';
import type { IssuedNumber } from '../store/hallStore.ts';
import type { HallState } from './hallState.ts';
import { waitBehind } from './waitingEntry.ts';

/** What a kiosk is told about a number it asked for: a new one, or the one its person holds already. */
export function sharedAnswer(state: HallState, asked: TicketId, given: IssuedNumber): IssuedShared | HeldShared {
  const { ticket, label, number, issuedAt, code, hlc, series } = given;
  const answer = { ticket, label, series, number, ahead: state.ahead(ticket), issuedAt, code, hlc };
  if (ticket === asked) return answer;
  const claim = state.ticket(ticket)?.claim ?? null;
  const counter = claim?.counter == null ? null : (findCounter(state.setup(), claim.counter)?.number ?? null);
  const at = (claim === null ? null : openStateOf(claim.at)) ?? 'waiting';
  const queue = findQueue(state.setup(), given.queue);
  const wait = queue === null || at !== 'waiting' ? null : waitBehind(state, queue, answer.ahead);
  return {
    ...answer,
    queue: given.queue,
    wait,
    held: { at, counter: at === 'waiting' ? null : counter, isSure: true },
  };
}
