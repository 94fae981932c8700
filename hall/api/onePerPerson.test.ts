import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HeldShared } from '../domain/hallApi.ts';
import { queueIdSchema, ticketIdSchema } from '../domain/ids.ts';
import { personText } from './personHash.ts';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

let hall: TestHall;
beforeEach(async () => {
  hall = await openTestHall({ now: Date.now, heartbeatMs: 5_000 });
});
afterEach(() => hall.close());

const newPerson = () => personText(randomBytes(16));

async function ask(queue: string, person: string | null, ticket: string = randomUUID()) {
  const body = { ticket, queue, language: 'zh', priority: 0, person };
  const answer = await hall.ask({ method: 'POST', path: '/api/issue', body, token: hall.deviceToken });
  const said = (await answer.json()) as Partial<HeldShared>;
  return { status: answer.status, ...said, held: said.held ?? null };
}

describe('one open number per person and queue', () => {
  it('a second touch, at whichever kiosk, is offered the first number', async () => {
    const person = newPerson();
    const first = await ask('tax', person);
    await ask('tax', null);
    const second = await ask('tax', person);
    expect(second).toMatchObject({ status: 200, ticket: first.ticket, label: first.label, ahead: 0, series: 'shared' });
    expect(second.held).toEqual({ at: 'issued', counter: null, isSure: true });
    expect((await ask('tax', newPerson())).label).toBe('E003');
  });

  it('two kiosks that ask at the same instant get one number', async () => {
    const person = newPerson();
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask('tax', person)));
    expect(new Set(answers.map(({ label }) => label))).toEqual(new Set(['E001']));
    expect(answers.filter(({ held }) => held === null)).toHaveLength(1);
    expect(hall.ports.store.ticketsOfDay(hall.ports.store.today())).toHaveLength(1);
  });

  it('another queue, another person and a card that was not read get numbers of their own', async () => {
    const person = newPerson();
    await ask('tax', person);
    for (const answer of [await ask('real-estate', person), await ask('tax', newPerson()), await ask('tax', null)])
      expect(answer).toMatchObject({ status: 200, held: null });
  });

  it('a number for several matters stands for all of them', async () => {
    const person = newPerson();
    const first = await ask('tax', person);
    const ticket = ticketIdSchema.parse(first.ticket);
    const also = [queueIdSchema.parse('real-estate')];
    await hall.kioskReports([{ type: 'ticket.described', body: { ticket, also, class: null } }]);
    expect(await ask('real-estate', person)).toMatchObject({ label: 'E001', queue: 'tax', held: { at: 'issued' } });
  });

  it('a number that was given back or served stands in nobody’s way', async () => {
    const person = newPerson();
    const first = await ask('tax', person);
    const ticket = ticketIdSchema.parse(first.ticket);
    hall.ports.store.append([{ type: 'ticket.cancelled', body: { ticket, leg: 0, reason: 'by_citizen' } }]);
    expect(await ask('tax', person)).toMatchObject({ label: 'E002', held: null });
  });

  it('says where to go when the number was called, also after a restart of the hub', async () => {
    const person = newPerson();
    const first = await ask('tax', person);
    const ticket = ticketIdSchema.parse(first.ticket);
    await hall.kioskReports([hall.printed(ticket)]);
    const token = hall.tokenOf('1001');
    const counter = hall.ports.state.setup().counters[0];
    if (counter === undefined) throw new Error('no counter');
    const order = (verb: string) =>
      hall.command({ verb, counter: counter.id, token, expect: null, requestId: randomUUID() });
    await order('open');
    expect((await order('call-next')).status).toBe(200);
    hall.restart();
    expect((await ask('tax', person)).held).toEqual({ at: 'called', counter: counter.number, isSure: true });
  });

  it('holds for numbers a kiosk gave without the hub, once it has told whose they are', async () => {
    const person = newPerson();
    const ticket = ticketIdSchema.parse(randomUUID());
    const issued = {
      ticket,
      label: 'EK001',
      series: 'K',
      number: 1,
      queue: 'tax',
      issuedAt: Date.now(),
      priority: 0,
      language: 'zh',
      code: '123456',
      recovered: false,
    };
    await hall.kioskReports([{ type: 'ticket.issued', body: issued as never }, hall.printed(ticket)]);
    const body = { bday: hall.ports.store.today(), persons: [{ ticket, person }] };
    const told = await hall.ask({ method: 'POST', path: '/api/persons', body, token: hall.deviceToken });
    expect(await told.json()).toEqual({ noted: 1 });
    expect(await ask('tax', person)).toMatchObject({ label: 'EK001', series: 'K', held: { at: 'waiting' } });
    const old = await hall.ask({
      method: 'POST',
      path: '/api/persons',
      body: { ...body, bday: '2026-01-01' },
      token: hall.deviceToken,
    });
    expect(await old.json()).toEqual({ noted: 0 });
  });
});

describe('the key of the hall', () => {
  it('makes the same hash of one card at two kiosks, and is in no event and no log line', async () => {
    const channel = hall.ports.views.kiosk;
    await ask('tax', newPerson());
    const { snapshot, leave } = channel.join(() => undefined);
    leave();
    const { personKey } = (JSON.parse(snapshot) as { entries: { personKey: { bday: string; key: string } } }).entries;
    const key = Uint8Array.from(Buffer.from(personKey.key, 'base64url'));
    expect(key).toHaveLength(32);
    const number = '650102199003074258';
    expect(hall.kiosk.personKey(number)).not.toEqual(hall.ports.store.personKey(number));
    expect(hall.kiosk.takeDayKey({ bday: hall.kiosk.today(), key })).toBe(true);
    expect(hall.kiosk.personKey(number)).toEqual(hall.ports.store.personKey(number));
    expect(hall.kiosk.takeDayKey({ bday: '2026-01-01' as never, key: new Uint8Array(32) })).toBe(false);
    const log = hall.ports.store.outbox
      .streamEnds()
      .flatMap(({ stream }) => hall.ports.store.outbox.readStream({ stream, afterSeq: 0, limit: 500 }));
    const everything = JSON.stringify([log, hall.logged]);
    expect(everything).not.toContain(personKey.key);
    expect(everything).not.toContain(personText(hall.ports.store.personKey(number)));
  });
});
