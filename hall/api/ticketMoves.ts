import type { CounterCommand } from '../domain/hallApi.ts';
import { type Counter, findCounter, findQueue, queuesServedBy } from '../domain/hallSetup.ts';
import type { AccountId, CallId, CounterId, TicketId } from '../domain/ids.ts';
import type { Label } from '../domain/label.ts';
import { maskLongDigits } from '../domain/longDigits.ts';
import { hlcToMs, standingOf } from '../domain/ticket.ts';
import { reasonOf } from './callReasonOf.ts';
import { type Decision, decided, refused } from './decision.ts';
import type { HallState } from './hallState.ts';
import { type Handling, lastLeg, type Place, samePlace, tooOften } from './samePlace.ts';

/** A call is taken back this long after it was made, a no-show this long after it was said; the page shows a little less. */
const withdrawWithinMs = 15_000;
const undoWithinMs = 5_000;
/** For the way of the answer and the command. */
const graceMs = 2_000;
/** Commands that move a ticket to a new leg. They read the state of the hall and decide; nothing is written here. */
export type TicketMoves = {
  callLabelled(request: { label: Label | null; place: Counter; clerk: AccountId; call: CallId }): Decision;
  withdraw(request: Handling): Decision;
  noShow(request: Handling): Decision;
  undoNoShow(request: { counter: CounterId; clerk: AccountId }): Decision;
  resume(request: { counter: CounterId; clerk: AccountId; ticket: TicketId | null }): Decision;
  transfer(request: Handling & { transfer: CounterCommand['transfer'] }): Decision;
};

export function createTicketMoves({ state, now }: { state: HallState; now: () => number }): TicketMoves {
  /** The last no-show of each counter, as long as it can be taken back. */
  const missed = new Map<
    CounterId,
    { ticket: TicketId; leg: number; place: Place | null; call: CallId | null; atMs: number }
  >();

  return {
    callLabelled({ label, place, clerk, call }) {
      const facts = label === null ? null : state.labelled(label);
      const standing = facts === null ? null : standingOf(facts);
      if (facts?.claim == null || standing === null) return refused('not_found', 'no such number today');
      const { ticket, claim } = facts;
      if (!queuesServedBy(state.setup(), place).some(({ id }) => id === standing.queue))
        return refused('wrong_state', 'this counter does not serve its queue');
      if (claim.at === 'called' || claim.at === 'serving' || claim.at === 'held')
        return refused('already_called', `it is ${claim.at} at another counter`);
      if (claim.at !== 'waiting' && claim.at !== 'no_show') return refused('wrong_state', `the ticket is ${claim.at}`);
      const leg = claim.at === 'waiting' ? claim.leg : claim.leg + 1;
      if (leg > lastLeg) return tooOften;
      state.willPass(place.id, null);
      const reason = reasonOf(state.setup(), [{ is: 'picked', missed: claim.at === 'no_show' }]);
      return decided({ type: 'ticket.called', body: { ticket, leg, counter: place.id, clerk, call, ...reason } });
    },

    withdraw(request) {
      const { claim } = request.facts;
      if (claim === null || now() - hlcToMs(claim.hlc) > withdrawWithinMs + graceMs)
        return refused('undo_expired', 'the call is too old to be taken back');
      const body = samePlace(request);
      return body === null ? tooOften : decided({ type: 'ticket.call_withdrawn', body });
    },

    noShow(request) {
      const { facts, counter, clerk } = request;
      const { ticket, claim } = facts;
      const leg = claim?.leg ?? 0;
      const { returnsAfterMinutes, mostReturns } = state.setup().calling.noShow;
      const ended = { type: 'ticket.no_show', body: { ticket, leg, counter, clerk } } as const;
      const body = samePlace(request);
      const isBack = body !== null && body.returns < mostReturns;
      missed.set(counter, {
        ticket,
        leg: isBack ? leg + 1 : leg,
        place: isBack ? body : null,
        call: claim?.call ?? null,
        atMs: now(),
      });
      if (!isBack) return decided(ended);
      const notBefore = now() + returnsAfterMinutes * 60_000;
      return decided(ended, {
        type: 'ticket.requeued',
        body: { ...body, since: null, notBefore, returns: body.returns + 1 },
      });
    },

    undoNoShow({ counter, clerk }) {
      const last = missed.get(counter);
      if (last === undefined || now() - last.atMs > undoWithinMs + graceMs)
        return refused('undo_expired', 'no no-show can be taken back');
      const { ticket, place, call } = last;
      const claim = state.ticket(ticket)?.claim ?? null;
      if (claim === null || claim.leg !== last.leg || (claim.at !== 'waiting' && claim.at !== 'no_show'))
        return refused('already_called', 'the ticket has moved on');
      const leg = last.leg + 1;
      if (leg + 1 > lastLeg) return tooOften;
      const body = { ticket, counter, clerk, to: 'called', call } as const;
      if (place === null) return decided({ type: 'ticket.resumed', body: { ...body, leg } });
      // Its old place first: a call that is taken back afterwards has to find it.
      return decided(
        { type: 'ticket.requeued', body: { ...place, leg } },
        { type: 'ticket.resumed', body: { ...body, leg: leg + 1 } },
      );
    },

    resume({ counter, clerk, ticket }) {
      const facts = state.setAside(counter).find(one => one.ticket === ticket) ?? null;
      if (facts?.claim == null) return refused('wrong_state', 'this counter holds no such ticket');
      const leg = facts.claim.leg + 1;
      if (leg > lastLeg) return tooOften;
      const body = { ticket: facts.ticket, leg, counter, clerk, to: 'serving', call: null } as const;
      return decided({ type: 'ticket.resumed', body });
    },

    transfer({ transfer, ...request }) {
      if (transfer === null) return refused('bad_request', 'transfer: required');
      const { queue, toCounter, returnPriority } = transfer;
      const setup = state.setup();
      if (findQueue(setup, queue) === null) return refused('not_found', 'no such queue');
      const target = toCounter === null ? null : findCounter(setup, toCounter);
      if (toCounter !== null && target === null) return refused('not_found', 'no such counter');
      if (target !== null && !queuesServedBy(setup, target).some(({ id }) => id === queue))
        return refused('wrong_state', 'that counter does not serve this queue');
      const place = samePlace(request);
      if (place === null) return tooOften;
      const priority = returnPriority ? Math.min(9, place.priority + 1) : place.priority;
      const note = maskLongDigits(transfer.note);
      // It keeps the reading of its issue: who is sent on has waited once already.
      const also = (place.also ?? []).filter(other => other !== queue);
      const body = { ...place, queue, also, toCounter, priority, notBefore: null, note, returnPriority };
      return decided({ type: 'ticket.transferred', body });
    },
  };
}
