import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiFailureSchema } from '../domain/hallApi.ts';
import { hallSetupSchema } from '../domain/hallSetup.ts';
import { counterIdSchema, ticketIdSchema } from '../domain/ids.ts';
import { counterAnswerSchema } from './counters.ts';
import { counterEntries } from './hallViews.ts';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

let hall: TestHall;
let nowMs: number;
beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 23, 3);
  hall = await openTestHall({ now: () => nowMs, heartbeatMs: 5000 });
});
afterEach(() => hall.close());

type Answer = { status: number; label: string | null; at: string | null; code: string | null };

/** A clerk at an open counter. */
async function clerkAt(counter: string, account: string) {
  const token = hall.tokenOf(account);
  async function send(verb: string, expected: string | null, more: Record<string, unknown> = {}): Promise<Answer> {
    const response = await hall.command({ verb, counter, token, expect: expected, requestId: randomUUID(), ...more });
    const body: unknown = await response.json();
    if (!response.ok)
      return { status: response.status, label: null, at: null, code: apiFailureSchema.parse(body).code };
    const { current } = counterAnswerSchema.parse(body);
    return { status: 200, label: current?.label ?? null, at: current?.at ?? null, code: null };
  }
  await send('open', null);
  return { send, entries: () => counterEntries(hall.ports.state, counterIdSchema.parse(counter)) };
}

/** Changes how the hall calls, as the set-up pages do. */
function setRules(calling: object) {
  const { ports } = hall;
  ports.store.writeDocument('setup', hallSetupSchema.parse({ ...ports.state.setup(), calling }));
  ports.state.openDay(ports.store.today());
}

async function waiting(queue: string, language: 'zh' | 'ug' = 'zh') {
  nowMs += 1000;
  const issued = await hall.issue(queue, ticketIdSchema.parse(randomUUID()), language);
  await hall.kioskReports([hall.printed(issued.ticket)]);
  return issued;
}

describe('a call', () => {
  it('taken back within 15 seconds puts the ticket exactly where it stood, and off the board', async () => {
    const [a, b] = [await waiting('tax'), await waiting('tax')];
    const clerk = await clerkAt('counter-1', '2001');
    expect((await clerk.send('call-next', null)).label).toBe(a.label);
    expect(hall.ports.state.calls.last()).toHaveLength(1);
    expect(await clerk.send('withdraw', a.ticket)).toMatchObject({ status: 200, label: null });
    expect(hall.ports.state.calls.last()).toHaveLength(0);
    expect(hall.ports.state.ahead(a.ticket)).toBe(0);
    expect(hall.ports.state.ahead(b.ticket)).toBe(1);
    expect((await clerk.send('call-next', null)).label).toBe(a.label);
    nowMs += 20_000;
    expect((await clerk.send('withdraw', a.ticket)).code).toBe('undo_expired');
  });

  it('of a certain number: only what waits or was missed, only from served queues', async () => {
    const [a, b, foreign] = [await waiting('tax'), await waiting('tax'), await waiting('social-insurance')];
    const clerk = await clerkAt('counter-1', '2001');
    expect(await clerk.send('call', null, { label: b.label })).toMatchObject({ label: b.label, at: 'called' });
    await clerk.send('serve', b.ticket);
    await clerk.send('finish', b.ticket);
    expect((await clerk.send('call', null, { label: b.label })).code).toBe('wrong_state');
    expect((await clerk.send('call', null, { label: 'X999' })).code).toBe('not_found');
    expect((await clerk.send('call', null, {})).code).toBe('not_found');
    expect((await clerk.send('call-next', null)).label).toBe(a.label);
    const other = await clerkAt('counter-2', '2002');
    expect((await other.send('call', null, { label: a.label })).code).not.toBeNull();
    const served = Object.keys(other.entries()).includes('queue:social-insurance');
    expect((await other.send('call', null, { label: foreign.label })).label).toBe(served ? foreign.label : null);
  });
});

