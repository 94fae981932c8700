/**
 * What keeps the hall right, and can be taken away to prove that this simulation would notice (mutation rule of the
 * sync design). Every name is a rule of the real code; taking it away changes only how the parts are put together.
 */
export const guardNames = [
  /** A number that came too late is voided. */
  'void-late-number',
  /** The journal beside the database. */
  'witness',
  /** A new stream at every start of a process. */
  'fresh-stream',
  /** An acknowledgement never goes over a gap. */
  'contiguous-mark',
  /** What cannot be read is set aside and counts as received. */
  'quarantine',
  /** Receivers flush before they acknowledge. */
  'durable-before-ack',
  /** Kiosks flush before a number is shown. */
  'durable-before-show',
  /** A restored receiver has a newer incarnation. */
  'incarnation',
  /** A hub that has lost its journal gives up the shared series for the day. */
  'give-up-shared',
  /** A hub with empty disks in an old hall waits for the next day with the shared series. */
  'replaced-hub-waits',
] as const;

export type Guard = (typeof guardNames)[number];

/** True when a word of the command line names a guard. */
export function isGuard(word: string): word is Guard {
  return (guardNames as readonly string[]).includes(word);
}
