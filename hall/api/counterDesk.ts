import type { EventDraft } from '../domain/event.ts';
import type { CounterCommand, Role } from '../domain/hallApi.ts';
import type { CounterEntries, CounterTicket } from '../domain/liveEntries.ts';
import { type Counter, findCounter } from '../domain/hallSetup.ts';
import { type AccountId, type CallId, callIdSchema, type CounterId } from '../domain/ids.ts';
import { maskLongDigits } from '../domain/longDigits.ts';
import { recallsNow, type TicketFacts } from '../domain/ticket.ts';
import type { HallStore, Result } from '../store/hallStore.ts';
import type { AdoptDesk } from './adoptDesk.ts';
import { type Decision, decided, refused } from './decision.ts';
import type { Refusal } from './failure.ts';
import type { HallState } from './hallState.ts';
import { counterNow } from './hallViews.ts';
import { reasonOf } from './callReasonOf.ts';
import { createRequestMemory } from './requestMemory.ts';
import type { SessionBook } from './sessionBook.ts';
import { classify, finishMatter } from './ticketMatters.ts';
import { createTicketMoves } from './ticketMoves.ts';

/** What a clerk can do with a counter and the ticket at it. */
export const counterVerbs = [
  'open',
  'pause',
  'close',
  'call-next',
  'call',
  'withdraw',
  'recall',
  'serve',
  'finish',
  'classify',
  'hold',
  'resume',
  'transfer',
  'no-show',
  'undo-no-show',
  'note',
] as const;
type CounterVerb = (typeof counterVerbs)[number];
type TicketVerb = Exclude<
  CounterVerb,
  'open' | 'pause' | 'close' | 'call-next' | 'call' | 'resume' | 'undo-no-show' | 'classify'
>;

/** A number is called again at most three times; then the clerk is expected to mark the no-show. */
const mostRecalls = 3;

/** The counter after a command. */
type CounterAnswer = { counter: CounterEntries['counter']; current: CounterTicket | null };

type CounterOrder = CounterCommand & { verb: CounterVerb; counter: CounterId; account: AccountId; role: Role };

/** Carries out what clerks order. Synchronous from reading to commit, so two clerks can never be given one ticket. */
export type CounterDesk = { perform(order: CounterOrder): Result<CounterAnswer, Refusal> };

/** What a command sees: the counter, who stands at it, and the ticket there. */
type Situation = CounterOrder & {
  place: Counter;
  at: 'closed' | 'open' | 'paused';
  holder: AccountId | null;
  facts: TicketFacts | null;
};

const nameOf = ({ account, counter, verb, requestId }: CounterOrder): string =>
  `${account} ${counter} ${verb} ${requestId}`;

