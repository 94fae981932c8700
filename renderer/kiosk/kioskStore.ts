import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import { type Idle, idleOf } from './idle.ts';
import { createActions, type KioskActions } from './kioskActions.ts';
import { endVisit } from './kioskApi.ts';
import { type KioskEvent, type KioskState, restedKiosk } from './kioskState.ts';
import { step } from './step.ts';

/** The kiosk outside of React: state, clock, card and paper. Its pictures are drawn in the same turn as its changes. */
export type Kiosk = {
  state: () => KioskState;
  idle: () => Idle;
  subscribe: (listener: () => void) => () => void;
  actions: KioskActions;
  live: LiveStream<KioskEntries>;
};

const now = () => performance.now();

/** Starts at the home screen and listens to the station. One per page, for the life of the page. */
export function createKiosk(live: LiveStream<KioskEntries>): Kiosk {
  let state = restedKiosk(now());
  let idle = idleOf(state, now());
  let wake: ReturnType<typeof setTimeout> | null = null;
  let seen: { visit: unknown; print: unknown; help: unknown } = { visit: null, print: null, help: null };
  const listeners = new Set<() => void>();

  function tell(): void {
    for (const listener of listeners) listener();
  }

  /** Reads the clock of the state; it sleeps until the moment when the answer will be another one. */
  function readClock(): void {
    if (wake !== null) clearTimeout(wake);
    wake = null;
    idle = idleOf(state, now());
    if (idle.is === 'over') return dispatch({ is: 'timeOver', nowMs: now() });
    if (idle.wakeAtMs === null) return;
    wake = setTimeout(
      () => {
        readClock();
        tell();
      },
      Math.max(0, Math.ceil(idle.wakeAtMs - now())) + 1,
    );
  }

  function dispatch(event: KioskEvent): void {
    const before = state;
    state = step(state, event);
    if (state === before) return;
    // Whoever is back on the home screen has left: the station must not know the card any longer.
    const atHome = state.screen.at === 'home';
    if (atHome && before.screen.at !== 'home' && state.visit.at === 'card') void endVisit();
    readClock();
    tell();
    if (state.screen !== before.screen) hear();
  }

  /** Brings what the station says about card and paper into the state. */
  function hear(): void {
    const visit = live.entry('visit');
    if (visit !== undefined && visit !== seen.visit) {
      seen = { ...seen, visit };
      const rating = state.screen.at === 'rateCode';
      const checkingIn = state.screen.at === 'appointment' && state.screen.step.at === 'code';
      dispatch({ is: 'visitChanged', visit, nowMs: now() });
      if (rating && visit.at === 'card') actions.searchByCard();
      // Somebody who came for an appointment and has just one needs no further touch.
      const [own, ...others] = live.entry('appointments')?.mine ?? [];
      if (checkingIn && visit.at === 'card' && own !== undefined && others.length === 0)
        actions.appointment.checkInOwn(own.appointment);
    }
    const help = live.entry('help') ?? null;
    if (help !== seen.help) {
      seen = { ...seen, help };
      dispatch({ is: 'helpChanged', help: help?.at ?? null, nowMs: now() });
    }
    const ticket = state.screen.at === 'issued' ? state.screen.taken.ticket : null;
    const print = ticket === null ? undefined : live.entry(`print:${ticket}`);
    if (ticket !== null && print !== undefined && print !== seen.print) {
      seen = { ...seen, print };
      dispatch({ is: 'printChanged', ticket, print: print.at, reason: print.reason, nowMs: now() });
    }
  }

  const actions = createActions(
    dispatch,
    () => state,
    () => live.entry('calling'),
  );
  live.subscribe(hear);
  return {
    state: () => state,
    idle: () => idle,
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    actions,
    live,
  };
}
