/**
 * The disk refused. `outcome` says what is known of the transaction: `not_committed`, or `unknown` when COMMIT itself
 * failed – it may still be on disk, so only a fresh look after reopening tells (measured: 32 acknowledged, 33 found).
 */
export class StorageFault extends Error {
  readonly outcome: 'not_committed' | 'unknown';

  constructor(message: string, outcome: 'not_committed' | 'unknown') {
    super(message);
    this.name = 'StorageFault';
    this.outcome = outcome;
  }
}

/** True for errors that SQLite or the file system raises about the medium; everything else is a bug and must surface as one. */
export function isStorageError(error: unknown): error is Error {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return /^(SQLITE_(IOERR|FULL|READONLY|CANTOPEN|CORRUPT|NOTADB|BUSY|PROTOCOL)|E[A-Z]+$)/.test(error.code);
}
