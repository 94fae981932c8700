import type { CounterCommandBody } from '../../hall/domain/hallApi.ts';
import type { CounterEntries, CounterTicket } from '../../hall/domain/liveEntries.ts';
import type { CounterId, RequestId } from '../../hall/domain/ids.ts';
import type { PageFailure } from '../ui/failureText.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import * as hub from '../ui/hubSession.ts';
import { newRequestId } from '../ui/newRequestId.ts';
import * as api from './counterApi.ts';
import { allows, beginCommand, endCommand, guardLeftMs, type Sight, type Verb } from './counterCommand.ts';
import { atWork, type PageEvent, type PageState, signedOut, step } from './pageState.ts';
import { createOrderSender } from './orderSender.ts';
import { foresee, type Outbox, withOrder, withoutOrder, worksOffline } from './outbox.ts';
import { keepOutbox, readOutbox } from './savedOutbox.ts';
import { settle } from './settle.ts';
import { undoOf } from './undoOf.ts';
import { keepSession, readSession } from './savedSession.ts';

/** What a command says beside its verb. */
export type CommandDetail = Pick<
  CounterCommandBody,
  'ticket' | 'label' | 'slip' | 'reason' | 'transfer' | 'text' | 'leaveRest' | 'class'
>;

/** The counter page outside of React: who is signed in, which counter, what is being asked of the hub. */
export type CounterStore = {
  state: () => PageState;
  /** Live state of the counter; null as long as none is chosen. */
  live: () => LiveStream<CounterEntries> | null;
  subscribe: (listener: () => void) => () => void;
  signIn: (account: string, pin: string) => Promise<void>;
  changePin: (newPin: string, repeated: string) => Promise<void>;
  choose: (counter: CounterId) => void;
  leaveCounter: () => void;
  signOut: () => Promise<void>;
  command: (verb: Verb, detail?: CommandDetail) => Promise<void>;
  /** What was done can no longer be taken back. */
  forgetUndo: () => void;
  /** Whether the command would be accepted now. */
  can: (verb: Verb) => boolean;
  /** What the clerk works with: the state of the hub, and on top of it what still has to be sent there. */
  sight: () => Sight | null;
  /** Takes back an order that has not been sent. */
  dropOrder: (requestId: RequestId) => void;
  /** The clerk has read what was refused. */
  forgetRefused: () => void;
  /** Somebody goes to the person at the kiosk, or the matter is settled. */
  tellHelp: (help: string, verb: 'answer' | 'end') => Promise<void>;
  /** Somebody looks after a device. */
  seeDevice: (kiosk: string, device: string) => Promise<void>;
};

const pinShape = /^\d{6,12}$/;
const accountShape = /^[A-Za-z0-9_-]{1,64}$/;
const now = () => performance.now();
const said = (code: PageFailure['code'], message: string): PageFailure => ({ code, message, retryAfterSeconds: null });

