import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HallSetup, Queue } from '../domain/hallSetup.ts';
import { queueIdSchema } from '../domain/ids.ts';
import type { SetupHistory, SetupNow, SetupOutcome } from '../domain/setupApi.ts';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

let hall: TestHall;
let token: string;
beforeEach(async () => {
  hall = await openTestHall({ now: () => Date.parse('2026-11-18T11:00+08:00'), heartbeatMs: 5000 });
  token = hall.tokenOf('1001');
});
afterEach(() => hall.close());

async function send<T>(method: string, path: string, body: unknown = null): Promise<T> {
  const response = await hall.ask({ method, path, body, token });
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as T;
}
const read = () => send<SetupNow>('GET', '/api/setup');
const save = (basedOn: number, setup: unknown) => send<SetupOutcome>('PUT', '/api/setup', { basedOn, setup });
const parking: Queue = {
  id: queueIdSchema.parse('parking'),
  letter: 'P',
  name: { zh: '停车', ug: null, en: 'Parking' },
  department: null,
  area: null,
  mostUsed: false,
  openingSeasons: null,
  quotaPerDay: null,
  slotQuotas: [],
  realName: 'optional',
};
const withParking = (setup: HallSetup): HallSetup => ({ ...setup, queues: [...setup.queues, parking] });
const without = (setup: HallSetup, queue: string) => ({
  ...setup,
  queues: setup.queues.filter(({ id }) => id !== queue),
  services: setup.services.filter(service => service.queue !== queue),
  counters: setup.counters.map(counter => ({ ...counter, queues: counter.queues.filter(id => id !== queue) })),
});

describe('a changed set-up', () => {
  it('is in force at once, told to the kiosks, and survives a restart', async () => {
    const { revision, setup } = await read();
    const seen: string[] = [];
    const { leave } = hall.ports.views.kiosk.join(frame => seen.push(new TextDecoder().decode(frame)));
    const outcome = await save(revision, withParking(setup));
    expect(outcome).toMatchObject({
      at: 'accepted',
      now: { revision: 1, account: '1001', how: 'edit' },
      changes: [{ section: 'queues', is: 'added', id: 'parking', mark: 'P', name: parking.name }],
    });
    await expect.poll(() => seen.join('')).toContain('"parking"');
    leave();
    const issued = await hall.issue('parking');
    expect(issued.label).toBe('P001');
    hall.restart();
    expect((await read()).setup.queues.at(-1)?.id).toBe('parking');
  });

  it('names the fields that have to be corrected, and changes nothing', async () => {
    const { revision, setup } = await read();
    const wrong = { ...setup, queues: setup.queues.map(queue => ({ ...queue, letter: 'A' })) };
    const outcome = await save(revision, wrong);
    if (outcome.at !== 'refused') throw new Error(outcome.at);
    expect(outcome.problems.map(({ path, code }) => [...path, code].join('.'))).toEqual(
      [1, 2, 3, 4, 5].map(at => `queues.${at}.letter.twice`),
    );
    expect(await read()).toMatchObject({ revision: 0, setup });
  });

  it('that was made from an older one is refused with what the other has changed', async () => {
    const { setup } = await read();
    await save(0, withParking(setup));
    const late = await save(0, { ...setup, hall: { ...setup.hall, name: { zh: '新名', ug: null, en: null } } });
    expect(late).toMatchObject({
      at: 'conflict',
      now: { revision: 1, account: '1001' },
      changes: [{ section: 'queues', is: 'added', id: 'parking' }],
    });
    expect((await read()).setup.hall.name).toEqual(setup.hall.name);
  });

  it('cannot take away what people in the hall are waiting for', async () => {
    const { setup } = await read();
    const { ticket } = await hall.issue('tax');
    await hall.kioskReports([hall.printed(ticket)]);
    const outcome = await save(0, without(setup, 'tax'));
    expect(outcome).toMatchObject({ at: 'refused', problems: [{ code: 'queue_in_use', subject: 'E', count: 1 }] });
    const served = (queues: readonly string[]) => ({
      ...setup,
      counters: setup.counters.map(counter => ({ ...counter, queues })),
    });
    expect(await save(0, served(['real-estate']))).toMatchObject({
      at: 'refused',
      problems: [{ code: 'queue_not_served', path: ['queues', 4] }],
    });
    hall.ports.store.append([{ type: 'ticket.cancelled', body: { ticket, leg: 0, reason: 'by_citizen' } }]);
    expect((await save(0, without(setup, 'tax'))).at).toBe('accepted');
  });

  it('cannot take away a counter somebody works at', async () => {
    const { setup } = await read();
    const clerk = hall.tokenOf('2001');
    await hall.command({ verb: 'open', counter: 'counter-2', token: clerk, expect: null, requestId: randomUUID() });
    const smaller = { ...setup, counters: setup.counters.filter(({ number }) => number !== 2) };
    expect(await save(0, smaller)).toMatchObject({
      at: 'refused',
      problems: [{ code: 'counter_in_use', subject: '2', count: 0 }],
    });
    await hall.command({ verb: 'close', counter: 'counter-2', token: clerk, expect: null, requestId: randomUUID() });
    expect((await save(0, smaller)).at).toBe('accepted');
  });

  it('keeps the number the hall has at the region', async () => {
    const { setup } = await read();
    expect(await save(0, { ...setup, hall: { ...setup.hall, id: 9 } })).toMatchObject({
      at: 'refused',
      problems: [{ code: 'fixed', path: ['hall', 'id'] }],
    });
  });
});

