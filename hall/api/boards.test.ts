import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BoardEntries, boardListSchema } from '../domain/boardApi.ts';
import { applyLive, emptyLiveState } from '../domain/liveState.ts';
import { liveMessageSchema } from '../domain/live.ts';
import { announcingSchema } from '../domain/announcing.ts';
import { createLiveChannel } from './liveChannel.ts';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

let hall: TestHall;
beforeEach(async () => {
  hall = await openTestHall({ now: Date.now, heartbeatMs: 5000 });
});
afterEach(() => hall.close());

/** The first message of a board, as entries. */
async function look(query: string): Promise<Partial<BoardEntries>> {
  const response = await hall.ask({ path: `/api/live?view=board${query}` });
  expect(response.status).toBe(200);
  const reader = response.body?.getReader();
  const { value } = (await reader?.read()) ?? {};
  await reader?.cancel();
  const json = new TextDecoder().decode(value).slice('data: '.length).trim();
  return (applyLive(emptyLiveState, liveMessageSchema.parse(JSON.parse(json)))?.entries ?? {}) as Partial<BoardEntries>;
}

async function call(queue: string, counter: string, account: string): Promise<string> {
  const token = hall.tokenOf(account);
  const { ticket } = await hall.issue(queue);
  await hall.kioskReports([hall.printed(ticket)]);
  const command = (verb: string) => hall.command({ verb, counter, token, expect: null, requestId: randomUUID() });
  await command('open');
  await command('call-next');
  return ticket;
}
const labels = (entries: Partial<BoardEntries>) =>
  Object.entries(entries).flatMap(([key, value]) =>
    key.startsWith('call:') ? [(value as { label: string }).label] : [],
  );
const areaB = '&area=floor-1-b';
const areaC = '&area=floor-2-c';

describe('boards', () => {
  it('of an area show its calls and queues, the board of the hall all of them', async () => {
    await call('tax', 'counter-4', '2001');
    await call('real-estate', 'counter-3', '2002');
    expect(labels(await look('')).sort()).toEqual(['C001', 'E001']);
    const b = await look(areaB);
    expect(labels(b)).toEqual(['C001']);
    expect(b.place).toMatchObject({ at: 'area', name: { zh: '一楼 B 区' } });
    expect(Object.keys(b).filter(key => key.startsWith('queue:'))).toEqual([
      'queue:real-estate',
      'queue:household-registration',
    ]);
    expect(labels(await look(areaC))).toEqual(['E001']);
  });

  it('above a counter say who is called there, and whether anybody works', async () => {
    expect((await look('&number=4')).strip).toEqual({
      number: 4,
      at: 'closed',
      label: null,
      isCalling: false,
      recalls: 0,
    });
    const ticket = await call('tax', 'counter-4', '2001');
    expect((await look('&number=4')).strip).toMatchObject({ at: 'open', label: 'E001', isCalling: true });
    const token = hall.tokenOf('2001');
    for (const verb of ['serve', 'finish'])
      await hall.command({ verb, counter: 'counter-4', token, expect: ticket, requestId: randomUUID() });
    expect((await look('&number=4')).strip).toMatchObject({ at: 'open', label: null });
    const entry = Object.entries(await look('')).find(([key]) => key.startsWith('call:'))?.[1];
    expect(entry).toMatchObject({ label: 'E001', at: 'over' });
  });

  it('that the hall does not have say so, and cost the hub nothing of their own', async () => {
    const wrong = await Promise.all(['&number=77', '&area=nowhere'].map(look));
    for (const { place } of wrong) expect(place).toEqual({ at: 'unknown' });
    const { views } = hall.ports;
    expect(views.board({ area: 'a', number: null })).toBe(views.board({ area: null, number: 999 }));
  });

  it('do not name a queue whose people shall not be known by it, and keep a muted area to captions', async () => {
    const setup = hall.ports.state.setup();
    hall.ports.store.writeDocument('setup', {
      ...setup,
      services: setup.services.map(service => ({ ...service, isPrivate: service.queue === 'tax' })),
      announcing: announcingSchema.parse({
        mutedAreas: ['floor-2-c'],
        volumePercent: 40,
        repeatAfterSeconds: null,
      }),
    });
    hall.restart();
    await call('tax', 'counter-4', '2001');
    const entries = await look('');
    expect(entries['queue:tax']).toMatchObject({ letter: 'E', name: null });
    expect(entries['queue:real-estate']).toMatchObject({ name: { zh: '不动产登记' } });
    expect(JSON.stringify(entries)).not.toContain('税务');
    expect(entries.voice).toEqual({ volumePercent: 40, repeatAfterMs: null, longestWaitMs: 90_000 });
    const entry = Object.entries(entries).find(([key]) => key.startsWith('call:'))?.[1];
    expect(entry).toMatchObject({ sound: null, captions: [{ language: 'zh' }, { language: 'ug' }] });
  });

  it('are listed with addresses that work', async () => {
    const { boards } = boardListSchema.parse(await (await hall.ask({ path: '/api/boards' })).json());
    expect(boards.map(({ path }) => decodeURIComponent(path))).toEqual([
      '/board/',
      '/board/?area=floor-1-a',
      '/board/?area=floor-1-b',
      '/board/?area=floor-2-c',
      ...[1, 2, 3, 4].map(number => `/board/?counter=${number}`),
    ]);
  });
});

describe('a call that a board left out', () => {
  it('is in the log once, with the reason; one that nobody called is not', async () => {
    await call('tax', 'counter-4', '2001');
    const id = Object.keys(await look(''))
      .find(key => key.startsWith('call:'))
      ?.slice('call:'.length);
    const tell = (body: object) => hall.ask({ method: 'POST', path: '/api/boards/skipped', body });
    const answers = await Promise.all([
      tell({ call: id, reason: 'served' }),
      tell({ call: id, reason: 'served' }),
      tell({ call: id, reason: 'too_old' }),
      tell({ call: randomUUID(), reason: 'served' }),
      tell({ call: id, reason: 'bored' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 404, 400]);
    const lines = hall.logged.filter(({ message }) => message.includes('did not say'));
    expect(lines.map(({ fields }) => fields)).toEqual([
      { call: id, label: 'E001', reason: 'served' },
      { call: id, label: 'E001', reason: 'too_old' },
    ]);
  });
});

describe('a view that two hundred boards follow', () => {
  it('is computed and written out once per change: all get the very same bytes', async () => {
    let value = 0;
    let computed = 0;
    const channel = createLiveChannel(() => {
      computed += 1;
      return { value };
    });
    const got: Uint8Array[][] = Array.from({ length: 200 }, () => []);
    const snapshots = got.map(frames => channel.join(frame => frames.push(frame)).frame);
    expect(new Set(snapshots).size).toBe(1);
    computed = 0;
    value = 1;
    for (let i = 0; i < 50; i++) channel.touch();
    await expect.poll(() => got.every(frames => frames.length === 1)).toBe(true);
    expect(computed).toBe(1);
    expect(new Set(got.map(([frame]) => frame)).size).toBe(1);
    expect(new TextDecoder().decode(got[0]?.[0])).toBe('data: {"is":"patch","revision":2,"changes":{"value":1}}\n\n');
  });
});