/** Goes on where this tab was before a reload, else asks for an account. One per page, for the life of the page. */
export function createCounter(): CounterStore {
  const saved = readSession();
  let state: PageState = signedOut;
  let live: LiveStream<CounterEntries> | null = null;
  const listeners = new Set<() => void>();

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function enter(next: PageState): void {
    const counterOf = (of: PageState) => (of.at === 'console' ? `${of.session.token} ${of.counter}` : null);
    const isMoved = counterOf(next) !== counterOf(state);
    state = next;
    if (isMoved) {
      live?.close();
      live = state.at === 'console' ? watch(state.session.token, state.counter) : null;
      if (state.at === 'console') state = { ...state, outbox: readOutbox(state.session.account, state.counter) };
    }
    if (state.at === 'signIn') keepSession(null);
    else if (state.at !== 'newPin')
      keepSession({ session: state.session, counter: state.at === 'console' ? state.counter : null });
    tell();
  }

  function watch(token: string, counter: CounterId): LiveStream<CounterEntries> {
    const stream = api.openCounterLive(token, counter);
    stream.subscribe(() => {
      if (stream !== live) return;
      if (stream.link() === 'refused') return dispatch({ is: 'expired' });
      noteLine(stream);
    });
    return stream;
  }

  function dispatch(event: PageEvent): void {
    const next = step(state, event);
    if (next !== state) enter(next);
  }

  /** Notes when the hub was last heard; when it is heard again, what has waited is sent. */
  function noteLine(stream: LiveStream<CounterEntries>): void {
    if (state.at !== 'console') return;
    const link = stream.link();
    const { outbox } = state;
    if (link === 'live') {
      if (outbox.lostAtMs !== null) dispatch({ is: 'outbox', outbox: { ...outbox, lostAtMs: null } });
      sender.wake();
    } else if ((link === 'broken' || link === 'stale') && outbox.lostAtMs === null) {
      const silentMs = link === 'stale' ? api.staleAfterMs : api.graceMs;
      dispatch({ is: 'outbox', outbox: { ...outbox, lostAtMs: now() - silentMs } });
    }
  }

  function changeOutbox(outbox: Outbox): void {
    if (state.at !== 'console') return;
    // On this PC first: what the page shows as waiting must survive a reload.
    keepOutbox(state.session.account, state.counter, outbox);
    dispatch({ is: 'outbox', outbox });
  }

  const sender = createOrderSender({
    desk: () =>
      state.at !== 'console' || live === null
        ? null
        : { session: state.session, counter: state.counter, stream: live, outbox: state.outbox },
    change: changeOutbox,
    settle,
    arrived: ({ verb }, { current }) => {
      if (state.at !== 'console' || verb !== 'call-next' || current === null) return;
      const { gate } = state;
      dispatch({
        is: 'answered',
        gate: { ...gate, doneAtMs: { ...gate.doneAtMs, 'call-next': now() } },
        said: { label: current.label, recalls: current.recalls },
        failure: null,
        undo: undoOf(verb, current, now()),
      });
    },
    expired: () => dispatch({ is: 'expired' }),
  });

  function sight(): Sight | null {
    if (state.at !== 'console' || live === null) return null;
    const { session, outbox } = state;
    const { current, unforeseen } = foresee(live.entry('current') ?? null, outbox.orders);
    const isLive = live.link() === 'live' && outbox.orders.length === 0;
    return { counter: live.entry('counter') ?? null, current, session, isLive, isUnforeseen: unforeseen !== null };
  }

  function can(verb: Verb): boolean {
    const seen = sight();
    if (state.at !== 'console' || seen === null) return false;
    return state.gate.running === null && guardLeftMs(state.gate, verb, now()) === 0 && allows(seen, verb);
  }

  async function run(verb: Verb, detail: CommandDetail = {}): Promise<void> {
    const stream = live;
    if (state.at !== 'console' || stream === null || !can(verb)) return;
    const { session, counter } = state;
    const seen = sight();
    const before = seen?.current ?? null;
    if (seen?.isLive !== true) return keepOrder({ verb, detail, ticket: before, requestId: null });
    const expect = before?.ticket ?? null;
    const words = JSON.stringify(detail);
    const begun = beginCommand(state.gate, { verb, expect, detail: words, nowMs: now(), freshId: newRequestId() });
    if (begun === null) return;
    dispatch({ is: 'gate', gate: begun.gate });
    const body = { requestId: begun.requestId, expect, ...detail };
    const ask = worksOffline(verb) ? api.commandOnce : api.command;
    const answer = await ask({ token: session.token, counter, verb, body });
    if (answer.ok) await settle(stream, answer.value);
    if (stream !== live) return;
    if (!answer.ok && answer.failure.code === 'unreachable' && worksOffline(verb)) {
      // Nobody knows whether it arrived: it goes again with the same id, so that it counts once.
      const freed = endCommand(begun.gate, { as: 'refused', nowMs: now() });
      dispatch({ is: 'answered', gate: freed, said: null, failure: null, undo: null });
      return keepOrder({ verb, detail, ticket: before, requestId: begun.requestId });
    }
    if (!answer.ok && answer.failure.code === 'unauthorized') return dispatch({ is: 'expired' });
    const as = answer.ok ? 'done' : answer.failure.code === 'unreachable' ? 'unreachable' : 'refused';
    const gate = endCommand(begun.gate, { as, nowMs: now() });
    const current = answer.ok ? answer.value.current : null;
    const isCall = verb === 'call-next' || verb === 'call';
    const isLoud = (isCall || verb === 'recall') && current !== null;
    dispatch({
      is: 'answered',
      gate,
      said: isLoud ? { label: current.label, recalls: current.recalls } : null,
      failure: answer.ok ? null : answer.failure,
      undo: answer.ok ? undoOf(verb, isCall ? current : before, now()) : null,
    });
    // Buttons come back by themselves when the guard is over.
    const guardMs = guardLeftMs(gate, verb, now());
    if (guardMs > 0)
      setTimeout(() => {
        if (state.at === 'console') enter({ ...state });
      }, guardMs + 1);
  }

  /** Keeps an order until the hub is heard again. */
  function keepOrder(order: {
    verb: Verb;
    detail: CommandDetail;
    ticket: CounterTicket | null;
    /** Of an order that was on its way when the line broke; null = not sent yet. */
    requestId: RequestId | null;
  }): void {
    if (state.at !== 'console') return;
    const { verb, detail, ticket } = order;
    const requestId = order.requestId ?? newRequestId();
    const mayHaveArrived = order.requestId !== null;
    const expect = ticket?.ticket ?? null;
    const label = ticket?.label ?? null;
    changeOutbox(
      withOrder(state.outbox, { requestId, verb, expect, detail, label, pressedAtMs: Date.now(), mayHaveArrived }),
    );
    sender.wake();
  }

  /** Says something about an alert; what became of it comes over the live stream. */
  async function tellAlert(ask: (token: string, counter: CounterId) => ReturnType<typeof api.tellHelp>): Promise<void> {
    if (state.at !== 'console') return;
    const { session, counter, gate } = state;
    const answer = await ask(session.token, counter);
    if (answer.ok || state.at !== 'console') return;
    dispatch({ is: 'answered', gate, said: state.said, failure: answer.failure, undo: state.undo });
  }

  async function leaveWork(): Promise<void> {
    if (state.at === 'signIn') return;
    const { token } = state.session;
    // Nobody is left at the counter, so it must not look open; a number in service stays where it is.
    const verb: Verb = (live?.entry('current') ?? null) === null ? 'close' : 'pause';
    // A supervisor may look at somebody else's counter, which goes on.
    const isMine = live?.entry('counter')?.clerk === state.session.account;
    if (isMine && can(verb)) await run(verb);
    dispatch({ is: 'signedOut' });
    await hub.signOut(token);
  }

  async function signIn(account: string, pin: string): Promise<void> {
    if (state.at !== 'signIn' || state.isBusy) return;
    // Chinese input methods type full-width digits.
    const typed = { account: account.normalize('NFKC').trim(), pin: pin.normalize('NFKC').trim() };
    if (!accountShape.test(typed.account) || !pinShape.test(typed.pin))
      return dispatch({ is: 'signInFailed', failure: said('wrong_pin', 'not an account and a PIN'), nowMs: now() });
    dispatch({ is: 'asked' });
    const answer = await hub.signIn(typed);
    if (answer.ok) dispatch({ is: 'signedIn', session: answer.value, pin: typed.pin });
    else dispatch({ is: 'signInFailed', failure: answer.failure, nowMs: now() });
  }

  async function changePin(newPin: string, repeated: string): Promise<void> {
    if (state.at !== 'newPin' || state.isBusy) return;
    if (newPin !== repeated) return dispatch({ is: 'pinsDiffer' });
    if (!pinShape.test(newPin))
      return dispatch({ is: 'pinFailed', failure: said('pin_too_weak', 'not 6 to 12 digits') });
    const { session, pin } = state;
    dispatch({ is: 'asked' });
    const answer = await hub.changePin(session.token, { pin, newPin });
    if (answer.ok) dispatch({ is: 'pinChanged', session: answer.value });
    else if (answer.failure.code === 'unauthorized') dispatch({ is: 'expired' });
    else dispatch({ is: 'pinFailed', failure: answer.failure });
  }

  if (saved !== null) enter(atWork(saved.session, saved.counter));
  return {
    state: () => state,
    live: () => live,
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signIn,
    changePin,
    choose: counter => dispatch({ is: 'chosen', counter }),
    leaveCounter: () => dispatch({ is: 'leftCounter' }),
    signOut: leaveWork,
    command: run,
    forgetUndo: () => dispatch({ is: 'undoOver' }),
    can,
    sight,
    dropOrder: requestId => {
      if (state.at !== 'console' || state.outbox.sending === requestId) return;
      if (state.outbox.orders.some(order => order.requestId === requestId && order.mayHaveArrived)) return;
      changeOutbox(withoutOrder(state.outbox, requestId, null));
    },
    forgetRefused: () => {
      if (state.at === 'console') changeOutbox({ ...state.outbox, refused: [] });
    },
    tellHelp: (help, verb) => tellAlert((token, counter) => api.tellHelp({ token, help, verb, counter })),
    seeDevice: (kiosk, device) => tellAlert(token => api.seeDevice({ token, kiosk, device })),
  };
}
