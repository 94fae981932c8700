import type { CounterTicket } from '../../hall/domain/liveEntries.ts';
import type { Verb } from './counterCommand.ts';
import type { Undo } from './pageState.ts';

/** The hub takes them back a little longer, for the way of the command. */
const withdrawForMs = 15_000;
const undoForMs = 5_000;

/** How what was just done to a ticket can be taken back; null = not at all. `nowMs` is the clock of the page. */
export function undoOf(verb: Verb, ticket: CounterTicket | null, nowMs: number): Undo | null {
  if (ticket === null) return null;
  const { label } = ticket;
  if (verb === 'call-next' || verb === 'call') return { verb: 'withdraw', label, untilMs: nowMs + withdrawForMs };
  if (verb === 'no-show') return { verb: 'undo-no-show', label, untilMs: nowMs + undoForMs };
  return null;
}
