import type { RatableTicket } from '../../hall/domain/hallApi.ts';
import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import type { QueueId, RequestId, TicketId } from '../../hall/domain/ids.ts';
import type { Language } from '../../hall/domain/language.ts';
import type { ClassId } from '../../hall/domain/priorityClass.ts';
import { type RatingLevel, starsOf } from '../../hall/domain/ratingLevel.ts';
import { newRequestId } from '../ui/newRequestId.ts';
import { type AppointmentActions, createAppointmentActions } from './appointmentActions.ts';
import {
  callStaff,
  cancelTicket,
  giveRating,
  ratableTickets,
  reprintTicket,
  takeTicket,
  withdrawHelp,
} from './kioskApi.ts';
import { codeLength, type KioskEvent, type KioskState, type Matters } from './kioskState.ts';

/** What the screens may do; stable for the life of the page. */
export type KioskActions = {
  touch: () => void;
  goHome: () => void;
  finish: () => void;
  goBack: () => void;
  openChoose: () => void;
  openRate: () => void;
  closeOverlay: () => void;
  callStaff: () => void;
  withdrawHelp: () => void;
  closeHelp: () => void;
  speak: (language: Language) => void;
  turnPage: (page: number) => void;
  /** Takes a number, or first asks for the class where the hall has some. */
  take: (queue: QueueId, useCard: boolean) => void;
  openSeveral: () => void;
  closeSeveral: () => void;
  toggleMatter: (queue: QueueId) => void;
  /** One number for all matters that are ticked. */
  takeSeveral: (useCard: boolean) => void;
  /** The answer to the class screen; null = none applies. */
  takeAs: (priorityClass: ClassId | null) => void;
  /** A new number although this kiosk remembers one of the same card: that one has been served. */
  takeAgain: (queue: QueueId) => void;
  reprint: (ticket: TicketId) => void;
  cancel: (ticket: TicketId) => void;
  typeDigit: (digit: string) => void;
  eraseDigit: () => void;
  clearDigits: () => void;
  searchByCard: () => void;
  chooseRatable: (ticket: RatableTicket) => void;
  rate: (level: RatingLevel) => void;
  toggleReason: (reason: string) => void;
  submitRating: () => void;
  appointment: AppointmentActions;
};

const now = () => performance.now();

