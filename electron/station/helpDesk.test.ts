import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HelpEntry, HubEntries } from '../../hall/domain/liveEntries.ts';
import { deviceIdSchema } from '../../hall/domain/ids.ts';
import type { HallStore } from '../../hall/store/hallStore.ts';
import { openHallStore } from '../../hall/store/openHallStore.ts';
import { createHelpDesk } from './helpDesk.ts';

const kiosk = deviceIdSchema.parse('kiosk-1');
let folder: string;
let store: HallStore;
let nowMs: number;
let isUp: boolean;
let entries: Partial<HubEntries>;

function openStore(): HallStore {
  const opened = openHallStore({
    databasePath: join(folder, 'station.db'),
    witnessPath: join(folder, 'station.journal'),
    device: kiosk,
    hall: 1,
    clock: () => nowMs,
    random: randomBytes,
    nativeBinding: null,
    role: 'kiosk',
  });
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}
const desk = () => createHelpDesk({ store, hub: { isUp: () => isUp, entries: () => entries }, now: () => nowMs });
const atHub = (help: string, at: HelpEntry['at']) => {
  entries = { openCounters: 1 };
  entries[`help:${help}`] = { help, kiosk, screen: 'home', at, calledAt: nowMs, clerk: null, counter: null };
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hall-help-'));
  nowMs = Date.parse('2026-11-23T10:30:00+08:00');
  isUp = true;
  entries = { openCounters: 1 };
  store = openStore();
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

it('says "told" only when the hub has it and somebody is at work to hear it', () => {
  const one = desk();
  expect(one.entry()).toBeNull();
  const { help, at } = one.call('home');
  expect(at).toBe('sending');
  atHub(help, 'called');
  expect(one.entry()?.at).toBe('told');
  entries = { ...entries, openCounters: 0 };
  expect(one.entry()?.at).toBe('unreached');
  atHub(help, 'coming');
  expect(one.entry()?.at).toBe('coming');
});

it('is honest without the hub, and when nothing arrives there', () => {
  isUp = false;
  const one = desk();
  expect(one.call('choose').at).toBe('unreached');
  isUp = true;
  expect(one.entry()?.at).toBe('sending');
  nowMs += 9000;
  expect(one.entry()?.at).toBe('unreached');
});

it('is one call however often the button is pressed, also over a restart', () => {
  const first = desk().call('home').help;
  expect(desk().call('choose').help).toBe(first);
  store.close();
  store = openStore();
  expect(desk().entry()?.help).toBe(first);
});

it('is over when staff or citizen say so, for good', () => {
  const one = desk();
  const { help } = one.call('home');
  atHub(help, 'ended');
  expect(one.entry()).toBeNull();
  entries = { openCounters: 1 };
  // The hub has forgotten it long ago, and the kiosk was restarted.
  expect(desk().entry()).toBeNull();
  const second = desk().call('home').help;
  expect(second).not.toBe(help);
  const again = desk();
  again.withdraw();
  expect(again.entry()).toBeNull();
  expect(desk().entry()).toBeNull();
  expect(store.help(second)?.ended?.by).toBe('citizen');
});
