import type { HallSetup } from '../domain/hallSetup.ts';
import type { AccountId, CounterId, QueueId } from '../domain/ids.ts';
import { exportFormat, type SetupHistory, type SetupNow, type SetupOutcome } from '../domain/setupApi.ts';
import { compareSetups } from '../domain/setupChange.ts';
import { type InUse, whatWouldBreak } from '../domain/setupInUse.ts';
import type { SetupOrigin } from '../domain/setupOrigin.ts';
import { readSetupDocument } from '../domain/setupProblem.ts';
import { standingOf } from '../domain/ticket.ts';
import type { HallStore } from '../store/hallStore.ts';
import type { HallState } from './hallState.ts';

/** Shown in the history; older ones stay in the database. */
const shownRevisions = 50;

export type HandedIn = {
  document: unknown;
  /** Revision the document was made from. */
  basedOn: number;
  account: AccountId | null;
  how: SetupOrigin;
  /** Only says what would happen. */
  dryRun: boolean;
};

/** Reads and changes how the hall is put together. Every accepted change is kept and reaches all screens by itself. */
export type SetupDesk = {
  now(): SetupNow;
  handIn(request: HandedIn): SetupOutcome;
  /** An exported file, or a bare document; keeps the number of this hall. */
  importFile(request: HandedIn): SetupOutcome;
  /** Makes an earlier set-up the present one again; null when there is none of this revision. */
  restore(request: { revision: number; basedOn: number; account: AccountId }): SetupOutcome | null;
  history(): SetupHistory;
};

export function createSetupDesk({ store, state }: { store: HallStore; state: HallState }): SetupDesk {
  function now(): SetupNow {
    const last = store.setupRevisions(1)[0];
    const setup = state.setup();
    // What the hall was first given has no entry until something is changed.
    return last === undefined ? { revision: 0, savedAt: null, account: null, how: 'first', setup } : { ...last, setup };
  }

  function use(): InUse {
    const tickets = new Map<QueueId, number>();
    const counters = new Map<CounterId, number>();
    const add = <Key>(counts: Map<Key, number>, key: Key, more: number) =>
      counts.set(key, (counts.get(key) ?? 0) + more);
    for (const { id } of state.setup().counters) if (state.counter(id).at !== 'closed') add(counters, id, 0);
    for (const facts of state.unfinished()) {
      const standing = standingOf(facts);
      if (standing !== null) add(tickets, standing.queue, 1);
      const counter = facts.claim?.at === 'waiting' ? (standing?.toCounter ?? null) : (facts.claim?.counter ?? null);
      if (counter !== null) add(counters, counter, 1);
    }
    return { tickets, counters };
  }

  function handIn({ document, basedOn, account, how, dryRun }: HandedIn): SetupOutcome {
    const present = now();
    if (basedOn !== present.revision) {
      const base = store.setupOf(basedOn) ?? present.setup;
      return { at: 'conflict', now: present, changes: compareSetups(base, present.setup) };
    }
    const read = readSetupDocument(document);
    if (!read.ok) return { at: 'refused', problems: [...read.problems], changes: [] };
    const { setup } = read;
    const changes = compareSetups(present.setup, setup);
    const problems = whatWouldBreak({ before: present.setup, after: setup, use: use() });
    if (problems.length > 0) return { at: 'refused', problems, changes };
    if (dryRun) return { at: 'ready', setup, changes };
    if (changes.length > 0) store.acceptSetup({ setup, account, how });
    return { at: 'accepted', now: now(), changes };
  }

  return {
    now,
    handIn,
    importFile: request => handIn({ ...request, document: ofThisHall(request.document, state.setup()) }),
    restore({ revision, basedOn, account }) {
      const present = now();
      const setup = revision === present.revision ? present.setup : store.setupOf(revision);
      return setup === null ? null : handIn({ document: setup, basedOn, account, how: 'restore', dryRun: false });
    },
    history() {
      const revisions = store.setupRevisions(shownRevisions);
      if (revisions.length === 0) return { revisions: [{ ...headOf(now()), changes: [] }] };
      const listed = revisions.flatMap(head => {
        const [before, after] = [store.setupOf(head.revision - 1), store.setupOf(head.revision)];
        return [{ ...head, changes: before === null || after === null ? [] : compareSetups(before, after) }];
      });
      return { revisions: listed };
    },
  };
}

function headOf({ revision, savedAt, account, how }: SetupNow): Omit<SetupNow, 'setup'> {
  return { revision, savedAt, account, how };
}

/** The document inside an exported file, with the number this hall has at the region. */
function ofThisHall(file: unknown, { hall }: HallSetup): unknown {
  if (!isRecord(file)) return file;
  const document = file['format'] === exportFormat ? file['setup'] : file;
  if (!isRecord(document) || !isRecord(document['hall'])) return document;
  return { ...document, hall: { ...document['hall'], id: hall.id } };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
