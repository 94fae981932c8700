import type { RatableTicket, TakenTicket } from '../../hall/domain/hallApi.ts';
import type { OwnHelp, VisitEntry } from '../../hall/domain/liveEntries.ts';
import type { QueueId, RequestId, TicketId } from '../../hall/domain/ids.ts';
import type { Language } from '../../hall/domain/language.ts';
import type { RatingLevel } from '../../hall/domain/ratingLevel.ts';
import type { Answer } from '../ui/askRoute.ts';
import type { PageFailureCode } from '../ui/failureText.ts';
import type { AppointmentEvent, AppointmentStep } from './appointmentStep.ts';
import type { PrintAt } from './printView.ts';

/** What lies behind the number on the screen now. */
export type Screen =
  | { at: 'home' }
  /** `withCard`: reached by laying a card on the reader; the number will be bound to it. */
  | {
      at: 'choose';
      withCard: boolean;
      page: number;
      /** Several matters on one number, in the order of the touches; null = the first touch takes the number. */
      picked: readonly QueueId[] | null;
    }
  /** Does one of the priority classes apply? Asked only where the hall has classes that a citizen may choose. */
  | { at: 'class'; withCard: boolean; matters: Matters; page: number }
  | {
      at: 'issued';
      taken: TakenTicket;
      withCard: boolean;
      print: PrintAt;
      printReason: string | null;
      /** When the paper's last word came; null while it is under way. */
      printedAtMs: number | null;
      reprints: number;
      cancelling: boolean;
      failure: PageFailureCode | null;
    }
  | { at: 'cancelled'; label: string }
  | { at: 'refused'; failure: PageFailureCode }
  | { at: 'rateCode'; digits: string; looking: RequestId | null; failure: PageFailureCode | null }
  /** Looking for the tickets of the card. */
  | { at: 'rateSearch'; looking: RequestId }
  | { at: 'rateChoose'; tickets: readonly RatableTicket[] }
  | { at: 'rateLevel'; ticket: RatableTicket; sending: RequestId | null; failure: PageFailureCode | null }
  | {
      at: 'rateReasons';
      ticket: RatableTicket;
      level: RatingLevel;
      reasons: readonly string[];
      sending: RequestId | null;
      failure: PageFailureCode | null;
    }
  | { at: 'appointment'; step: AppointmentStep }
  | { at: 'thanks' };

/** Queues of one number: the one it is taken in, and the others in their order. */
export type Matters = readonly [QueueId, ...QueueId[]];

export type Taking = { request: RequestId; queue: QueueId; useCard: boolean };

/** What is said about a card; `code` is the reader's word for what went wrong. */
export type CardMessage = { at: 'reading' } | { at: 'unreadable'; code: string };

/** One citizen's turn at the kiosk; thrown away whole when it ends. Times are `performance.now()`. */
export type KioskState = {
  language: Language;
  screen: Screen;
  /** A number has been asked for and the answer is not here yet. */
  taking: Taking | null;
  visit: VisitEntry;
  /** The card message that lies over the screen. */
  overlay: CardMessage | null;
  /** What the panel over the screen says about the call for staff; null = it is closed. */
  help: OwnHelp['at'] | 'ended' | null;
  enteredAtMs: number;
  touchedAtMs: number;
};

export type KioskEvent =
  | { is: 'touched'; nowMs: number }
  | { is: 'languageChosen'; language: Language; nowMs: number }
  /** `homePressed` keeps the language, for the person is still there; `donePressed` ends the turn. */
  | {
      is: 'homePressed' | 'donePressed' | 'backPressed' | 'chooseOpened' | 'rateOpened' | 'overlayClosed';
      nowMs: number;
    }
  | { is: 'helpOpened' | 'helpClosed'; nowMs: number }
  /** `help` null = the call is over. */
  | { is: 'helpChanged'; help: OwnHelp['at'] | null; nowMs: number }
  | { is: 'timeOver'; nowMs: number }
  | { is: 'pageTurned'; page: number; nowMs: number }
  | { is: 'severalOpened' | 'severalClosed'; nowMs: number }
  | { is: 'matterPressed'; queue: QueueId; most: number; nowMs: number }
  | { is: 'classAsked'; matters: Matters; withCard: boolean; nowMs: number }
  | { is: 'queuePressed'; taking: Taking; nowMs: number }
  | { is: 'ticketAnswered'; request: RequestId; answer: Answer<TakenTicket>; nowMs: number }
  | { is: 'visitChanged'; visit: VisitEntry; nowMs: number }
  | { is: 'printChanged'; ticket: TicketId; print: PrintAt; reason: string | null; nowMs: number }
  | { is: 'reprintPressed'; nowMs: number }
  | { is: 'cancelPressed'; nowMs: number }
  | { is: 'cancelAnswered'; ticket: TicketId; answer: Answer<unknown>; nowMs: number }
  | { is: 'digitPressed'; digit: string; looking: RequestId; nowMs: number }
  | { is: 'digitErased' | 'digitsCleared'; nowMs: number }
  | { is: 'cardSearched'; looking: RequestId; nowMs: number }
  | { is: 'ratableAnswered'; looking: RequestId; answer: Answer<{ tickets: RatableTicket[] }>; nowMs: number }
  | { is: 'ratableChosen'; ticket: RatableTicket; nowMs: number }
  | { is: 'levelPressed'; level: RatingLevel; sending: RequestId; nowMs: number }
  | { is: 'reasonPressed'; reason: string; nowMs: number }
  | { is: 'ratingSubmitted'; sending: RequestId; nowMs: number }
  | { is: 'ratingAnswered'; sending: RequestId; answer: Answer<unknown>; nowMs: number }
  | { is: 'appointment'; event: AppointmentEvent; nowMs: number };

export const codeLength = 6;

/** A kiosk that nobody uses: Chinese, home screen, nothing remembered. */
export function restedKiosk(nowMs: number): KioskState {
  return {
    language: 'zh',
    screen: { at: 'home' },
    taking: null,
    visit: { at: 'nobody' },
    overlay: null,
    help: null,
    enteredAtMs: nowMs,
    touchedAtMs: nowMs,
  };
}
