import type { TakenTicket } from '../../hall/domain/hallApi.ts';
import type { VisitEntry } from '../../hall/domain/liveEntries.ts';
import { starsOf } from '../../hall/domain/ratingLevel.ts';
import { idleOf } from './idle.ts';
import { appointmentStepBefore, codeStep, nextAppointmentStep } from './appointmentStep.ts';
import { codeLength, type KioskEvent, type KioskState, restedKiosk, type Screen } from './kioskState.ts';
import { isUnderWay } from './printView.ts';

type Event<Is extends KioskEvent['is']> = Extract<KioskEvent, { is: Is }>;

function enter(state: KioskState, screen: Screen, nowMs: number): KioskState {
  return { ...state, screen, overlay: null, enteredAtMs: nowMs, touchedAtMs: nowMs };
}

/** Another screen part that leaves the screen's own clock alone. */
function change(state: KioskState, screen: Screen): KioskState {
  return { ...state, screen };
}

const choosing = (withCard: boolean): Screen => ({ at: 'choose', withCard, page: 0, picked: null });

/** Next state of the kiosk. Pure; an event that does not fit the state (a late answer, a second tap) changes nothing. */
export function step(state: KioskState, event: KioskEvent): KioskState {
  switch (event.is) {
    case 'touched':
      return { ...state, touchedAtMs: event.nowMs };
    case 'languageChosen':
      return { ...state, language: event.language, touchedAtMs: event.nowMs };
    case 'homePressed':
      return { ...restedKiosk(event.nowMs), visit: state.visit, language: state.language };
    case 'donePressed':
      return { ...restedKiosk(event.nowMs), visit: state.visit };
    case 'timeOver':
      return idleOf(state, event.nowMs).is === 'over' ? onTimeOver(state, event.nowMs) : state;
    case 'backPressed':
      return onBack(state, event.nowMs);
    case 'chooseOpened':
      return enter(state, choosing(false), event.nowMs);
    case 'rateOpened':
      return enter(state, { at: 'rateCode', digits: '', looking: null, failure: null }, event.nowMs);
    case 'overlayClosed':
      return { ...state, overlay: null, touchedAtMs: event.nowMs };
    case 'helpOpened':
      return { ...state, help: 'sending', touchedAtMs: event.nowMs };
    case 'helpClosed':
      // What lay below has its full time again: a number must not vanish with the panel over it.
      return { ...state, help: null, enteredAtMs: event.nowMs, touchedAtMs: event.nowMs };
    case 'helpChanged':
      if (state.help === null || state.help === event.help) return state;
      // News has its full reading time, whenever it comes.
      return { ...state, help: event.help ?? 'ended', touchedAtMs: event.nowMs };
    case 'pageTurned':
      return state.screen.at === 'choose' || state.screen.at === 'class'
        ? change(state, { ...state.screen, page: event.page })
        : state;
    case 'severalOpened':
    case 'severalClosed':
    case 'matterPressed':
      return onSeveral(state, event);
    case 'classAsked':
      if (state.taking !== null) return state;
      return enter(state, { at: 'class', withCard: event.withCard, matters: event.matters, page: 0 }, event.nowMs);
    case 'queuePressed':
      return state.taking === null ? { ...state, taking: event.taking, overlay: null } : state;
    case 'ticketAnswered':
      return onTicketAnswered(state, event);
    case 'visitChanged':
      return onVisit(state, event.visit, event.nowMs);
    case 'printChanged':
      return onPrint(state, event);
    case 'reprintPressed':
    case 'cancelPressed':
    case 'cancelAnswered':
      return onIssued(state, event);
    case 'appointment':
      return onAppointment(state, event);
    default:
      return onRating(state, event);
  }
}

function onTimeOver(state: KioskState, nowMs: number): KioskState {
  const { screen } = state;
  // Patience with the printer is over: the same screen, but the number and its QR code are the ticket now.
  if (screen.at === 'issued' && isUnderWay(screen.print))
    return { ...change(state, { ...screen, print: 'late', printedAtMs: null }), touchedAtMs: nowMs };
  return { ...restedKiosk(nowMs), visit: state.visit };
}

/** The list of matters: touched once it is on it, touched again it is off; a full list takes no more. */
function onSeveral(
  state: KioskState,
  event: Extract<KioskEvent, { is: 'severalOpened' | 'severalClosed' | 'matterPressed' }>,
): KioskState {
  const { screen } = state;
  if (screen.at !== 'choose' || state.taking !== null) return state;
  if (event.is !== 'matterPressed')
    return change(state, { ...screen, picked: event.is === 'severalOpened' ? [] : null });
  const { picked } = screen;
  if (picked === null) return state;
  if (picked.includes(event.queue))
    return change(state, { ...screen, picked: picked.filter(queue => queue !== event.queue) });
  return picked.length >= event.most ? state : change(state, { ...screen, picked: [...picked, event.queue] });
}

