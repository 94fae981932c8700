import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ticketIdSchema } from '../domain/ids.ts';
import { followToken } from '../domain/slipCode.ts';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

let now = Date.parse('2026-11-18T12:00+08:00');
let hall: TestHall;
beforeEach(async () => {
  hall = await openTestHall({ now: () => now, heartbeatMs: 5_000 });
});
afterEach(() => hall.close());

const newTicket = () => ticketIdSchema.parse(randomUUID());
async function ask(path: string, method: 'GET' | 'POST' = 'GET', address = '10.0.0.7') {
  const answer = await hall.ask({ method, path: `/api/follow/${path}`, address, door: 'lan' });
  return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) };
}

/** Opens a counter for all queues and calls the next ticket there. */
async function callNext() {
  const token = hall.tokenOf('1001');
  const counter = hall.ports.state
    .setup()
    .counters.find(({ queues }) => queues.length === 0 || queues.includes('tax' as never));
  const order = (verb: string) =>
    hall.command({ verb, counter: counter?.id ?? '', token, expect: null, requestId: randomUUID() });
  await order('open');
  expect((await order('call-next')).status).toBe(200);
  return counter?.number;
}

describe('following a ticket with a phone', () => {
  it('tells where it stands without saying whose it is', async () => {
    const first = await hall.issue('tax');
    const second = await hall.issue('tax');
    const seen = await ask(followToken(second.ticket));
    expect(seen).toMatchObject({ status: 200, label: 'E002', at: 'issued', ahead: 1, counter: null, language: 'zh' });
    expect(Object.keys(seen).sort()).toEqual(
      ['ahead', 'area', 'at', 'counter', 'counters', 'hall', 'label', 'language', 'queueName', 'status', 'wait'].sort(),
    );
    await hall.kioskReports([hall.printed(first.ticket)]);
    const number = await callNext();
    expect(await ask(followToken(first.ticket))).toMatchObject({ at: 'called', counter: number, ahead: 0 });
    expect(await ask(followToken(second.ticket))).toMatchObject({ ahead: 0 });
  });

  it('comes over a stream as it happens', async () => {
    const { ticket } = await hall.issue('tax');
    const answer = await hall.ask({ path: `/api/follow/${followToken(ticket)}/live`, door: 'lan' });
    const reader = answer.body?.getReader();
    const read = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect(await read()).toContain('"at":"issued"');
    await hall.kioskReports([hall.printed(ticket)]);
    expect(await read()).toContain('"at":"waiting"');
    await reader?.cancel();
  });

  it('of three streams and more is refused, and the place is free again afterwards', async () => {
    const { ticket } = await hall.issue('tax');
    const open = () => hall.ask({ path: `/api/follow/${followToken(ticket)}/live`, door: 'lan' });
    const opened = [await open(), await open(), await open()];
    expect((await open()).status).toBe(429);
    for (const answer of opened) await answer.body?.cancel();
    const again = await open();
    expect(again.status).toBe(200);
    await again.body?.cancel();
  });

  it('answers nothing about a ticket of nobody or of yesterday', async () => {
    const { ticket } = await hall.issue('tax');
    for (const token of [followToken(newTicket()), ticket, 'x'])
      expect(await ask(token)).toMatchObject({ status: 404, code: 'not_found' });
    now += 24 * 60 * 60 * 1000;
    hall.ports.store.append([]);
    hall.ports.state.openDay(hall.ports.store.today());
    expect(await ask(followToken(ticket))).toMatchObject({ status: 404 });
  });

  it('is slowed down for whoever tries tokens, and for nobody else', async () => {
    const { ticket } = await hall.issue('tax');
    const answers = [];
    for (let i = 0; i < 40; i += 1) answers.push((await ask(followToken(newTicket()))).status);
    expect(answers.filter(status => status === 404)).toHaveLength(30);
    expect(answers.at(-1)).toBe(429);
    expect((await ask(followToken(ticket))).status).toBe(200);
    expect((await ask(followToken(newTicket()), 'GET', '10.0.0.8')).status).toBe(404);
    now += 60_000;
    expect((await ask(followToken(newTicket()))).status).toBe(404);
  });
});

describe('giving up a place', () => {
  it('is a record like any other, twice the same, and frees the place for those behind', async () => {
    const first = await hall.issue('tax');
    const second = await hall.issue('tax');
    const path = `${followToken(first.ticket)}/give-up`;
    expect(await ask(path, 'POST')).toMatchObject({ status: 200, at: 'cancelled' });
    expect(await ask(path, 'POST')).toMatchObject({ status: 200, at: 'cancelled' });
    expect(await ask(followToken(second.ticket))).toMatchObject({ ahead: 0 });
    hall.restart();
    expect(hall.ports.store.ticket(first.ticket)?.facts.claim?.at).toBe('cancelled');
  });

  it('is too late once the number was called', async () => {
    const { ticket } = await hall.issue('tax');
    await hall.kioskReports([hall.printed(ticket)]);
    await callNext();
    expect(await ask(`${followToken(ticket)}/give-up`, 'POST')).toMatchObject({ status: 409, code: 'already_called' });
    expect(await ask(followToken(ticket))).toMatchObject({ at: 'called' });
  });

  it('of a ticket nobody knows is not found', async () => {
    expect(await ask(`${followToken(newTicket())}/give-up`, 'POST')).toMatchObject({ status: 404 });
  });
});
