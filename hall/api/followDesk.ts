import type { FollowEntries, FollowView } from '../domain/followApi.ts';
import { areaOf, countersServing, findCounter, findQueue } from '../domain/hallSetup.ts';
import type { TicketId } from '../domain/ids.ts';
import { standingOf } from '../domain/ticket.ts';
import type { HallStore, Result } from '../store/hallStore.ts';
import { refused } from './decision.ts';
import type { Refusal } from './failure.ts';
import type { HallState } from './hallState.ts';
import { createLiveChannel, type LiveChannel } from './liveChannel.ts';
import { waitBehind } from './waitingEntry.ts';

/** Streams of phones at once; counters, boards and kiosks need the rest of the door. Who finds no place asks every few seconds. */
const mostStreams = 60;
const mostStreamsPerTicket = 3;

/** What the holder of a ticket can see and do with a phone. */
export type FollowDesk = {
  /** Null for a ticket that is not of today, or that the hub has not heard of. */
  view(ticket: TicketId): FollowView | null;
  /** The same as a stream; null when too many are open. */
  follow(ticket: TicketId): LiveChannel | null;
  giveUp(ticket: TicketId): Result<FollowView, Refusal>;
};

export function createFollowDesk(ports: { store: HallStore; state: HallState }): FollowDesk {
  const { store, state } = ports;
  const followed = new Map<TicketId, { channel: LiveChannel; streams: number }>();
  let streams = 0;
  state.onChange(() => {
    for (const { channel } of followed.values()) channel.touch();
  });

  function view(ticket: TicketId): FollowView | null {
    const facts = state.ticket(ticket);
    const setup = state.setup();
    const standing = facts === null ? null : standingOf(facts);
    const queue = standing === null ? null : findQueue(setup, standing.queue);
    if (facts?.issued == null || facts.claim === null || queue === null) return null;
    const { at } = facts.claim;
    const isWaiting = at === 'issued' || at === 'waiting';
    const ahead = isWaiting ? state.ahead(ticket) : 0;
    const counter = facts.claim.counter === null ? null : findCounter(setup, facts.claim.counter);
    return {
      hall: setup.hall.name,
      label: facts.issued.label,
      queueName: queue.name,
      area: areaOf(setup, queue),
      at,
      ahead,
      wait: isWaiting ? waitBehind(state, queue, ahead) : null,
      counter: isWaiting ? null : (counter?.number ?? null),
      counters: countersServing(setup, queue.id).map(({ number }) => number),
      language: facts.issued.language,
    };
  }

  function channelOf(ticket: TicketId) {
    const known = followed.get(ticket);
    if (known !== undefined) return known;
    const channel = createLiveChannel(() => {
      const seen = view(ticket);
      return seen === null ? {} : ({ ticket: seen } satisfies FollowEntries);
    });
    const made = { channel, streams: 0 };
    followed.set(ticket, made);
    return made;
  }

  return {
    view,
    follow(ticket) {
      const one = channelOf(ticket);
      if (streams >= mostStreams || one.streams >= mostStreamsPerTicket) return null;
      return {
        touch: one.channel.touch,
        join(listener) {
          const joined = one.channel.join(listener);
          streams += 1;
          one.streams += 1;
          let isOpen = true;
          return {
            ...joined,
            leave() {
              if (!isOpen) return;
              isOpen = false;
              joined.leave();
              streams -= 1;
              one.streams -= 1;
              if (one.streams === 0) followed.delete(ticket);
            },
          };
        },
      };
    },
    giveUp(ticket) {
      const facts = state.ticket(ticket);
      const at = facts?.claim?.at ?? null;
      if (facts?.claim == null || at === null) return refused('not_found', 'no such ticket today');
      if (at === 'called' || at === 'serving') return refused('already_called', 'a counter has called it');
      if (at === 'issued' || at === 'waiting')
        store.append([{ type: 'ticket.cancelled', body: { ticket, leg: facts.claim.leg, reason: 'by_citizen' } }]);
      else if (at !== 'cancelled') return refused('wrong_state', `the ticket is ${at}`);
      const after = view(ticket);
      return after === null ? refused('not_found', 'no such ticket today') : { ok: true, value: after };
    },
  };
}
