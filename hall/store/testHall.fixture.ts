import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deviceIdSchema, queueIdSchema, requestIdSchema, ticketIdSchema } from '../domain/ids.ts';
import { systemRandom } from '../log/systemRandom.ts';
import type { HallStore, IssueRequest } from './hallStore.ts';
import { openHallStore, type OpenHallStoreOptions } from './openHallStore.ts';

/** A hall in a folder of its own, for tests: real files, a clock that the test moves. */
export type TestHall = {
  folder: string;
  options: OpenHallStoreOptions;
  now(): number;
  setNow(epochMs: number): void;
  /** Opens the store; fails the test when it cannot. */
  open(): HallStore;
  remove(): void;
};

/** 22 November 2026, 10:00 in Beijing. */
export const morning = Date.UTC(2026, 10, 22, 2, 0, 0);

/** Flushes cost nothing in memory; what a flush is worth is tested by the power cuts, on a disk. */
const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Makes an empty hall in a folder that {@link TestHall.remove} takes away again. */
export function makeTestHall(role: 'hub' | 'kiosk', name: string): TestHall {
  const folder = mkdtempSync(join(scratch, 'hall-store-'));
  let now = morning;
  const options: OpenHallStoreOptions = {
    databasePath: join(folder, 'data', `${role}.db`),
    witnessPath: join(folder, 'witness', `${role}.journal`),
    device: deviceIdSchema.parse(name),
    hall: 4021,
    clock: () => now,
    random: systemRandom,
    nativeBinding: null,
    role,
  };
  return {
    folder,
    options,
    now: () => now,
    setNow(epochMs) {
      now = epochMs;
    },
    open() {
      const opened = openHallStore(options);
      if (!opened.ok) throw new Error(`${opened.failure.code}: ${opened.failure.message}`);
      return opened.value;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A request for a number; everything that matters can be overridden. */
export function issueRequest(change: Partial<IssueRequest>): IssueRequest {
  return {
    ticket: ticketIdSchema.parse(randomUUID()),
    queue: queueIdSchema.parse('household'),
    letter: 'A',
    series: 'K',
    language: 'zh',
    priority: 0,
    requestId: requestIdSchema.parse(randomUUID()),
    personKey: null,
    ...change,
  };
}
