import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiFailureSchema } from '../domain/hallApi.ts';
import { hallSetupSchema } from '../domain/hallSetup.ts';
import { counterIdSchema, queueIdSchema, type TicketId } from '../domain/ids.ts';
import { classIdSchema } from '../domain/priorityClass.ts';
import { counterAnswerSchema } from './counters.ts';
import { counterEntries } from './hallViews.ts';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

const text = (zh: string) => ({ zh, ug: null, en: null });
const elder = { id: 'elder', name: text('老年人'), reason: text('七十岁以上'), level: 1, givenBy: 'citizen' };
const soldier = { ...elder, id: 'soldier', name: text('军人'), level: 2, givenBy: 'staff' };
const [social, tax, land] = ['social-insurance', 'tax', 'real-estate'].map(id => queueIdSchema.parse(id));

let hall: TestHall;
let nowMs: number;
beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 23, 3);
  hall = await openTestHall({ now: () => nowMs, heartbeatMs: 5000 });
});
afterEach(() => hall.close());

function setRules(calling: object) {
  const { ports } = hall;
  ports.store.writeDocument('setup', hallSetupSchema.parse({ ...ports.state.setup(), calling }));
  ports.state.openDay(ports.store.today());
}

/** A number that a kiosk has shown and printed; what else was asked for travels before the paper. */
async function waiting(queue: string, also: readonly string[] = [], wanted: string | null = null) {
  nowMs += 1000;
  const issued = await hall.issue(queue);
  const described = {
    type: 'ticket.described',
    body: {
      ticket: issued.ticket,
      also: also.map(id => queueIdSchema.parse(id)),
      class: wanted === null ? null : classIdSchema.parse(wanted),
    },
  } as const;
  const isPlain = also.length === 0 && wanted === null;
  await hall.kioskReports([...(isPlain ? [] : [described]), hall.printed(issued.ticket)]);
  return issued;
}

async function clerkAt(counter: string, account: string) {
  const token = hall.tokenOf(account);
  const id = counterIdSchema.parse(counter);
  async function send(verb: string, expected: string | null, more: Record<string, unknown> = {}) {
    const response = await hall.command({ verb, counter, token, expect: expected, requestId: randomUUID(), ...more });
    const body: unknown = await response.json();
    return response.ok
      ? { current: counterAnswerSchema.parse(body).current, code: null }
      : { current: null, code: apiFailureSchema.parse(body).code };
  }
  await send('open', null);
  /** Calls the next one, serves it, and says that what it came for is done. */
  async function serveNext(): Promise<TicketId | null> {
    const { current } = await send('call-next', null);
    if (current === null) return null;
    await send('serve', current.ticket);
    await send('finish', current.ticket);
    return current.ticket;
  }
  return { send, serveNext, entries: () => counterEntries(hall.ports.state, id) };
}

