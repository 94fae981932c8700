import type { HeldShared, IssuedShared, IssueShared } from '../domain/hallApi.ts';
import { findQueue, hoursOf, type Queue } from '../domain/hallSetup.ts';
import type { QueueId, TicketId } from '../domain/ids.ts';
import { isOpenAt } from '../domain/openingHours.ts';
import type { HallStore, IssuedNumber, IssueFailure, Result } from '../store/hallStore.ts';
import { type Refusal, refusal } from './failure.ts';
import type { HallState } from './hallState.ts';
import { personBytes } from './personHash.ts';
import { sharedAnswer } from './sharedAnswer.ts';

export type IssueAnswer = Result<IssuedShared | HeldShared, Refusal>;

/** Gives out the numbers of the shared series. */
export type IssueDesk = {
  /** Answered when the number is durable. The same ticket asked again is given the same number. */
  issue(request: IssueShared): Promise<IssueAnswer>;
};

/** The journal makes room for so many at once; sixteen kiosks never come near. */
const mostTogether = 64;

const refusals: Record<IssueFailure['code'], Parameters<typeof refusal>[0]> = {
  no_shared_series: 'no_shared_series',
  voided: 'wrong_state',
  storage_failed: 'storage_failed',
};

/**
 * Kiosks that ask within one turn of the event loop get their numbers from one transaction: two flushes for all of them
 * instead of two for each, with the same promise to each.
 */
export function createIssueDesk(ports: { store: HallStore; state: HallState; now: () => number }): IssueDesk {
  const { store, state, now } = ports;
  type Asked = { request: IssueShared; answer: (answer: IssueAnswer) => void; fail: (fault: unknown) => void };
  let asked: Asked[] = [];

  /** Why a queue gives no number now; null = it does. `taken` counts what this very round has given already. */
  function closedReason(queue: Queue, { ticket, person }: IssueShared, taken: number): Refusal | null {
    // A number that exists is answered again, whatever the time is by now; so is the one its person holds.
    if (state.ticket(ticket) !== null) return null;
    if (person !== null && store.heldBy({ personKey: personBytes(person), queue: queue.id }) !== null) return null;
    if (!isOpenAt(hoursOf(state.setup(), queue), now())) return refusal('queue_closed', 'outside its opening hours');
    const left = state.left(queue);
    if (left !== null && left <= taken)
      return refusal('quota_reached', `all ${queue.quotaPerDay} numbers of the day are taken`);
    const part = state.leftOfSlot(queue);
    if (part !== null && part.left <= taken)
      return refusal('quota_reached', `all ${part.slot.most} numbers until ${part.slot.to} are taken`);
    return null;
  }

  function answerOf(ticket: TicketId, outcome: Result<IssuedNumber, IssueFailure>): IssueAnswer {
    if (!outcome.ok) return { ok: false, failure: refusal(refusals[outcome.failure.code], outcome.failure.message) };
    return { ok: true, value: sharedAnswer(state, ticket, outcome.value) };
  }

  function giveTogether(round: readonly Asked[]): void {
    const taken = new Map<QueueId, Set<TicketId>>();
    const given: { asked: Asked; queue: Queue }[] = [];
    for (const one of round) {
      const { ticket, queue: id } = one.request;
      const queue = findQueue(state.setup(), id);
      const inQueue = taken.get(id) ?? new Set();
      const refused =
        queue === null ? refusal('not_found', 'no such queue') : closedReason(queue, one.request, inQueue.size);
      if (refused !== null) one.answer({ ok: false, failure: refused });
      if (refused !== null || queue === null) continue;
      if (state.ticket(ticket) === null) taken.set(id, inQueue.add(ticket));
      given.push({ asked: one, queue });
    }
    if (given.length === 0) return;
    const outcomes = store.issueTogether(
      given.map(({ asked: { request }, queue }) => {
        const { ticket, language, priority, person } = request;
        const personKey = person === null ? null : personBytes(person);
        const number = { queue: queue.id, letter: queue.letter, series: 'shared' } as const;
        return { ticket, ...number, language, priority, requestId: null, personKey };
      }),
    );
    given.forEach(({ asked: { request, answer } }, i) => {
      const outcome = outcomes[i];
      if (outcome !== undefined) answer(answerOf(request.ticket, outcome));
    });
  }

  function flush(): void {
    const round = asked.splice(0, mostTogether);
    if (asked.length > 0) setImmediate(flush);
    try {
      giveTogether(round);
    } catch (fault) {
      for (const { fail } of round) fail(fault);
    }
  }

  return {
    issue: request =>
      new Promise((answer, fail) => {
        if (asked.length === 0) setImmediate(flush);
        asked.push({ request, answer, fail });
      }),
  };
}
