import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createHallState } from './api/hallState.ts';
import { closeDayBefore, keepDay } from './dayKeeper.ts';
import type { EventDraft } from './domain/event.ts';
import { hallSetupSchema } from './domain/hallSetup.ts';
import { accountIdSchema, counterIdSchema, deviceIdSchema, queueIdSchema, ticketIdSchema } from './domain/ids.ts';
import type { HallStore } from './store/hallStore.ts';
import { openHallStore } from './store/openHallStore.ts';

const evening = Date.parse('2026-11-23T15:59:00Z');
let folder: string;
let time: number;
let store: HallStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hall-day-'));
  time = evening;
  const opened = openHallStore({
    databasePath: join(folder, 'db/hub.db'),
    witnessPath: join(folder, 'witness/hub.journal'),
    device: deviceIdSchema.parse('hub-1'),
    hall: 1,
    clock: () => time,
    random: randomBytes,
    nativeBinding: null,
    role: 'hub',
  });
  if (!opened.ok) throw new Error(opened.failure.message);
  store = opened.value;
  store.writeDocument(
    'setup',
    hallSetupSchema.parse(
      JSON.parse(readFileSync(join(import.meta.dirname, '../resources/hall.example.json'), 'utf8')),
    ),
  );
});
afterEach(() => {
  vi.useRealTimers();
  store.close();
  rmSync(folder, { recursive: true });
});

function take() {
  const ticket = ticketIdSchema.parse(randomUUID());
  const outcome = store.issue({
    ticket,
    queue: queueIdSchema.parse('tax'),
    letter: 'E',
    series: 'shared',
    language: 'zh',
    priority: 0,
    requestId: null,
    personKey: null,
  });
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

it('at midnight in Beijing who still waits is cancelled, counters close, and numbers begin again', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const day = closeDayBefore(store);
  expect(day).toBe('2026-11-23');
  const state = createHallState({ store, day, now: Date.now });
  const stop = keepDay({ store, state });
  const yesterday = take();
  const job: EventDraft = { type: 'ticket.printed', body: { ticket: yesterday.ticket, job: randomUUID() } };
  store.append([
    job,
    {
      type: 'counter.opened',
      body: { counter: counterIdSchema.parse('counter-1'), clerk: accountIdSchema.parse('2001') },
    },
  ]);
  expect(state.callable([queueIdSchema.parse('tax')])).toHaveLength(1);

  time += 2 * 60_000;
  vi.advanceTimersByTime(1000);
  expect(state.day()).toBe('2026-11-24');
  expect(state.callable([queueIdSchema.parse('tax')])).toEqual([]);
  expect(state.counter(counterIdSchema.parse('counter-1')).at).toBe('closed');
  expect(store.ticket(yesterday.ticket)?.facts.claim?.at).toBe('cancelled');
  expect(take().label).toBe(yesterday.label);
  stop();
  state.close();
});

it('a hub that slept over midnight closes the day when it wakes, and only once', () => {
  closeDayBefore(store);
  const { ticket } = take();
  time += 3 * 24 * 60 * 60_000;
  expect(closeDayBefore(store)).toBe('2026-11-26');
  expect(store.ticket(ticket)?.facts.claim?.at).toBe('cancelled');
  const count = () => store.outbox.streamEnds().reduce((sum, end) => sum + end.lastSeq, 0);
  const before = count();
  expect(closeDayBefore(store)).toBe('2026-11-26');
  expect(count()).toBe(before);
});