/** Turns presses into events and questions to the station. `state` reads the state of this very moment. */
export function createActions(
  dispatch: (event: KioskEvent) => void,
  state: () => KioskState,
  calling: () => KioskEntries['calling'] | undefined,
): KioskActions {
  async function take(wish: {
    matters: Matters;
    useCard: boolean;
    again: boolean;
    priorityClass: ClassId | null;
  }): Promise<void> {
    const { useCard, again } = wish;
    const [queue, ...also] = wish.matters;
    if (state().taking !== null) return;
    const request = newRequestId();
    dispatch({ is: 'queuePressed', taking: { request, queue, useCard }, nowMs: now() });
    const answer = await takeTicket({
      requestId: request,
      queue,
      language: state().language,
      useCard,
      again,
      also,
      class: wish.priorityClass,
    });
    dispatch({ is: 'ticketAnswered', request, answer, nowMs: now() });
  }

  /** One step more only where there is something to choose. */
  function takeOrAsk(matters: Matters, useCard: boolean): void {
    const isAsked = (calling()?.classes.length ?? 0) > 0;
    if (isAsked) dispatch({ is: 'classAsked', matters, withCard: useCard, nowMs: now() });
    else void take({ matters, useCard, again: false, priorityClass: null });
  }

  async function reprint(ticket: TicketId): Promise<void> {
    dispatch({ is: 'reprintPressed', nowMs: now() });
    const answer = await reprintTicket(ticket);
    if (!answer.ok)
      dispatch({ is: 'printChanged', ticket, print: 'failed', reason: answer.failure.code, nowMs: now() });
  }

  async function cancel(ticket: TicketId): Promise<void> {
    dispatch({ is: 'cancelPressed', nowMs: now() });
    dispatch({ is: 'cancelAnswered', ticket, answer: await cancelTicket(ticket), nowMs: now() });
  }

  async function call(screen: KioskState['screen']['at']): Promise<void> {
    const answer = await callStaff(screen);
    // A station that does not answer can tell nobody.
    dispatch({ is: 'helpChanged', help: answer.ok ? answer.value.at : 'unreached', nowMs: now() });
  }

  async function look(looking: RequestId, code: string | null): Promise<void> {
    dispatch({ is: 'ratableAnswered', looking, answer: await ratableTickets(code), nowMs: now() });
  }

  async function send(sending: RequestId, ticket: TicketId, level: RatingLevel, tags: string[]): Promise<void> {
    const answer = await giveRating({ requestId: sending, ticket, level, tags });
    dispatch({ is: 'ratingAnswered', sending, answer, nowMs: now() });
  }

  return {
    appointment: createAppointmentActions(dispatch, state),
    touch: () => dispatch({ is: 'touched', nowMs: now() }),
    goHome: () => dispatch({ is: 'homePressed', nowMs: now() }),
    finish: () => dispatch({ is: 'donePressed', nowMs: now() }),
    goBack: () => dispatch({ is: 'backPressed', nowMs: now() }),
    openChoose: () => dispatch({ is: 'chooseOpened', nowMs: now() }),
    openRate: () => dispatch({ is: 'rateOpened', nowMs: now() }),
    closeOverlay: () => dispatch({ is: 'overlayClosed', nowMs: now() }),
    callStaff: () => {
      dispatch({ is: 'helpOpened', nowMs: now() });
      void call(state().screen.at);
    },
    withdrawHelp: () => {
      dispatch({ is: 'helpClosed', nowMs: now() });
      void withdrawHelp();
    },
    closeHelp: () => dispatch({ is: 'helpClosed', nowMs: now() }),
    speak: language => dispatch({ is: 'languageChosen', language, nowMs: now() }),
    turnPage: page => dispatch({ is: 'pageTurned', page, nowMs: now() }),
    take: (queue, useCard) => takeOrAsk([queue], useCard),
    openSeveral: () => dispatch({ is: 'severalOpened', nowMs: now() }),
    closeSeveral: () => dispatch({ is: 'severalClosed', nowMs: now() }),
    toggleMatter: queue => dispatch({ is: 'matterPressed', queue, most: calling()?.mostMatters ?? 1, nowMs: now() }),
    takeSeveral: useCard => {
      const { screen } = state();
      const [first, ...more] = screen.at === 'choose' ? (screen.picked ?? []) : [];
      if (first !== undefined) takeOrAsk([first, ...more], useCard);
    },
    takeAs: priorityClass => {
      const { screen } = state();
      if (screen.at !== 'class') return;
      void take({ matters: screen.matters, useCard: screen.withCard, again: false, priorityClass });
    },
    takeAgain: queue => void take({ matters: [queue], useCard: true, again: true, priorityClass: null }),
    reprint: ticket => void reprint(ticket),
    cancel: ticket => void cancel(ticket),
    typeDigit: digit => {
      const looking = newRequestId();
      dispatch({ is: 'digitPressed', digit, looking, nowMs: now() });
      const { screen } = state();
      if (screen.at === 'rateCode' && screen.looking === looking && screen.digits.length === codeLength)
        void look(looking, screen.digits);
    },
    eraseDigit: () => dispatch({ is: 'digitErased', nowMs: now() }),
    clearDigits: () => dispatch({ is: 'digitsCleared', nowMs: now() }),
    searchByCard: () => {
      const looking = newRequestId();
      dispatch({ is: 'cardSearched', looking, nowMs: now() });
      void look(looking, null);
    },
    chooseRatable: ticket => dispatch({ is: 'ratableChosen', ticket, nowMs: now() }),
    rate: level => {
      const sending = newRequestId();
      dispatch({ is: 'levelPressed', level, sending, nowMs: now() });
      const { screen } = state();
      if (screen.at === 'rateLevel' && screen.sending === sending && starsOf(level) > 3)
        void send(sending, screen.ticket.ticket, level, []);
    },
    toggleReason: reason => dispatch({ is: 'reasonPressed', reason, nowMs: now() }),
    submitRating: () => {
      const sending = newRequestId();
      dispatch({ is: 'ratingSubmitted', sending, nowMs: now() });
      const { screen } = state();
      if (screen.at === 'rateReasons' && screen.sending === sending)
        void send(sending, screen.ticket.ticket, screen.level, [...screen.reasons]);
    },
  };
}