describe('calling rules of a counter', () => {
  it('hold over a mistaken call and over a restart of the hub', async () => {
    setRules({ desks: { 'counter-1': { shares: { tax: 2, 'social-insurance': 1 } } } });
    const taxes = [await waiting('tax'), await waiting('tax'), await waiting('tax'), await waiting('tax')];
    const other = await waiting('social-insurance');
    const clerk = await clerkAt('counter-1', '2001');
    const serve = async () => {
      const { label } = await clerk.send('call-next', null);
      const ticket = hall.ports.state.current(counterIdSchema.parse('counter-1'))!.ticket;
      await clerk.send('serve', ticket);
      await clerk.send('finish', ticket);
      return label;
    };
    expect(await serve()).toBe(taxes[0]!.label);
    await clerk.send('call-next', null);
    await clerk.send('withdraw', taxes[1]!.ticket);
    // The mistaken call has not been: the ratio still owes the first queue one.
    expect(await serve()).toBe(taxes[1]!.label);
    hall.restart();
    expect((await clerk.send('call-next', null)).label).toBe(other.label);
    const current = hall.ports.state.current(counterIdSchema.parse('counter-1'));
    expect(current?.claim?.why).toContain('按比例轮到社会保险（每 3 个叫 1 个）');
    expect(current?.claim?.because?.[0]).toEqual({ is: 'share', queue: 'social-insurance', share: 1, of: 3 });
  });

  it('count a ticket as passed over once, however often the call that passed it was taken back', async () => {
    setRules({ speaks: { 'counter-1': ['ug'] }, mostPassed: 2, languageMinutes: 60 });
    const oldest = await waiting('tax');
    const [first, second] = [await waiting('tax', 'ug'), await waiting('tax', 'ug')];
    const clerk = await clerkAt('counter-1', '2001');
    for (let time = 0; time < 3; time += 1) {
      expect((await clerk.send('call-next', null)).label).toBe(first.label);
      await clerk.send('withdraw', first.ticket);
    }
    for (const { ticket, label } of [first, second]) {
      expect((await clerk.send('call-next', null)).label).toBe(label);
      await clerk.send('serve', ticket);
      await clerk.send('finish', ticket);
    }
    await waiting('tax', 'ug');
    expect((await clerk.send('call-next', null)).label).toBe(oldest.label);
  });

  it('give a ticket that needs a skill to the counter whose clerk has it', async () => {
    const skills = [{ id: 'signing', name: { zh: '手语', ug: null, en: null } }];
    setRules({ skills, queueNeeds: { tax: ['signing'] }, clerkSkills: { '2002': ['signing'] } });
    const deaf = await waiting('tax');
    const clerk = await clerkAt('counter-1', '2001');
    const able = await clerkAt('counter-4', '2002');
    expect((await clerk.send('call-next', null)).code).toBe('queue_empty');
    expect((await able.send('call-next', null)).label).toBe(deaf.label);
    await able.send('no-show', deaf.ticket);
    await able.send('close', null);
    nowMs += 10 * 60_000;
    expect((await clerk.send('call-next', null)).label).toBe(deaf.label);
  });
});

describe('two clerks who press at the same instant', () => {
  it('are given two tickets, the older one to whom the hub heard first, and the third is told that nobody is left', async () => {
    const [a, b] = [await waiting('tax'), await waiting('tax')];
    const [one, two] = [await clerkAt('counter-1', '2001'), await clerkAt('counter-4', '2002')];
    const labels = await Promise.all([one.send('call-next', null), two.send('call-next', null)]);
    expect(labels.map(({ label }) => label)).toEqual([a.label, b.label]);
    await one.send('serve', a.ticket);
    await two.send('serve', b.ticket);
    await Promise.all([one.send('finish', a.ticket), two.send('finish', b.ticket)]);
    const last = await waiting('tax');
    const answers = await Promise.all([one.send('call-next', null), two.send('call-next', null)]);
    expect(answers.map(({ label, code }) => label ?? code)).toEqual([last.label, 'queue_empty']);
    const called = hall.ports.state.ticket(last.ticket)?.claim;
    expect(called).toMatchObject({ at: 'called', counter: 'counter-1' });
  });

  it('and ask for the same number: one gets it, the other hears who has it', async () => {
    const a = await waiting('tax');
    const [one, two] = [await clerkAt('counter-1', '2001'), await clerkAt('counter-4', '2002')];
    const ask = { label: a.label };
    const answers = await Promise.all([one.send('call', null, ask), two.send('call', null, ask)]);
    expect(answers.map(({ label, code }) => label ?? code)).toEqual([a.label, 'already_called']);
  });
});

describe('a recall', () => {
  it('is made three times; a fourth is refused, and a new call has three again', async () => {
    const a = await waiting('tax');
    const clerk = await clerkAt('counter-1', '2001');
    await clerk.send('call-next', null);
    for (let time = 0; time < 3; time += 1) expect((await clerk.send('recall', a.ticket)).status).toBe(200);
    expect((await clerk.send('recall', a.ticket)).code).toBe('wrong_state');
    expect(clerk.entries()['current']).toMatchObject({ recalls: 3 });
    await clerk.send('no-show', a.ticket);
    nowMs += 5 * 60_000;
    await clerk.send('call-next', null);
    expect(clerk.entries()['current']).toMatchObject({ recalls: 0 });
    expect((await clerk.send('recall', a.ticket)).status).toBe(200);
  });
});