function onBack(state: KioskState, nowMs: number): KioskState {
  const { screen } = state;
  const before = screen.at === 'appointment' ? appointmentStepBefore(screen.step) : null;
  if (before !== null) return enter(state, { at: 'appointment', step: before }, nowMs);
  if (screen.at === 'rateReasons')
    return enter(state, { at: 'rateLevel', ticket: screen.ticket, sending: null, failure: null }, nowMs);
  if (screen.at === 'refused' && state.visit.at === 'card') return enter(state, choosing(true), nowMs);
  if (screen.at === 'refused') return enter(state, choosing(false), nowMs);
  if (screen.at === 'choose' && screen.picked !== null) return change(state, { ...screen, picked: null });
  if (screen.at === 'class') {
    const [, ...more] = screen.matters;
    const picked = more.length > 0 ? screen.matters : null;
    return enter(state, { at: 'choose', withCard: screen.withCard, page: 0, picked }, nowMs);
  }
  if (screen.at === 'rateCode' || screen.at === 'choose' || screen.at === 'appointment')
    return { ...restedKiosk(nowMs), visit: state.visit, language: state.language };
  if (state.visit.at === 'card') return enter(state, choosing(true), nowMs);
  return enter(state, { at: 'rateCode', digits: '', looking: null, failure: null }, nowMs);
}

function onTicketAnswered(state: KioskState, { request, answer, nowMs }: Event<'ticketAnswered'>): KioskState {
  if (state.taking?.request !== request) return state;
  const { useCard } = state.taking;
  const idle = { ...state, taking: null };
  if (!answer.ok) return enter(idle, { at: 'refused', failure: answer.failure.code }, nowMs);
  return enter(idle, issuedScreen(answer.value, useCard), nowMs);
}

function issuedScreen(taken: TakenTicket, withCard: boolean): Screen {
  return {
    at: 'issued',
    taken,
    withCard,
    print: taken.held === null ? 'queued' : 'none',
    printReason: null,
    printedAtMs: null,
    reprints: 0,
    cancelling: false,
    failure: null,
  };
}

function onAppointment(state: KioskState, { event, nowMs }: Event<'appointment'>): KioskState {
  const { screen } = state;
  const isStart = event.is === 'opened' || event.is === 'bookOpened';
  if (screen.at !== 'appointment')
    return isStart ? enter(state, { at: 'appointment', step: nextAppointmentStep(codeStep, event) }, nowMs) : state;
  if (event.is === 'checkedIn' && event.answer.ok && event.answer.value.is === 'welcome') {
    if (!('sending' in screen.step) || screen.step.sending !== event.request) return state;
    return enter(state, issuedScreen(event.answer.value.taken, state.visit.at === 'card'), nowMs);
  }
  const step = nextAppointmentStep(screen.step, event);
  if (step === screen.step) return state;
  const isSameScreen = step.at === screen.step.at;
  return isSameScreen ? change(state, { ...screen, step }) : enter(state, { at: 'appointment', step }, nowMs);
}

function onVisit(state: KioskState, visit: VisitEntry, nowMs: number): KioskState {
  const before = state.visit;
  const next = { ...state, visit };
  // While a number is on its way the card changes nothing: the answer decides what comes next.
  if (state.taking !== null) return next;
  switch (visit.at) {
    case 'reading':
      return { ...next, overlay: { at: 'reading' }, touchedAtMs: nowMs };
    case 'unreadable':
      return { ...next, overlay: { at: 'unreadable', code: visit.code }, touchedAtMs: nowMs };
    case 'card':
      // The same person's list of tickets grew, for example by the number just taken.
      if (before.at === 'card') return { ...next, overlay: null };
      return enter(next, choosing(true), nowMs);
    case 'nobody':
      if ((state.screen.at === 'choose' || state.screen.at === 'class') && state.screen.withCard)
        return restedKiosk(nowMs);
      // What went wrong stays to be read after the card was lifted; the next card or a touch takes it away.
      return { ...next, overlay: next.overlay?.at === 'unreadable' ? next.overlay : null };
  }
}

function onPrint(state: KioskState, { ticket, print, reason, nowMs }: Event<'printChanged'>): KioskState {
  const { screen } = state;
  if (screen.at !== 'issued' || screen.taken.ticket !== ticket) return state;
  // The paper of an older number came out long ago.
  if (screen.print === 'none') return state;
  if (screen.print === print || (screen.print === 'late' && isUnderWay(print))) return state;
  const printedAtMs = isUnderWay(print) ? null : nowMs;
  // Bad news needs its full reading time, whatever was touched before.
  return { ...change(state, { ...screen, print, printReason: reason, printedAtMs }), touchedAtMs: nowMs };
}

