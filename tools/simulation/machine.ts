import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DeviceId } from '../../hall/domain/ids.ts';
import type { RandomBytes, WallClock } from '../../hall/log/sources.ts';
import { createHallStore } from '../../hall/store/createHallStore.ts';
import type { Database } from '../../hall/store/database.ts';
import type { HallStore } from '../../hall/store/hallStore.ts';
import { allMigrations } from '../../hall/store/migrations/allMigrations.ts';
import { openDatabase } from '../../hall/store/openDatabase.ts';
import { honourRestoreMarker, recoverNumbers, recoverPrintJobs, restoreMarkerPath } from '../../hall/store/recover.ts';
import { createSession, type StoreRole } from '../../hall/store/session.ts';
import { openWitness, type Witness } from '../../hall/store/witness.ts';
import type { Guard } from './guards.ts';

/** The power went in the middle of a verb. Not a storage fault: nothing of the program runs after it. */
export class PowerCut extends Error {}

/** Bytes of the files of a machine at one instant. */
export type DiskCopy = { database: Uint8Array; wal: Uint8Array | null; witness: Uint8Array | null };

export type MachineOptions = {
  /** Folder of this machine's disk. */
  folder: string;
  device: DeviceId;
  role: StoreRole;
  clock: WallClock;
  random: RandomBytes;
  without: ReadonlySet<Guard>;
  /** With it off, a power cut takes back what came after the last look of an idle operating system. */
  durability: 'durable-before-ack' | 'durable-before-show';
  /** The power has gone; the caller kills the machine as soon as the running event is over. */
  onPowerCut: () => void;
  /** Numbers that came back from the journal, and whether the shared series was given up, at every start. */
  onRecovered: (recovered: { putBack: number; gaveUp: boolean }) => void;
};

/** One computer: a disk, and now and then a process on it with the real store. */
export type Machine = {
  store(): HallStore | null;
  /** Counts the processes; what an older one had asked for is nobody's business any more. */
  boot(): number;
  start(): void;
  /** The process is gone without a word. `power`: so is what was never flushed. */
  kill(how: 'crash' | 'power'): void;
  copy(): DiskCopy;
  /** Puts an old copy of the database in place, while the machine is off. */
  restore(copy: DiskCopy, how: { marker: boolean; loseWitness: boolean }): void;
  /** Another machine with empty disks stands in its place, while it is off. */
  replace(): void;
  /** The next number is committed, and then the power goes before the journal has it. */
  cutAtNextNumber(): void;
  databasePath(): string;
};

const noWitness: Witness = { exists: () => true, records: () => [], holds: () => true, append() {}, close() {} };
/** How often a machine without durability reaches its disk, in commits. */
const lazyFlushCommits = 12;

function read(path: string): Uint8Array | null {
  return existsSync(path) ? new Uint8Array(readFileSync(path)) : null;
}

function write(path: string, bytes: Uint8Array | null) {
  mkdirSync(dirname(path), { recursive: true });
  if (bytes === null) rmSync(path, { force: true });
  else writeFileSync(path, bytes);
}

/** Makes a machine that is off. */
export function createMachine(options: MachineOptions): Machine {
  const { folder, device, role, without } = options;
  let boot = 0;
  let store: HallStore | null = null;
  let cutNext = false;
  let lazyCopy: DiskCopy | null = null;
  let commits = 0;
  /** The machine was replaced by an empty one, and whoever did it said so. */
  let isReplacement = false;
  /** Set while a session begins and the guard "fresh-stream" is off: the stream follows from what is on the disk. */
  let minted: Uint8Array | null = null;

  const databasePath = () => join(folder, String(boot), 'data', 'hall.db');
  const witnessPath = () => join(folder, String(boot), 'witness', 'hall.journal');
  const author = {
    device,
    hall: 4021,
    clock: () => (minted === null ? options.clock() : 0),
    random: (count: number) => minted?.slice(0, count) ?? options.random(count),
  };

  function copy(): DiskCopy {
    const database = read(databasePath()) ?? new Uint8Array();
    return { database, wal: read(`${databasePath()}-wal`), witness: read(witnessPath()) };
  }
  function place(disk: DiskCopy) {
    write(databasePath(), disk.database);
    write(`${databasePath()}-wal`, disk.wal);
    write(witnessPath(), disk.witness);
  }

  function witnessOf(): Witness {
    if (without.has('witness')) return noWitness;
    const real = openWitness(witnessPath());
    return {
      ...real,
      append(record) {
        if (cutNext) {
          cutNext = false;
          options.onPowerCut();
          throw new PowerCut();
        }
        real.append(record);
      },
    };
  }
  function database(): Database {
    const opened = openDatabase({
      databasePath: databasePath(),
      nativeBinding: null,
      clock: options.clock,
      migrations: allMigrations,
    });
    if (opened.ok) return opened.value;
    throw new Error(`${opened.failure.code}: ${opened.failure.message}`);
  }
  function begin(db: Database, witness: Witness) {
    if (without.has('fresh-stream')) {
      const starts = db.prepare<[string], number>('SELECT count(DISTINCT stream) FROM events WHERE dev = ?').pluck();
      minted = new Uint8Array(
        createHash('sha256')
          .update(`${device} ${starts.get(device)}`)
          .digest(),
      );
    }
    const session = createSession(db, { author, role });
    minted = null;
    const isNew = session.facts.createdAt() === 0;
    // Without the guard nobody asks whether journal and database fit together.
    const believed = without.has('give-up-shared') ? { ...witness, exists: () => true, holds: () => true } : witness;
    const recovered = recoverNumbers({ session, witness: believed, author, role, isReplacement });
    options.onRecovered({ putBack: recovered.putBack.length, gaveUp: recovered.gaveUpShared !== null });
    if (isNew) session.checkpoint();
    return session;
  }

  return {
    store: () => store,
    boot: () => boot,
    start() {
      cutNext = false;
      const witness = witnessOf();
      const session = begin(database(), witness);
      honourRestoreMarker(session, databasePath());
      const wasPrinting = recoverPrintJobs(session);
      const reopen = () => begin(database(), witness);
      store = createHallStore({ author, role, witness, session, wasPrinting, reopen });
      if (!without.has(options.durability)) return;
      lazyCopy = copy();
      store.onCommitted(() => {
        commits += 1;
        if (commits % lazyFlushCommits === 0) lazyCopy = copy();
      });
    },
    kill(how) {
      // The files are taken as they are, before the connection is closed: closing would tidy up, and a dead process does not.
      const disk = how === 'power' && lazyCopy !== null ? lazyCopy : copy();
      const old = join(folder, String(boot));
      store?.close();
      store = null;
      rmSync(old, { recursive: true, force: true });
      boot += 1;
      place(disk);
    },
    copy,
    restore(disk, { marker, loseWitness }) {
      const { witness } = copy();
      place({ ...disk, witness: loseWitness ? null : witness });
      if (marker) writeFileSync(restoreMarkerPath(databasePath()), '');
    },
    replace() {
      rmSync(join(folder, String(boot)), { recursive: true, force: true });
      isReplacement = !without.has('replaced-hub-waits');
      lazyCopy = null;
    },
    cutAtNextNumber() {
      cutNext = true;
    },
    databasePath,
  };
}