describe('a no-show', () => {
  it('comes back once after five minutes behind the others, then it is over', async () => {
    const [a, b] = [await waiting('tax'), await waiting('tax')];
    const clerk = await clerkAt('counter-1', '2001');
    await clerk.send('call-next', null);
    await clerk.send('no-show', a.ticket);
    expect((await clerk.send('call-next', null)).label).toBe(b.label);
    await clerk.send('serve', b.ticket);
    await clerk.send('finish', b.ticket);
    expect((await clerk.send('call-next', null)).code).toBe('queue_empty');
    nowMs += 5 * 60_000;
    expect(await clerk.send('call-next', null)).toMatchObject({ label: a.label, at: 'called' });
    await clerk.send('recall', a.ticket);
    await clerk.send('no-show', a.ticket);
    nowMs += 30 * 60_000;
    expect((await clerk.send('call-next', null)).code).toBe('queue_empty');
    expect(hall.ports.state.ticket(a.ticket)?.claim?.at).toBe('no_show');
    expect(await clerk.send('call', null, { label: a.label })).toMatchObject({ label: a.label, at: 'called' });
  });

  it('can be taken back for five seconds', async () => {
    const [a, b] = [await waiting('tax'), await waiting('tax')];
    const clerk = await clerkAt('counter-1', '2001');
    await clerk.send('call-next', null);
    await clerk.send('no-show', a.ticket);
    expect(await clerk.send('undo-no-show', null)).toMatchObject({ label: a.label, at: 'called' });
    expect((await clerk.send('recall', a.ticket)).status).toBe(200);
    expect(hall.ports.state.calls.last()).toHaveLength(1);
    await clerk.send('withdraw', a.ticket);
    expect([hall.ports.state.ahead(a.ticket), hall.ports.state.ahead(b.ticket)]).toEqual([0, 1]);
    expect((await clerk.send('call-next', null)).label).toBe(a.label);
    await clerk.send('no-show', a.ticket);
    nowMs += 8000;
    expect((await clerk.send('undo-no-show', null)).code).toBe('undo_expired');
  });
});

describe('a hold', () => {
  it('sets several tickets aside at one counter, each of which comes back without waiting', async () => {
    const clerk = await clerkAt('counter-1', '2001');
    const [a, b, c] = [await waiting('tax'), await waiting('tax'), await waiting('tax')];
    for (const { ticket } of [a, b]) {
      await clerk.send('call-next', null);
      await clerk.send('serve', ticket);
      expect(await clerk.send('hold', ticket, { reason: 'copy' })).toMatchObject({ status: 200, label: null });
    }
    expect(clerk.entries()[`held:${a.ticket}`]).toMatchObject({ label: a.label, at: 'held', why: 'copy' });
    expect((await clerk.send('call-next', null)).label).toBe(c.label);
    expect((await clerk.send('resume', c.ticket, { ticket: a.ticket })).code).toBe('wrong_state');
    await clerk.send('no-show', c.ticket);
    expect(await clerk.send('resume', null, { ticket: a.ticket })).toMatchObject({ label: a.label, at: 'serving' });
    await clerk.send('finish', a.ticket);
    hall.restart();
    expect(await clerk.send('resume', null, { ticket: b.ticket })).toMatchObject({ label: b.label, at: 'serving' });
    expect((await clerk.send('resume', b.ticket, { ticket: b.ticket })).code).toBe('wrong_state');
  });
});

describe('a transfer', () => {
  it('moves the ticket with its note, its waiting time and its priority', async () => {
    const [a, b] = [await waiting('tax'), await waiting('social-insurance')];
    const clerk = await clerkAt('counter-1', '2001');
    await clerk.send('call', null, { label: a.label });
    await clerk.send('serve', a.ticket);
    const transfer = {
      queue: 'social-insurance',
      toCounter: null,
      note: '带复印件 650102199003070021',
      returnPriority: true,
    };
    expect(await clerk.send('transfer', a.ticket, { transfer: { ...transfer, queue: 'nowhere' } })).toMatchObject({
      code: 'not_found',
    });
    expect((await clerk.send('transfer', a.ticket, {})).code).toBe('bad_request');
    expect(await clerk.send('transfer', a.ticket, { transfer })).toMatchObject({ status: 200, label: null });
    expect(hall.ports.state.ahead(a.ticket)).toBe(0);
    expect(hall.ports.state.ahead(b.ticket)).toBe(1);
    expect((await clerk.send('call-next', null)).label).toBe(a.label);
    expect(clerk.entries()['current']).toMatchObject({ queue: 'social-insurance', note: '带复印件 ***', recalls: 0 });
  });
});
