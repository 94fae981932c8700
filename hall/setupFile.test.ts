import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestHall, type TestHall } from './api/testHall.fixture.ts';
import type { HallSetup } from './domain/hallSetup.ts';
import { keepSetupFile, meetSetupFile } from './setupFile.ts';

let hall: TestHall;
let file: HallSetup;
beforeEach(async () => {
  hall = await openTestHall({ now: Date.now, heartbeatMs: 5000 });
  file = hall.ports.state.setup();
});
afterEach(() => hall.close());

const write = (setup: HallSetup) => void (file = setup);
const meet = () => meetSetupFile({ store: hall.ports.store, file, write });
const renamed = (zh: string): HallSetup => ({ ...file, hall: { ...file.hall, name: { zh, ug: null, en: null } } });
const nameNow = () => hall.ports.store.setup()?.hall.name.zh;

it('the file follows every accepted set-up', () => {
  meet();
  const stop = keepSetupFile({ store: hall.ports.store, write });
  hall.ports.store.acceptSetup({ setup: renamed('新名'), account: null, how: 'edit' });
  expect(file.hall.name.zh).toBe('新名');
  stop();
});

it('a file that a crash left behind is written anew, the database stands', () => {
  meet();
  hall.ports.store.acceptSetup({ setup: renamed('新名'), account: null, how: 'edit' });
  meet();
  expect([nameNow(), file.hall.name.zh]).toEqual(['新名', '新名']);
  expect(hall.ports.store.setupRevisions(9)).toHaveLength(2);
});

it('a file that somebody has edited is a new set-up with its place in the history', () => {
  meet();
  file = renamed('手改');
  meet();
  expect(nameNow()).toBe('手改');
  expect(hall.ports.store.setupRevisions(1)[0]).toMatchObject({ revision: 1, account: null, how: 'file' });
  meet();
  expect(hall.ports.store.setupRevisions(9)).toHaveLength(2);
});
