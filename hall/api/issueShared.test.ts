import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { queueIdSchema, ticketIdSchema } from '../domain/ids.ts';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

const day = [
  { from: '10:00', to: '14:00' },
  { from: '15:30', to: '19:30' },
];
const week = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [], sunday: [] };
const at = (time: string) => Date.parse(`${time}+08:00`);

let now = at('2026-11-18T11:00');
let hall: TestHall;
beforeEach(async () => {
  now = at('2026-11-18T11:00');
  hall = await openTestHall({ now: () => now, heartbeatMs: 5_000 });
});
afterEach(() => hall.close());

/** Changes the example hall: hours for all, and for one queue its own week or a quota. */
function arrange({ hours, tax }: { hours: unknown; tax: Record<string, unknown> }): void {
  const { store, state } = hall.ports;
  const setup = state.setup();
  store.writeDocument('setup', {
    ...setup,
    openingHours: hours,
    queues: setup.queues.map(queue => (queue.id === 'tax' ? Object.assign({}, queue, tax) : queue)),
  });
  state.openDay(state.day());
}

async function ask(queue: string, ticket: string = randomUUID()) {
  const body = { ticket, queue, language: 'zh', priority: 0 };
  const answer = await hall.ask({ method: 'POST', path: '/api/issue', body, token: hall.deviceToken });
  const said = (await answer.json()) as { code: string; label?: string };
  return { status: answer.status, ...said, ticket };
}

describe('a number outside opening hours', () => {
  it('is refused in the break and given again after it', async () => {
    arrange({ hours: { seasons: [{ begins: '01-01', week }] }, tax: {} });
    expect((await ask('tax')).label).toBe('E001');
    now = at('2026-11-18T14:00');
    expect(await ask('tax')).toMatchObject({ status: 409, code: 'queue_closed' });
    now = at('2026-11-18T15:30');
    expect((await ask('tax')).label).toBe('E002');
  });

  it('is answered again when it was given before the doors closed', async () => {
    arrange({ hours: { seasons: [{ begins: '01-01', week }] }, tax: {} });
    const first = await ask('tax');
    now = at('2026-11-18T14:00');
    expect((await ask('tax', first.ticket)).label).toBe(first.label);
  });

  it('follows the hours of its own queue', async () => {
    const night = { ...week, wednesday: [{ from: '20:00', to: '24:00' }] };
    arrange({
      hours: { seasons: [{ begins: '01-01', week }] },
      tax: { openingSeasons: [{ begins: '01-01', week: night }] },
    });
    expect((await ask('tax')).code).toBe('queue_closed');
    expect((await ask('real-estate')).status).toBe(200);
    now = at('2026-11-18T23:59:59');
    expect((await ask('tax')).status).toBe(200);
    expect((await ask('real-estate')).code).toBe('queue_closed');
  });
});

describe('the quota of a day', () => {
  it('is never exceeded, and a number given back is free again', async () => {
    arrange({ hours: null, tax: { quotaPerDay: 2 } });
    const { store, state } = hall.ports;
    const first = await ask('tax');
    await ask('tax');
    expect(await ask('tax')).toMatchObject({ status: 409, code: 'quota_reached' });
    expect((await ask('tax', first.ticket)).status).toBe(200);
    expect((await ask('real-estate')).status).toBe(200);
    const ticket = ticketIdSchema.parse(first.ticket);
    store.append([{ type: 'ticket.cancelled', body: { ticket, leg: 0, reason: 'by_citizen' } }]);
    expect((await ask('tax')).label).toBe('E003');
    expect((await ask('tax')).code).toBe('quota_reached');
    const queue = state.setup().queues.find(({ id }) => id === queueIdSchema.parse('tax'));
    expect(queue === undefined ? null : state.left(queue)).toBe(0);
  });

  it('is counted again from the log after a restart', async () => {
    arrange({ hours: null, tax: { quotaPerDay: 2 } });
    await ask('tax');
    hall.restart();
    expect((await ask('tax')).status).toBe(200);
    expect((await ask('tax')).code).toBe('quota_reached');
  });
});

describe('the quota of a part of the day', () => {
  it('holds until the slot is over, and the kiosks are told until when', async () => {
    now = at('2026-11-18T10:30');
    arrange({
      hours: null,
      tax: {
        slotQuotas: [
          { from: '10:00', to: '12:00', most: 1 },
          { from: '12:00', to: '14:00', most: 5 },
        ],
      },
    });
    const view = () => JSON.parse(hall.ports.views.kiosk.join(() => undefined).snapshot) as { entries: object };
    expect(view().entries).toMatchObject({ 'slot:tax': { to: '12:00', left: 1 } });
    expect((await ask('tax')).status).toBe(200);
    expect(await ask('tax')).toMatchObject({ status: 409, code: 'quota_reached' });
    expect(view().entries).toMatchObject({ 'slot:tax': { to: '12:00', left: 0 } });
    now = at('2026-11-18T12:00');
    expect((await ask('tax')).status).toBe(200);
    expect(view().entries).toMatchObject({ 'slot:tax': { to: '14:00', left: 4 } });
  });
});