describe('a number for several matters', () => {
  it('goes on at the counter that serves the next one, and is handed on before all who have not been called yet', async () => {
    const a = await waiting('social-insurance', ['real-estate', 'medical-insurance']);
    const other = await waiting('real-estate');
    const [two, three] = [await clerkAt('counter-2', '2001'), await clerkAt('counter-3', '2002')];
    expect(two.entries()[`waiting:${a.ticket}`]).toMatchObject({
      also: [{ queue: 'real-estate' }, { queue: 'medical-insurance' }],
    });
    await two.send('call-next', null);
    await two.send('serve', a.ticket);
    // In one go: the matter this counter serves comes first, whatever the order of the list is.
    const inOneGo = await two.send('finish', a.ticket);
    expect(inOneGo.current).toMatchObject({ label: a.label, at: 'serving', queue: 'medical-insurance' });
    expect(inOneGo.current?.also.map(({ queue }) => queue)).toEqual(['real-estate']);
    const handedOn = await two.send('finish', a.ticket);
    expect(handedOn).toEqual({ current: null, code: null });
    expect([hall.ports.state.ahead(a.ticket), hall.ports.state.ahead(other.ticket)]).toEqual([0, 1]);
    nowMs += 1000;
    const called = await three.send('call-next', null);
    expect(called.current).toMatchObject({ label: a.label, queue: 'real-estate', also: [], recalls: 0 });
    expect(hall.ports.state.calls.last()[0]).toMatchObject({ label: a.label, counter: 'counter-3' });
    await three.send('serve', a.ticket);
    await three.send('finish', a.ticket);
    expect(hall.ports.state.ticket(a.ticket)?.claim?.at).toBe('done');
    expect([...hall.ports.state.finished().keys()]).toEqual([a.ticket]);
  });

  it('overtakes nobody who has waited longer than the head start, and counts for the wait of its next queue', async () => {
    const old = await waiting('real-estate');
    nowMs += 25 * 60_000;
    const a = await waiting('social-insurance', ['real-estate']);
    const [two, three] = [await clerkAt('counter-2', '2001'), await clerkAt('counter-3', '2002')];
    for (let time = 0; time < 3; time += 1) {
      await waiting('real-estate');
      nowMs += 2 * 60_000;
    }
    const before = hall.ports.state.openIn(land!).length;
    expect(await two.serveNext()).toBe(a.ticket);
    expect(hall.ports.state.openIn(land!)).toHaveLength(before + 1);
    expect(await three.serveNext()).toBe(old.ticket);
    expect(await three.serveNext()).toBe(a.ticket);
  });

  it('is over when the citizen wants nothing more, and keeps its list over hold, transfer, no-show and restart', async () => {
    const a = await waiting('social-insurance', ['real-estate', 'tax']);
    const two = await clerkAt('counter-2', '2001');
    const one = await clerkAt('counter-1', '2002');
    await two.send('call-next', null);
    await two.send('no-show', a.ticket);
    nowMs += 6 * 60_000;
    await two.send('call-next', null);
    await two.send('serve', a.ticket);
    await two.send('hold', a.ticket);
    hall.restart();
    const back = await two.send('resume', null, { ticket: a.ticket });
    expect(back.current?.also.map(({ queue }) => queue)).toEqual([land, tax]);
    const transfer = { queue: 'tax', toCounter: null, note: '', returnPriority: true };
    await two.send('transfer', a.ticket, { transfer });
    const there = await one.send('call-next', null);
    // Sent to one of its matters by hand: that one is not done twice.
    expect(there.current).toMatchObject({ queue: 'tax', also: [{ queue: 'real-estate' }] });
    await one.send('serve', a.ticket);
    expect(await one.send('finish', a.ticket, { leaveRest: true })).toEqual({ current: null, code: null });
    expect(hall.ports.state.ticket(a.ticket)?.claim?.at).toBe('done');
  });

  it('stands in the log in one event for each matter', async () => {
    const a = await waiting('social-insurance', ['tax']);
    const one = await clerkAt('counter-1', '2001');
    const seen: string[] = [];
    hall.ports.store.onCommitted(events => seen.push(...events.map(({ type }) => type)));
    await one.send('call-next', null);
    await one.send('serve', a.ticket);
    await one.send('finish', a.ticket);
    await one.send('finish', a.ticket);
    expect(seen).toEqual(['ticket.called', 'ticket.serving', 'ticket.matter_done', 'ticket.done']);
    expect(hall.ports.state.ticket(a.ticket)).toMatchObject({ wish: { also: [tax] }, issued: { queue: social } });
  });
});

describe('a priority class', () => {
  it('is given to a waiting number by a clerk, taken away again, and stands in the reason of the call', async () => {
    setRules({ classes: [elder, soldier] });
    const [a, b] = [await waiting('tax'), await waiting('tax')];
    const one = await clerkAt('counter-1', '2001');
    const ask = { ticket: b.ticket, class: 'soldier' };
    expect((await one.send('classify', null, { ...ask, class: 'nobody' })).code).toBe('not_found');
    expect((await one.send('classify', null, ask)).code).toBeNull();
    expect(hall.ports.state.ahead(b.ticket)).toBe(0);
    await one.send('classify', null, { ...ask, class: null });
    expect(hall.ports.state.ahead(b.ticket)).toBe(1);
    await one.send('classify', null, ask);
    const called = await one.send('call-next', null);
    expect(called.current).toMatchObject({ label: b.label, class: 'soldier', why: '军人优先，先于 1 个更早的号' });
    expect(called.current?.because).toEqual([{ is: 'class', class: 'soldier', older: 1 }]);
    expect((await one.send('classify', b.ticket, ask)).code).toBe('wrong_state');
    const three = await clerkAt('counter-3', '2002');
    expect((await three.send('classify', null, { ticket: a.ticket, class: 'elder' })).code).toBe('wrong_state');
  });

  it('has a cap that holds over a restart of the hub', async () => {
    setRules({ classes: [{ ...elder, cap: { per: 'hour', most: 1 } }] });
    const old = await waiting('tax');
    const one = await clerkAt('counter-1', '2001');
    const [first, second] = [await waiting('tax'), await waiting('tax')];
    for (const { ticket } of [first, second]) await one.send('classify', null, { ticket, class: 'elder' });
    expect(await one.serveNext()).toBe(first.ticket);
    hall.restart();
    const called = await one.send('call-next', null);
    expect(called.current).toMatchObject({ label: old.label, why: '老年人优先已达上限；等候最久，共 2 个号在等' });
    await one.send('withdraw', old.ticket);
    nowMs += 61 * 60_000;
    // An hour later the class goes first again. The clerk has been signed out meanwhile.
    const later = await clerkAt('counter-1', '2001');
    expect(await later.serveNext()).toBe(second.ticket);
  });

  it('is what the kiosk wrote with the number', async () => {
    setRules({ classes: [elder] });
    const a = await waiting('tax', [], 'elder');
    const one = await clerkAt('counter-1', '2001');
    expect(one.entries()[`waiting:${a.ticket}`]).toMatchObject({ class: 'elder' });
  });
});