export function createCounterDesk(ports: {
  store: HallStore;
  state: HallState;
  sessions: SessionBook;
  adoptDesk: AdoptDesk;
  now: () => number;
}): CounterDesk {
  const { store, state, sessions, adoptDesk } = ports;
  const moves = createTicketMoves(ports);
  const memory = createRequestMemory<Result<CounterAnswer, Refusal>>();

  function answer(counter: CounterId): Result<CounterAnswer, Refusal> {
    const now = counterNow(state, counter);
    return now === null ? refused('not_found', 'no such counter') : { ok: true, value: now };
  }

  function open({ counter, account, role, at, holder, facts }: Situation): Decision {
    if (at !== 'closed' && holder === account && at === 'open') return decided();
    const isTaken = at !== 'closed' && holder !== null && holder !== account;
    if (isTaken && role !== 'supervisor' && sessions.isSignedIn(holder))
      return refused('counter_taken', `account ${holder} works at this counter`);
    const others = state
      .setup()
      .counters.filter(other => other.id !== counter && state.counter(other.id).clerk === account);
    if (others.some(other => state.current(other.id) !== null) && facts === null)
      return refused('wrong_state', 'this account has a ticket at another counter');
    return decided(
      ...others.map((other): EventDraft => ({ type: 'counter.closed', body: { counter: other.id, clerk: account } })),
      { type: 'counter.opened', body: { counter, clerk: account } },
    );
  }

  /** Calls the next ticket, or with a label a certain one: also one nobody came for when it was called. */
  function callTicket(
    { counter, account, place, at, facts, requestId, label, slip }: Situation,
    isNext: boolean,
  ): Decision {
    if (at !== 'open') return refused('wrong_state', `the counter is ${at}`);
    if (facts !== null) return refused('wrong_state', 'the ticket at this counter is not finished');
    const call: CallId = callIdSchema.parse(requestId);
    if (state.calls.find(call) !== null) return refused('wrong_state', 'this request has called a ticket before');
    if (!isNext) {
      const adopted = slip === null ? null : adoptDesk.adopt({ text: slip, by: account });
      if (adopted?.ok === false) return adopted;
      return moves.callLabelled({ label: adopted?.value.label ?? label, place, clerk: account, call });
    }
    const choice = state.chooseNext(counter);
    if (choice === null) return refused('queue_empty', 'nobody is waiting for this counter');
    const { ticket, leg } = choice.ticket;
    state.willPass(counter, choice.passed);
    return decided({
      type: 'ticket.called',
      body: { ticket, leg, counter, clerk: account, call, ...reasonOf(state.setup(), choice.because) },
    });
  }

  /** Commands about the ticket at the counter. */
  function onTicket(situation: Situation, verb: TicketVerb): Decision {
    const { counter, account: clerk, facts, reason, transfer } = situation;
    if (facts?.claim == null) return refused('wrong_state', 'no ticket is at this counter');
    const { ticket, claim } = facts;
    const recalls = recallsNow(facts);
    if (verb === 'hold')
      return decided({ type: 'ticket.held', body: { ticket, leg: claim.leg, counter, clerk, reason } });
    if (verb === 'note')
      return decided({
        type: 'ticket.noted',
        body: { ticket, counter, clerk, note: maskLongDigits(situation.text.trim()) },
      });
    if (verb === 'transfer') return moves.transfer({ facts, counter, clerk, transfer });
    const body = { ticket, leg: claim.leg, counter, clerk };
    const needed = verb === 'finish' ? 'serving' : 'called';
    if (claim.at !== needed) return refused('wrong_state', `the ticket is ${claim.at}, not ${needed}`);
    switch (verb) {
      case 'serve':
        return decided({ type: 'ticket.serving', body });
      case 'finish':
        return situation.leaveRest
          ? decided({ type: 'ticket.done', body })
          : finishMatter(state, { facts, counter, clerk, place: situation.place });
      case 'no-show':
        return moves.noShow({ facts, counter, clerk });
      case 'withdraw':
        return moves.withdraw({ facts, counter, clerk });
      default:
        if (claim.call === null || recalls >= mostRecalls)
          return refused('wrong_state', `called again ${recalls} times already`);
        return decided({ type: 'ticket.recalled', body: { ...body, call: claim.call, count: recalls + 1 } });
    }
  }

  function decide(situation: Situation): Decision {
    const { verb, counter, account, at, facts } = situation;
    switch (verb) {
      case 'open':
        return open(situation);
      case 'pause':
        if (at !== 'open') return refused('wrong_state', `the counter is ${at}`);
        return decided({ type: 'counter.paused', body: { counter, clerk: account, reason: 'break' } });
      case 'close':
        if (facts !== null) return refused('wrong_state', 'the ticket at this counter is not finished');
        return at === 'closed' ? decided() : decided({ type: 'counter.closed', body: { counter, clerk: account } });
      case 'call-next':
        return callTicket(situation, true);
      case 'call':
        return callTicket(situation, false);
      case 'resume':
      case 'undo-no-show':
        if (at !== 'open') return refused('wrong_state', `the counter is ${at}`);
        if (facts !== null) return refused('wrong_state', 'the ticket at this counter is not finished');
        return verb === 'resume'
          ? moves.resume({ counter, clerk: account, ticket: situation.ticket })
          : moves.undoNoShow({ counter, clerk: account });
      case 'classify':
        return classify(state, { ...situation, clerk: account });
      default:
        return onTicket(situation, verb);
    }
  }

  function perform(order: CounterOrder): Result<CounterAnswer, Refusal> {
    const { counter, account, role, verb, expect, requestId } = order;
    const place = findCounter(state.setup(), counter);
    if (place === null) return refused('not_found', 'no such counter');
    const { at, clerk: holder } = state.counter(counter);
    const facts = state.current(counter);
    // An order that waited on a page while the hub was away may have been carried out before the hub went.
    if (store.wasCarriedOut(nameOf(order))) return answer(counter);
    // The call id is the request id, so a repeat is known for what it is even after a restart of the hub.
    if ((verb === 'call-next' || verb === 'call') && facts?.claim?.call === callIdSchema.parse(requestId))
      return answer(counter);
    if (expect !== (facts?.ticket ?? null))
      return refused('wrong_state', 'another ticket is at this counter now; reload');
    if (verb !== 'open' && holder !== account && role !== 'supervisor')
      return refused('forbidden', 'another account works at this counter');
    const decision = decide({ ...order, place, at, holder, facts });
    if (!decision.ok) return decision;
    if (decision.value.length > 0) store.appendFor(nameOf(order), decision.value);
    return answer(counter);
  }

  return { perform: order => memory.once(nameOf(order), () => perform(order)) };
}