describe('a file', () => {
  it('that was exported is imported again, after a dry run that changes nothing', async () => {
    const { setup } = await read();
    const file = await send<object>('GET', '/api/setup/export');
    await save(0, without(setup, 'tax'));
    const order = { basedOn: 1, document: file };
    const dry = await send<SetupOutcome>('POST', '/api/setup/import', { ...order, dryRun: true });
    expect(dry).toMatchObject({
      at: 'ready',
      changes: expect.arrayContaining([
        expect.objectContaining({ section: 'queues', is: 'added', id: 'tax' }),
      ]) as unknown,
    });
    expect((await read()).revision).toBe(1);
    expect((await send<SetupOutcome>('POST', '/api/setup/import', { ...order, dryRun: false })).at).toBe('accepted');
    expect((await read()).setup).toEqual(setup);
  });

  it('of another hall, and one of the first version, are taken over under the own number', async () => {
    const { setup } = await read();
    const text = { zh: '一楼', ug: null, en: null };
    const old = {
      ...setup,
      hall: { ...setup.hall, id: 77 },
      areas: undefined,
      queues: setup.queues.map(queue => ({ ...queue, area: text })),
    };
    const outcome = await send<SetupOutcome>('POST', '/api/setup/import', { basedOn: 0, document: old, dryRun: false });
    expect(outcome.at).toBe('accepted');
    const after = (await read()).setup;
    expect(after.hall.id).toBe(1);
    expect(after.areas).toEqual([{ id: 'area-1', name: text }]);
  });

  it('that is no set-up is refused, field by field', async () => {
    const outcome = await send<SetupOutcome>('POST', '/api/setup/import', {
      basedOn: 0,
      document: { a: 1 },
      dryRun: true,
    });
    expect(outcome.at).toBe('refused');
  });
});

describe('the history', () => {
  it('holds who changed what and when, and gives back what was before the first change', async () => {
    const { setup } = await read();
    await save(0, withParking(setup));
    const listed = await send<SetupHistory>('GET', '/api/setup/history');
    expect(listed.revisions.map(({ revision, account, how }) => ({ revision, account, how }))).toEqual([
      { revision: 1, account: '1001', how: 'edit' },
      { revision: 0, account: null, how: 'first' },
    ]);
    expect(listed.revisions[0]?.changes).toMatchObject([{ is: 'added', id: 'parking' }]);
    const restored = await send<SetupOutcome>('POST', '/api/setup/restore', { revision: 0, basedOn: 1 });
    expect(restored).toMatchObject({ at: 'accepted', now: { revision: 2, how: 'restore' } });
    hall.restart();
    expect(await read()).toMatchObject({ revision: 2, setup });
    const events = hall.ports.store.outbox
      .streamEnds()
      .flatMap(({ stream }) => hall.ports.store.outbox.readStream({ stream, afterSeq: 0, limit: 50 }));
    expect(events.filter(({ json }) => json.includes('setup.changed'))).toHaveLength(2);
  });

  it('has no entry for a change that changes nothing, and none for an unknown revision', async () => {
    const { setup } = await read();
    expect(await save(0, setup)).toMatchObject({ at: 'accepted', now: { revision: 0 }, changes: [] });
    const body = { revision: 7, basedOn: 0 };
    expect((await hall.ask({ method: 'POST', path: '/api/setup/restore', body, token })).status).toBe(404);
  });
});

it('is described in the OpenAPI document', async () => {
  const document = (await (await hall.ask({ path: '/openapi.json' })).json()) as { paths: Record<string, unknown> };
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/api/setup', '/api/setup/import']));
});
