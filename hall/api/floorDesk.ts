import { randomUUID } from 'node:crypto';
import type { EventDraft } from '../domain/event.ts';
import type { FloorAnswer } from '../domain/floorApi.ts';
import { findCounter, findQueue, queuesServedBy } from '../domain/hallSetup.ts';
import type { AccountId, CounterId, QueueId, TicketId } from '../domain/ids.ts';
import { standingOf, type TicketFacts } from '../domain/ticket.ts';
import type { HallStore, Result } from '../store/hallStore.ts';
import { refused } from './decision.ts';
import type { Refusal } from './failure.ts';
import type { HallState } from './hallState.ts';

/** A supervisor looks around the hall before taking something back. */
const undoForMs = 2 * 60_000;
const mostUndos = 50;
/** The last leg is kept for the void of a number (leg 99). */
const lastLeg = 98;

type Outcome = Result<FloorAnswer, Refusal>;
type Place = { queue: QueueId; toCounter: CounterId | null };

/** What a supervisor does with the floor from afar. Each act can be taken back for two minutes, as long as nobody has gone on. */
export type FloorDesk = {
  openCounter(request: { counter: CounterId; clerk: AccountId | null }): Outcome;
  pauseCounter(request: { counter: CounterId; by: AccountId }): Outcome;
  closeCounter(request: { counter: CounterId; by: AccountId }): Outcome;
  assign(request: { counter: CounterId; queues: readonly QueueId[] | null; by: AccountId }): Outcome;
  move(request: { from: QueueId; tickets: readonly TicketId[] | null; to: Place; by: AccountId }): Outcome;
  undo(request: { id: string; by: AccountId }): Outcome;
  /** What an undo would take back, for the log: the counter or queue; empty = nothing any more. */
  undoTarget(id: string): string;
};

