import type { Role, Session } from '../../hall/domain/hallApi.ts';
import type { PageFailure } from './failureText.ts';
import * as hub from './hubSession.ts';

/** Where a staff page stands: nobody yet, somebody with a first PIN, or signed in. */
export type StaffState =
  | { at: 'signIn'; isBusy: boolean; failure: PageFailure | null; lockedUntilMs: number | null }
  | {
      at: 'newPin';
      session: Session;
      /** The first PIN, which the change asks for again; kept nowhere else. */
      pin: string;
      isBusy: boolean;
      failure: PageFailure | null;
      isDifferent: boolean;
    }
  | { at: 'in'; session: Session };

/** Who is signed in on this tab. One store per page; the pages for supervisors and editors share what it keeps. */
export type StaffStore = {
  state: () => StaffState;
  subscribe: (listener: () => void) => () => void;
  signIn: (account: string, pin: string) => Promise<void>;
  changePin: (newPin: string, repeated: string) => Promise<void>;
  /** Takes over the session an own-PIN change or another page has brought. */
  replace: (session: Session) => void;
  signOut: () => Promise<void>;
  /** The hub no longer knows the token (`unauthorized`, or a live stream that is `refused`). */
  expired: () => void;
};

const sessionKey = 'staff.session';
const pinShape = /^\d{6,12}$/;
const accountShape = /^[A-Za-z0-9_-]{1,64}$/;
const signedOut: Extract<StaffState, { at: 'signIn' }> = {
  at: 'signIn',
  isBusy: false,
  failure: null,
  lockedUntilMs: null,
};
const said = (code: PageFailure['code'], message: string): PageFailure => ({ code, message, retryAfterSeconds: null });
/** Chinese input methods type full-width digits. */
const typed = (text: string) => text.normalize('NFKC').trim();

/** The token lives in the tab only: never in a cookie, never on the disk of the PC. */
function readSession(allowed: readonly Role[]): Session | null {
  try {
    const saved = JSON.parse(sessionStorage.getItem(sessionKey) ?? 'null') as Session | null;
    return saved !== null && typeof saved.token === 'string' && allowed.includes(saved.role) ? saved : null;
  } catch {
    return null;
  }
}

/** Goes on where this tab was, else asks for an account with one of the `allowed` roles. */
export function createStaff(allowed: readonly Role[]): StaffStore {
  const saved = readSession(allowed);
  let state: StaffState = saved === null ? signedOut : { at: 'in', session: saved };
  const listeners = new Set<() => void>();

  function enter(next: StaffState): void {
    state = next;
    if (state.at === 'in') sessionStorage.setItem(sessionKey, JSON.stringify(state.session));
    else sessionStorage.removeItem(sessionKey);
    for (const listener of listeners) listener();
  }

  async function signIn(account: string, pin: string): Promise<void> {
    if (state.at !== 'signIn' || state.isBusy) return;
    const json = { account: typed(account), pin: typed(pin) };
    if (!accountShape.test(json.account) || !pinShape.test(json.pin))
      return enter({ ...signedOut, failure: said('wrong_pin', 'not an account and a PIN') });
    enter({ ...signedOut, isBusy: true });
    const answer = await hub.signIn(json);
    if (!answer.ok) {
      const { retryAfterSeconds } = answer.failure;
      const lockedUntilMs = retryAfterSeconds === null ? null : performance.now() + retryAfterSeconds * 1000;
      return enter({ ...signedOut, failure: answer.failure, lockedUntilMs });
    }
    const session = answer.value;
    if (!allowed.includes(session.role)) {
      void hub.signOut(session.token);
      return enter({ ...signedOut, failure: said('forbidden', `not for ${session.role}`) });
    }
    if (!session.mustChangePin) return enter({ at: 'in', session });
    enter({ at: 'newPin', session, pin: json.pin, isBusy: false, failure: null, isDifferent: false });
  }

  async function changePin(newPin: string, repeated: string): Promise<void> {
    if (state.at !== 'newPin' || state.isBusy) return;
    const before = state;
    const [wanted, again] = [typed(newPin), typed(repeated)];
    if (wanted !== again) return enter({ ...before, failure: null, isDifferent: true });
    if (!pinShape.test(wanted))
      return enter({ ...before, isDifferent: false, failure: said('pin_too_weak', 'not 6 to 12 digits') });
    enter({ ...before, isBusy: true, failure: null, isDifferent: false });
    const answer = await hub.changePin(before.session.token, { pin: before.pin, newPin: wanted });
    if (answer.ok) enter({ at: 'in', session: answer.value });
    else if (answer.failure.code === 'unauthorized') expired();
    else enter({ ...before, failure: answer.failure, isDifferent: false });
  }

  function expired(): void {
    if (state.at !== 'signIn') enter({ ...signedOut, failure: said('unauthorized', 'the session has ended') });
  }

  return {
    state: () => state,
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signIn,
    changePin,
    replace: session => enter({ at: 'in', session }),
    async signOut() {
      if (state.at === 'signIn') return;
      const { token } = state.session;
      enter(signedOut);
      await hub.signOut(token);
    },
    expired,
  };
}