function onIssued(
  state: KioskState,
  event: Event<'reprintPressed'> | Event<'cancelPressed'> | Event<'cancelAnswered'>,
): KioskState {
  const { screen } = state;
  if (screen.at !== 'issued') return state;
  switch (event.is) {
    case 'reprintPressed':
      return enter(
        state,
        { ...screen, print: 'queued', printReason: null, printedAtMs: null, reprints: screen.reprints + 1 },
        event.nowMs,
      );
    case 'cancelPressed':
      return change(state, { ...screen, cancelling: true, failure: null });
    case 'cancelAnswered':
      if (screen.taken.ticket !== event.ticket) return state;
      if (event.answer.ok) return enter(state, { at: 'cancelled', label: screen.taken.label }, event.nowMs);
      return enter(state, { ...screen, cancelling: false, failure: event.answer.failure.code }, event.nowMs);
  }
}

type RatingEvent = Exclude<
  Extract<KioskEvent, { is: `${'digit' | 'card' | 'rat' | 'level' | 'reason'}${string}` }>,
  Event<'rateOpened'>
>;

function onRating(state: KioskState, event: RatingEvent): KioskState {
  const { screen } = state;
  switch (event.is) {
    case 'digitPressed': {
      if (screen.at !== 'rateCode' || screen.looking !== null) return state;
      const digits = screen.digits.length >= codeLength ? event.digit : screen.digits + event.digit;
      return change(state, {
        ...screen,
        digits,
        failure: null,
        looking: digits.length === codeLength ? event.looking : null,
      });
    }
    case 'digitErased':
    case 'digitsCleared': {
      if (screen.at !== 'rateCode' || screen.looking !== null) return state;
      const digits = event.is === 'digitErased' ? screen.digits.slice(0, -1) : '';
      return change(state, { ...screen, digits, failure: null });
    }
    case 'cardSearched':
      return enter(state, { at: 'rateSearch', looking: event.looking }, event.nowMs);
    case 'ratableAnswered':
      return onRatable(state, event);
    case 'ratableChosen':
      return enter(state, { at: 'rateLevel', ticket: event.ticket, sending: null, failure: null }, event.nowMs);
    case 'levelPressed':
      if (screen.at !== 'rateLevel' || screen.sending !== null) return state;
      if (starsOf(event.level) > 3) return change(state, { ...screen, sending: event.sending, failure: null });
      return enter(
        state,
        { at: 'rateReasons', ticket: screen.ticket, level: event.level, reasons: [], sending: null, failure: null },
        event.nowMs,
      );
    case 'reasonPressed': {
      if (screen.at !== 'rateReasons' || screen.sending !== null) return state;
      const has = screen.reasons.includes(event.reason);
      const reasons = has
        ? screen.reasons.filter(reason => reason !== event.reason)
        : [...screen.reasons, event.reason];
      return change(state, { ...screen, reasons });
    }
    case 'ratingSubmitted':
      if (screen.at !== 'rateReasons' || screen.sending !== null) return state;
      return change(state, { ...screen, sending: event.sending, failure: null });
    case 'ratingAnswered':
      if ((screen.at !== 'rateLevel' && screen.at !== 'rateReasons') || screen.sending !== event.sending) return state;
      if (event.answer.ok) return enter(state, { at: 'thanks' }, event.nowMs);
      return change(state, { ...screen, sending: null, failure: event.answer.failure.code });
  }
}

function onRatable(state: KioskState, { looking, answer, nowMs }: Event<'ratableAnswered'>): KioskState {
  const { screen } = state;
  if ((screen.at !== 'rateCode' && screen.at !== 'rateSearch') || screen.looking !== looking) return state;
  const tickets = answer.ok ? answer.value.tickets : [];
  const only = tickets[0];
  if (only !== undefined && tickets.length === 1)
    return enter(state, { at: 'rateLevel', ticket: only, sending: null, failure: null }, nowMs);
  if (tickets.length > 1) return enter(state, { at: 'rateChoose', tickets }, nowMs);
  // A code that leads nowhere may be a slip of the finger; a card that leads nowhere means nothing is finished yet.
  const nothing = screen.at === 'rateCode' ? ('not_found' as const) : ('not_ratable' as const);
  const failure = answer.ok ? nothing : answer.failure.code;
  return enter(state, { at: 'rateCode', digits: '', looking: null, failure }, nowMs);
}
