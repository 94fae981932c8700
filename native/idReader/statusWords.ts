/** What the driver does about a status word. */
type StatusAction =
  /** The command worked. */
  | 'done'
  /** It worked and there is nothing there. */
  | 'empty'
  /** No card in reach: the ordinary answer of an empty reader. */
  | 'no-card'
  /** Begin again with find. */
  | 'find-again'
  /** Try again up to twice. */
  | 'retry'
  /** Try again up to twice, then the card is defective or false. */
  | 'retry-suspect'
  /** Not an ID card. */
  | 'wrong-card'
  /** The SAM got our bytes damaged: send once more. */
  | 'resend'
  /** The SAM will not do this; asking again is no use. */
  | 'refused'
  /** The reader itself is out of order. */
  | 'device-fault';

export type StatusWord = { readonly meaning: string; readonly action: StatusAction };

/** Every SW3 there is (libsamv.h and two vendors' lists agree). FF exists only inside host libraries, never on the wire. */
const statusWords: Readonly<Record<number, StatusWord>> = {
  0x90: { meaning: 'operation succeeded', action: 'done' },
  0x9f: { meaning: 'card found', action: 'done' },
  0x91: { meaning: 'the item has no content', action: 'empty' },
  0x80: { meaning: 'no card found', action: 'no-card' },
  0x81: { meaning: 'selecting the card failed', action: 'find-again' },
  0x41: { meaning: 'reading the card failed', action: 'retry' },
  0x40: { meaning: 'unknown type of card', action: 'wrong-card' },
  0x10: { meaning: 'the reader received a wrong checksum', action: 'resend' },
  0x11: { meaning: 'the reader received a wrong length', action: 'resend' },
  0x21: { meaning: 'wrong command', action: 'refused' },
  0x23: { meaning: 'not authorised for this operation', action: 'refused' },
  0x24: { meaning: 'unrecognisable error', action: 'retry' },
  0x31: { meaning: 'the card rejects the reader', action: 'retry-suspect' },
  0x32: { meaning: 'the reader rejects the card', action: 'retry-suspect' },
  0x33: { meaning: 'check of the information failed', action: 'retry-suspect' },
  0x47: { meaning: 'getting a random number failed', action: 'retry' },
  0x60: { meaning: 'self-test failed, the reader takes no command', action: 'device-fault' },
  0x66: { meaning: 'the reader is not authorised', action: 'device-fault' },
};

/** Looks up SW3; one that nobody has listed is an unrecognisable error. */
export function statusWordOf(sw3: number): StatusWord {
  return statusWords[sw3] ?? { meaning: 'unknown status word', action: 'retry' };
}

export const knownStatusWords: readonly number[] = Object.keys(statusWords).map(Number);