export function createFloorDesk({
  store,
  state,
  now,
}: {
  store: HallStore;
  state: HallState;
  now: () => number;
}): FloorDesk {
  const undos = new Map<string, { what: string; untilMs: number; revert: (by: AccountId) => EventDraft[] | null }>();

  function carryOut(
    what: string,
    drafts: readonly EventDraft[],
    moved: number,
    revert: (by: AccountId) => EventDraft[] | null,
  ): Outcome {
    if (drafts.length === 0) return { ok: true, value: { undo: null, moved } };
    store.append(drafts);
    const id = randomUUID();
    const untilMs = now() + undoForMs;
    undos.set(id, { what, untilMs, revert });
    for (const old of [...undos.keys()].slice(0, Math.max(0, undos.size - mostUndos))) undos.delete(old);
    return { ok: true, value: { undo: { id, untilMs }, moved } };
  }

  /** The state of a counter as an event says it; null when nobody was there to be put back. */
  function counterDraft(
    counter: CounterId,
    at: 'open' | 'paused' | 'closed',
    clerk: AccountId | null,
  ): EventDraft | null {
    if (clerk === null) return null;
    if (at === 'open') return { type: 'counter.opened', body: { counter, clerk } };
    if (at === 'paused') return { type: 'counter.paused', body: { counter, clerk, reason: 'supervisor' } };
    return { type: 'counter.closed', body: { counter, clerk } };
  }
  /** Puts a counter back, unless somebody has done something with it since. */
  function revertCounter(
    counter: CounterId,
    before: { at: 'open' | 'paused' | 'closed'; clerk: AccountId | null },
    nowAt: string,
  ) {
    return (by: AccountId): EventDraft[] | null => {
      if (state.counter(counter).at !== nowAt) return null;
      const draft = counterDraft(counter, before.at, before.at === 'closed' ? by : before.clerk);
      if (draft === null || (before.at === 'closed' && state.current(counter) !== null)) return null;
      return [draft];
    };
  }

  /** A waiting ticket at another place, on its next leg; null = it cannot be moved any more. */
  function moveDraft(facts: TicketFacts, to: Place, by: AccountId): EventDraft | null {
    const standing = standingOf(facts);
    const leg = (facts.claim?.leg ?? 0) + 1;
    if (standing === null || facts.claim?.at !== 'waiting' || leg > lastLeg) return null;
    const { priority, since, notBefore, returns, class: priorityClass } = standing;
    // Sent to one of its further matters: that one is not done twice.
    const also = standing.also.filter(queue => queue !== to.queue);
    // It keeps the reading its wait counts from: nobody loses a minute by being sent elsewhere.
    const body = {
      ticket: facts.ticket,
      leg,
      clerk: by,
      ...to,
      priority,
      since,
      notBefore,
      returns,
      class: priorityClass,
      also,
    };
    return { type: 'ticket.rerouted', body };
  }

  function known(to: Place): Refusal | null {
    const setup = state.setup();
    if (findQueue(setup, to.queue) === null)
      return { code: 'not_found', message: 'no such queue', retryAfterSeconds: null };
    const target = to.toCounter === null ? null : findCounter(setup, to.toCounter);
    if (to.toCounter !== null && target === null)
      return { code: 'not_found', message: 'no such counter', retryAfterSeconds: null };
    if (target !== null && !queuesServedBy(setup, target).some(({ id }) => id === to.queue))
      return { code: 'wrong_state', message: 'that counter does not serve this queue', retryAfterSeconds: null };
    return null;
  }

  return {
    openCounter({ counter, clerk }) {
      if (findCounter(state.setup(), counter) === null) return refused('not_found', 'no such counter');
      const before = state.counter(counter);
      if (before.at === 'open') return carryOut(counter, [], 0, () => null);
      const holder = before.at === 'paused' ? before.clerk : clerk;
      const row = store.accounts().find(({ account }) => account === holder);
      if (holder === null || row === undefined || row.isDisabled || row.role === 'editor')
        return refused('bad_request', 'clerk: an account that can work at a counter');
      const elsewhere = state.setup().counters.find(({ id }) => id !== counter && state.counter(id).clerk === holder);
      if (elsewhere !== undefined) return refused('wrong_state', `account ${holder} is at counter ${elsewhere.number}`);
      return carryOut(
        counter,
        [{ type: 'counter.opened', body: { counter, clerk: holder } }],
        0,
        revertCounter(counter, before, 'open'),
      );
    },
    pauseCounter({ counter, by }) {
      if (findCounter(state.setup(), counter) === null) return refused('not_found', 'no such counter');
      const before = state.counter(counter);
      if (before.at !== 'open') return refused('wrong_state', `the counter is ${before.at}`);
      const draft = counterDraft(counter, 'paused', before.clerk ?? by);
      return carryOut(counter, draft === null ? [] : [draft], 0, revertCounter(counter, before, 'paused'));
    },
    closeCounter({ counter, by }) {
      if (findCounter(state.setup(), counter) === null) return refused('not_found', 'no such counter');
      const before = state.counter(counter);
      if (state.current(counter) !== null) return refused('wrong_state', 'the ticket at this counter is not finished');
      if (before.at === 'closed') return carryOut(counter, [], 0, () => null);
      const draft = counterDraft(counter, 'closed', before.clerk ?? by);
      return carryOut(counter, draft === null ? [] : [draft], 0, revertCounter(counter, before, 'closed'));
    },
    assign({ counter, queues, by }) {
      const setup = state.setup();
      if (findCounter(setup, counter) === null) return refused('not_found', 'no such counter');
      if (queues?.some(queue => findQueue(setup, queue) === null) === true)
        return refused('not_found', 'no such queue');
      const draftOf = (wanted: readonly QueueId[] | null, clerk: AccountId): EventDraft => ({
        type: 'counter.assigned',
        body: { counter, clerk, queues: wanted === null ? null : [...wanted] },
      });
      const before = state.assigned().get(counter) ?? null;
      const isSame = JSON.stringify(before) === JSON.stringify(queues);
      return carryOut(counter, isSame ? [] : [draftOf(queues, by)], 0, clerk => {
        const present = state.assigned().get(counter) ?? null;
        return JSON.stringify(present) === JSON.stringify(queues) ? [draftOf(before, clerk)] : null;
      });
    },
    move({ from, tickets, to, by }) {
      const problem = known(to);
      if (problem !== null) return { ok: false, failure: problem };
      const wanted = state.callable([from]).filter(({ ticket, toCounter, queue }) => {
        const isThere = queue === to.queue && toCounter === to.toCounter;
        return !isThere && (tickets === null || tickets.includes(ticket));
      });
      const moves = wanted.flatMap(({ ticket }) => {
        const facts = state.ticket(ticket);
        const standing = facts === null ? null : standingOf(facts);
        const draft = facts === null ? null : moveDraft(facts, to, by);
        if (draft === null || standing === null || facts?.claim == null) return [];
        return [
          { ticket, leg: facts.claim.leg + 1, draft, before: { queue: standing.queue, toCounter: standing.toCounter } },
        ];
      });
      return carryOut(
        from,
        moves.map(({ draft }) => draft),
        moves.length,
        clerk => {
          // Who was called meanwhile stays where the call has brought them.
          const back = moves.flatMap(({ ticket, leg, before }) => {
            const facts = state.ticket(ticket);
            const draft = facts?.claim?.leg === leg ? moveDraft(facts, before, clerk) : null;
            return draft === null ? [] : [draft];
          });
          return back.length === 0 ? null : back;
        },
      );
    },
    undoTarget: id => undos.get(id)?.what ?? '',
    undo({ id, by }) {
      const undo = undos.get(id);
      undos.delete(id);
      const drafts = undo === undefined || undo.untilMs < now() ? null : undo.revert(by);
      if (drafts === null) return refused('undo_expired', 'it cannot be taken back any more');
      store.append(drafts);
      return { ok: true, value: { undo: null, moved: drafts.length } };
    },
  };
}
