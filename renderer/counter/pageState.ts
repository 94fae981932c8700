import type { Session } from '../../hall/domain/hallApi.ts';
import type { CounterId } from '../../hall/domain/ids.ts';
import { type CommandGate, openGate } from './counterCommand.ts';
import { emptyOutbox, type Outbox } from './outbox.ts';
import type { PageFailure } from '../ui/failureText.ts';

/** What was said to the hall last: for the status line and for those who listen to the page. */
export type Said = { label: string; recalls: number };

/** What was just done and can be taken back for a few seconds, by the clock of the page. */
export type Undo = { verb: 'withdraw' | 'undo-no-show'; label: string; untilMs: number };

export type PageState =
  | { at: 'signIn'; isBusy: boolean; failure: PageFailure | null; lockedUntilMs: number | null }
  | {
      at: 'newPin';
      isBusy: boolean;
      session: Session;
      /** The first PIN, which the change asks for again; kept nowhere else. */
      pin: string;
      failure: PageFailure | null;
      isDifferent: boolean;
    }
  | { at: 'choose'; session: Session }
  | {
      at: 'console';
      session: Session;
      counter: CounterId;
      gate: CommandGate;
      failure: PageFailure | null;
      said: Said | null;
      undo: Undo | null;
      outbox: Outbox;
    };

export type PageEvent =
  | { is: 'asked' }
  | { is: 'signedIn'; session: Session; pin: string }
  | { is: 'signInFailed'; failure: PageFailure; nowMs: number }
  | { is: 'pinsDiffer' }
  | { is: 'pinFailed'; failure: PageFailure }
  | { is: 'pinChanged'; session: Session }
  | { is: 'chosen'; counter: CounterId }
  | { is: 'leftCounter' }
  | { is: 'gate'; gate: CommandGate }
  | { is: 'answered'; gate: CommandGate; said: Said | null; failure: PageFailure | null; undo: Undo | null }
  | { is: 'undoOver' }
  | { is: 'outbox'; outbox: Outbox }
  | { is: 'signedOut' }
  | { is: 'expired' };

export const signedOut: Extract<PageState, { at: 'signIn' }> = {
  at: 'signIn',
  isBusy: false,
  failure: null,
  lockedUntilMs: null,
};

const expired: PageFailure = { code: 'unauthorized', message: 'the session has ended', retryAfterSeconds: null };

/** Where a signed-in clerk goes: straight to the counter when there is only one. */
export function atWork(session: Session, counter: CounterId | null): PageState {
  const only = session.counters.length === 1 ? session.counters[0]?.id : undefined;
  const known = session.counters.find(({ id }) => id === counter)?.id ?? only;
  if (known === undefined) return { at: 'choose', session };
  return {
    at: 'console',
    session,
    counter: known,
    gate: openGate,
    failure: null,
    said: null,
    undo: null,
    outbox: emptyOutbox,
  };
}

/** The next state of the page. An event that does not belong to the present step changes nothing. */
export function step(state: PageState, event: PageEvent): PageState {
  if (event.is === 'signedOut') return signedOut;
  if (event.is === 'expired') return state.at === 'signIn' ? state : { ...signedOut, failure: expired };
  switch (state.at) {
    case 'signIn':
      return stepSignIn(state, event);
    case 'newPin':
      return stepNewPin(state, event);
    case 'choose':
      return event.is === 'chosen' ? atWork(state.session, event.counter) : state;
    default:
      return stepConsole(state, event);
  }
}

type At<Name extends PageState['at']> = Extract<PageState, { at: Name }>;

function stepSignIn(state: At<'signIn'>, event: PageEvent): PageState {
  switch (event.is) {
    case 'asked':
      return { ...state, isBusy: true, failure: null };
    case 'signInFailed': {
      const { retryAfterSeconds } = event.failure;
      const lockedUntilMs = retryAfterSeconds === null ? null : event.nowMs + retryAfterSeconds * 1000;
      return { at: 'signIn', isBusy: false, failure: event.failure, lockedUntilMs };
    }
    case 'signedIn': {
      const { session, pin } = event;
      if (!session.mustChangePin) return atWork(session, null);
      return { at: 'newPin', isBusy: false, session, pin, failure: null, isDifferent: false };
    }
    default:
      return state;
  }
}

function stepNewPin(state: At<'newPin'>, event: PageEvent): PageState {
  switch (event.is) {
    case 'asked':
      return { ...state, isBusy: true, failure: null, isDifferent: false };
    case 'pinsDiffer':
      return { ...state, failure: null, isDifferent: true };
    case 'pinFailed':
      return { ...state, isBusy: false, failure: event.failure };
    case 'pinChanged':
      return atWork(event.session, null);
    default:
      return state;
  }
}

function stepConsole(state: At<'console'>, event: PageEvent): PageState {
  switch (event.is) {
    case 'gate':
      return { ...state, gate: event.gate, failure: null };
    case 'answered':
      return { ...state, gate: event.gate, failure: event.failure, said: event.said, undo: event.undo };
    case 'undoOver':
      return { ...state, undo: null };
    case 'outbox':
      return { ...state, outbox: event.outbox };
    case 'leftCounter':
      return { at: 'choose', session: state.session };
    default:
      return state;
  }
}
