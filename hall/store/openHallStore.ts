import type { DeviceId } from '../domain/ids.ts';
import type { RandomBytes, WallClock } from '../log/sources.ts';
import { createHallStore, type HallStoreParts } from './createHallStore.ts';
import type { HallStore, Result } from './hallStore.ts';
import { allMigrations } from './migrations/allMigrations.ts';
import { openDatabase, type OpenFailure } from './openDatabase.ts';
import { recoverNumbers, recoverPrintJobs, honourRestoreMarker } from './recover.ts';
import { createSession, type StoreRole } from './session.ts';
import { isStorageError, StorageFault } from './storageFault.ts';
import { openWitness } from './witness.ts';

export type OpenHallStoreOptions = {
  databasePath: string;
  /** The witness journal, in a folder of its own that is not the database's: they must not be lost by one mishap. */
  witnessPath: string;
  device: DeviceId;
  /** Number of the hall at the region. */
  hall: number;
  clock: WallClock;
  random: RandomBytes;
  /** Path of the SQLite addon for this runtime; null = `HALL_SQLITE_BINDING`, or the shipped one. */
  nativeBinding: string | null;
  role: StoreRole;
  /**
   * A hub whose hall has been there before: when neither database nor journal know a number, they were lost, and the
   * shared series waits for the next day. Left out = a new hall begins at 001.
   */
  isReplacement?: boolean;
};

/**
 * Opens, migrates, checks and recovers the store of one process. A damaged database is set aside (never deleted) and the
 * failure `corrupted` says where; opening once more then starts a new one, filled from the witness.
 */
export function openHallStore(options: OpenHallStoreOptions): Result<HallStore, OpenFailure> {
  const { databasePath, witnessPath, device, hall, clock, random, nativeBinding, role } = options;
  const author = { device, hall, clock, random };
  const isReplacement = options.isReplacement ?? false;
  const open = () => openDatabase({ databasePath, nativeBinding, clock, migrations: allMigrations });
  const first = open();
  if (!first.ok) return first;
  try {
    const witness = openWitness(witnessPath);
    const begin = (db: typeof first.value) => {
      const session = createSession(db, { author, role });
      const isNew = session.facts.createdAt() === 0;
      recoverNumbers({ session, witness, author, role, isReplacement });
      // A new file leaves its WAL at once: a WAL lost later then looks like lost numbers, and not like a lost database.
      if (isNew) session.checkpoint();
      return session;
    };
    const session = begin(first.value);
    honourRestoreMarker(session, databasePath);
    const wasPrinting = recoverPrintJobs(session);
    const parts: HallStoreParts = {
      author,
      role,
      witness,
      session,
      wasPrinting,
      reopen() {
        const again = open();
        if (!again.ok) throw new StorageFault(again.failure.message, 'not_committed');
        return begin(again.value);
      },
    };
    return { ok: true, value: createHallStore(parts) };
  } catch (error) {
    if (first.value.open) first.value.close();
    if (!(error instanceof StorageFault) && !isStorageError(error)) throw error;
    return { ok: false, failure: { code: 'storage_failed', message: error.message } };
  }
}
