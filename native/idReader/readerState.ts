import type { AnswerFrame } from './codec.ts';
import type { IdCard } from './cardText.ts';
import type { CommandName } from './commands.ts';

/** Why a laid card gave nothing; each has its own words on the screen. */
export type CardFailure =
  /** Lifted before it was read: "please leave the card on the reader". */
  | 'card-removed'
  /** Read badly three times: "please lay the card again". */
  | 'unreadable'
  /** Not an ID card. */
  | 'wrong-card'
  /** Card and reader do not trust each other: defective or false. */
  | 'rejected'
  /** The reader went away in the middle. */
  | 'reader-lost';

/** `reading` is always followed by `read` or `failed`; `removed` comes after either. */
export type CardEvent =
  | { readonly is: 'reading' }
  | { readonly is: 'read'; readonly card: IdCard }
  | { readonly is: 'failed'; readonly code: CardFailure }
  | { readonly is: 'removed' };

export type ReaderFault = 'self-test-failed' | 'not-authorised' | 'refuses-commands' | 'line-noise';

/** What the line is doing. */
export type Line =
  | { readonly at: 'closed' }
  | { readonly at: 'resting' }
  | { readonly at: 'asking'; readonly command: CommandName; readonly resends: number };

/** What lies on the reader. `misses` counts empty finds in a row. */
export type Card =
  | { readonly at: 'none' }
  /** Being read. `again` is the card that lay there before a miss: if it is the same one, nobody is told. */
  | { readonly at: 'busy'; readonly again: string | null; readonly reads: number; readonly selects: number }
  /** Read (`identity`) or given up (null), and not lifted yet. */
  | { readonly at: 'lying'; readonly identity: string | null; readonly misses: number };

export type ReaderState = {
  readonly line: Line;
  readonly card: Card;
  /** `unknown` until the SAM has answered after a connect. */
  readonly health: 'unknown' | 'good' | ReaderFault;
  /** Commands in a row that got no answer at all. */
  readonly silences: number;
  readonly pollsSinceStatus: number;
};

export type ReaderInput =
  | { readonly is: 'opened' }
  | { readonly is: 'closed' }
  | { readonly is: 'answered'; readonly answer: AnswerFrame }
  /** A frame came damaged or only in part. */
  | { readonly is: 'garbled' }
  /** The one timer went off: the rest is over, or the answer is overdue. */
  | { readonly is: 'timer' };

export type ReaderEffect =
  /** Clear the parser, write the command and arm the timer. */
  | { readonly do: 'ask'; readonly command: CommandName; readonly timeoutMs: number }
  /** Arm the timer. */
  | { readonly do: 'rest'; readonly forMs: number }
  | { readonly do: 'tell'; readonly event: CardEvent }
  | { readonly do: 'report'; readonly health: 'good' | ReaderFault }
  /** Give up the connection: two silent commands in a row, or noise from the start. */
  | { readonly do: 'renew' }
  /** Nobody asked for this frame: counted, and otherwise ignored. */
  | { readonly do: 'ignore' };

export type ReaderTimings = {
  readonly baudRate: number;
  readonly pollMs: number;
  /** Every so many polls the SAM's own state is asked for. */
  readonly pollsPerStatus: number;
  /** How often a faulty reader is asked whether it works again. */
  readonly faultPollMs: number;
};

export const initialReaderState: ReaderState = {
  line: { at: 'closed' },
  card: { at: 'none' },
  health: 'unknown',
  silences: 0,
  pollsSinceStatus: 0,
};
