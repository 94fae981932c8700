import type { KioskState, Screen } from './kioskState.ts';
import { isUnderWay, needsScreenTicket, printPatienceMs } from './printView.ts';

/** What a screen's clock says. `wakeAtMs`: when it will say something else; null = never without an event. */
export type Idle =
  | { is: 'quiet'; wakeAtMs: number | null }
  /** The page goes home by itself and says so; no question is asked. */
  | { is: 'countdown'; secondsLeft: number; wakeAtMs: number }
  /** "Are you still there?" */
  | { is: 'warning'; secondsLeft: number; wakeAtMs: number }
  | { is: 'over' };

type Patience = { quietMs: number; warnMs: number };

const browsing: Patience = { quietMs: 90_000, warnMs: 30_000 };
const personal: Patience = { quietMs: 40_000, warnMs: 20_000 };
const typing: Patience = { quietMs: 120_000, warnMs: 60_000 };
const screenTicket: Patience = { quietMs: 60_000, warnMs: 30_000 };
const cardMessage: Patience = { quietMs: 15_000, warnMs: 0 };

/** A message that was read: it leaves by itself. */
const noticeMs = 5000;
const issuedMs = 15_000;
const takePaperMs = 5000;

/** The screen shows something that only its owner should see; it is blurred while the warning stands. */
export function showsPersonalData(state: KioskState): boolean {
  return state.visit.at === 'card' && state.screen.at !== 'home';
}

function patienceOf(state: KioskState, screen: Screen): Patience {
  if (showsPersonalData(state)) return personal;
  return screen.at === 'rateCode' ? typing : browsing;
}

/** Judges the clock of the state at an instant (`performance.now()`): table of time-outs, UX facts 1.5. Pure. */
export function idleOf(state: KioskState, nowMs: number): Idle {
  const { screen } = state;
  if (state.taking !== null) return { is: 'quiet', wakeAtMs: null };
  if (state.help !== null) return waiting(browsing, state.touchedAtMs, nowMs);
  switch (screen.at) {
    case 'home':
      // A card message or a language that somebody left behind is put away without a question.
      if (state.overlay === null && state.language === 'zh') return { is: 'quiet', wakeAtMs: null };
      return waiting(state.overlay === null ? { ...browsing, warnMs: 0 } : cardMessage, state.touchedAtMs, nowMs);
    case 'cancelled':
    case 'thanks':
      return nowMs >= state.enteredAtMs + noticeMs
        ? { is: 'over' }
        : { is: 'quiet', wakeAtMs: state.enteredAtMs + noticeMs };
    case 'issued': {
      if (isUnderWay(screen.print)) {
        const untilMs = state.enteredAtMs + printPatienceMs;
        return nowMs >= untilMs ? { is: 'over' } : { is: 'quiet', wakeAtMs: untilMs };
      }
      if (screen.print === 'none') return waiting(patienceOf(state, screen), state.touchedAtMs, nowMs);
      if (needsScreenTicket(screen.print)) return waiting(screenTicket, state.touchedAtMs, nowMs);
      const untilMs = Math.max(state.enteredAtMs + issuedMs, (screen.printedAtMs ?? 0) + takePaperMs);
      return counting('countdown', untilMs, nowMs);
    }
    default:
      return waiting(patienceOf(state, screen), state.touchedAtMs, nowMs);
  }
}

function waiting({ quietMs, warnMs }: Patience, touchedAtMs: number, nowMs: number): Idle {
  const warnAtMs = touchedAtMs + quietMs;
  if (nowMs < warnAtMs) return { is: 'quiet', wakeAtMs: warnAtMs };
  return counting('warning', warnAtMs + warnMs, nowMs);
}

function counting(is: 'countdown' | 'warning', untilMs: number, nowMs: number): Idle {
  const leftMs = untilMs - nowMs;
  if (leftMs <= 0) return { is: 'over' };
  const secondsLeft = Math.ceil(leftMs / 1000);
  return { is, secondsLeft, wakeAtMs: untilMs - (secondsLeft - 1) * 1000 };
}
