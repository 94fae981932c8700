import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { floorAlerts } from '../domain/floorAlerts.ts';
import {
  type FloorAnswer,
  floorAnswerSchema,
  floorCallSchema,
  type FloorEntries,
  floorTicketSchema,
} from '../domain/floorApi.ts';
import { apiFailureSchema } from '../domain/hallApi.ts';
import { auditPageSchema } from '../domain/staffApi.ts';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

let hall: TestHall;
let time: number;
let supervisor: string;
beforeEach(async () => {
  time = Date.parse('2026-11-23T02:30:00Z');
  hall = await openTestHall({ now: () => time, heartbeatMs: 5000 });
  supervisor = hall.tokenOf('1001');
});
afterEach(() => hall.close());

const minutes = (n: number) => {
  time += n * 60_000;
};
async function number(queue: string) {
  const issued = await hall.issue(queue);
  await hall.kioskReports([hall.printed(issued.ticket)]);
  return issued;
}
const post = (path: string, body: unknown) =>
  hall.ask({ method: 'POST', path: `/api/floor/${path}`, body, token: supervisor });
const answerOf = async (response: Response): Promise<FloorAnswer> => floorAnswerSchema.parse(await response.json());
const codeOf = async (response: Response) => apiFailureSchema.parse(await response.json()).code;
const undoLast = async (answer: FloorAnswer) => post('undo', { undo: answer.undo?.id });
function view(): FloorEntries {
  const { snapshot, leave } = hall.ports.views.floor.join(() => undefined);
  leave();
  return (JSON.parse(snapshot) as { entries: FloorEntries }).entries;
}
const clerk = (account: string, counter: string) => {
  const token = hall.tokenOf(account);
  return async (verb: string, expected: string | null = null) =>
    hall.command({ verb, counter, token, expect: expected, requestId: randomUUID() });
};
const listed = async (query: string) =>
  floorTicketSchema
    .array()
    .parse(await (await hall.ask({ path: `/api/floor/tickets?${query}`, token: supervisor })).json());
const [one, two] = ['counter-1', 'counter-2'];
const queueIds = () => hall.ports.state.setup().queues.map(({ id }) => id);

describe('the view of the floor', () => {
  it('counts what is behind its numbers', async () => {
    const [queue = ''] = queueIds();
    const first = await number(queue);
    minutes(4);
    await number(queue);
    const work = clerk('2001', one);
    await work('open');
    minutes(2);
    await work('call-next');
    await work('serve', first.ticket);
    minutes(3);
    expect(view()[`counter:${one}`]).toMatchObject({
      at: 'open',
      clerk: '2001',
      ticket: { label: first.label, at: 'serving', since: time - 3 * 60_000 },
      idleSince: null,
    });
    await work('finish', first.ticket);
    minutes(6);
    const entries = view();
    const mine = entries[`queue:${queue}`];
    expect(entries.sums).toMatchObject({ issued: 2, waiting: 1, served: 1, averageWaitMs: 6 * 60_000 });
    expect(entries.sums.averageServiceMs).toBe(3 * 60_000);
    expect(mine?.sums).toMatchObject({ issued: 2, waiting: 1, served: 1 });
    expect(mine?.longestSince).toBe(time - 11 * 60_000);
    expect(mine?.trend.at(-1)).toBe(1);
    expect(mine?.trend.at(-6)).toBe(2);
    expect(entries[`counter:${one}`]).toMatchObject({ idleSince: time - 6 * 60_000, served: 1, ticket: null });
    for (const set of ['waiting', 'served', 'issued'] as const)
      expect(await listed(`set=${set}&queue=${queue}`), set).toHaveLength(mine?.sums[set] ?? -1);
    expect((await listed(`set=served&counter=${one}`))[0]).toMatchObject({ label: first.label, waitedMs: 360_000 });
    expect(await listed(`set=served&counter=${two}`)).toHaveLength(0);
  });

  it('says why each was called, also after a restart', async () => {
    const [queue = ''] = queueIds();
    const first = await number(queue);
    const work = clerk('2001', one);
    await work('open');
    await work('call-next');
    hall.restart();
    const calls = Object.entries(view()).filter(([key]) => key.startsWith('call:'));
    expect(calls.map(([, call]) => floorCallSchema.parse(call))).toMatchObject([
      { label: first.label, counter: one, clerk: '2001', why: '等候最久，共 1 个号在等' },
    ]);
    const response = await hall.ask({ path: `/api/floor/calls?counter=${two}`, token: supervisor });
    expect(await response.json()).toEqual([]);
  });

  it('raises its voice by the rules of the hall', async () => {
    const [queue = ''] = queueIds();
    await number(queue);
    expect(floorAlerts(view(), time).map(({ is }) => is)).toEqual(['noCounter']);
    const work = clerk('2001', one);
    await work('open');
    expect(floorAlerts(view(), time)).toEqual([]);
    minutes(5);
    expect(floorAlerts(view(), time)).toMatchObject([{ is: 'idle', minutes: 5 }]);
    minutes(15);
    expect(floorAlerts(view(), time)).toMatchObject([{ is: 'wait', severe: false, minutes: 20 }, { is: 'idle' }]);
    await work('pause');
    minutes(20);
    expect(floorAlerts(view(), time).map(({ is, severe }) => [is, severe])).toEqual([
      ['noCounter', true],
      ['wait', true],
      ['paused', false],
    ]);
  });
});

describe('the supervisor', () => {
  it('opens, pauses and closes a counter from afar, and takes it back', async () => {
    expect(await codeOf(await post(`counters/${one}/open`, { clerk: null }))).toBe('bad_request');
    const opened = await answerOf(await post(`counters/${one}/open`, { clerk: '2001' }));
    expect(hall.ports.state.counter(hall.ports.state.setup().counters[0]!.id)).toMatchObject({
      at: 'open',
      clerk: '2001',
    });
    expect(await codeOf(await post(`counters/${two}/open`, { clerk: '2001' }))).toBe('wrong_state');
    const paused = await answerOf(await post(`counters/${one}/pause`, { clerk: null }));
    expect(view()[`counter:${one}`]?.at).toBe('paused');
    // The pause stands on the opening, so the opening cannot be taken back first.
    expect(await codeOf(await undoLast(opened))).toBe('undo_expired');
    expect((await undoLast(paused)).status).toBe(200);
    expect(view()[`counter:${one}`]).toMatchObject({ at: 'open', clerk: '2001' });
    const closed = await answerOf(await post(`counters/${one}/close`, { clerk: null }));
    minutes(3);
    expect(await codeOf(await undoLast(closed))).toBe('undo_expired');
    expect(view()[`counter:${one}`]?.at).toBe('closed');
  });

  it('closes no counter over the head of a citizen', async () => {
    const [queue = ''] = queueIds();
    await number(queue);
    const work = clerk('2001', one);
    await work('open');
    await work('call-next');
    expect(await codeOf(await post(`counters/${one}/close`, { clerk: null }))).toBe('wrong_state');
  });

  it('sends a counter to other queues for today', async () => {
    const [queue = '', other = ''] = queueIds();
    await number(queue);
    const later = await number(other);
    const work = clerk('2001', one);
    await work('open');
    const assigned = await answerOf(await post(`counters/${one}/queues`, { queues: [other] }));
    hall.restart();
    expect(view()[`counter:${one}`]).toMatchObject({ queues: [other], isReassigned: true });
    const called = (await (await work('call-next')).json()) as { current: { label: string } };
    expect(called.current.label).toBe(later.label);
    expect(await codeOf(await undoLast(assigned))).toBe('undo_expired');
    const back = await answerOf(await post(`counters/${one}/queues`, { queues: null }));
    expect(view()[`counter:${one}`]?.isReassigned).toBe(false);
    expect((await undoLast(back)).status).toBe(200);
    expect(view()[`counter:${one}`]).toMatchObject({ queues: [other], isReassigned: true });
    time += 24 * 3_600_000;
    hall.ports.state.openDay(hall.ports.store.today());
    expect(view()[`counter:${one}`]?.isReassigned).toBe(false);
  });

  it('moves who waits to another queue, and back, and nobody loses a minute', async () => {
    const [queue = '', other = ''] = queueIds();
    const first = await number(queue);
    minutes(1);
    const second = await number(queue);
    minutes(1);
    await number(other);
    const moved = await answerOf(await post('moves', { from: queue, tickets: null, queue: other, toCounter: null }));
    expect(moved.moved).toBe(2);
    expect(view()[`queue:${queue}`]?.sums.waiting).toBe(0);
    expect(view()[`queue:${other}`]?.sums.waiting).toBe(3);
    await post(`counters/${one}/queues`, { queues: [other] });
    const work = clerk('2001', one);
    await work('open');
    const called = (await (await work('call-next')).json()) as { current: { label: string } };
    expect(called.current.label).toBe(first.label);
    // The first is at a counter and stays there; the second goes back.
    expect(await answerOf(await undoLast(moved))).toEqual({ undo: null, moved: 1 });
    expect((await listed(`set=waiting&queue=${queue}`)).map(({ label }) => label)).toEqual([second.label]);
    expect(await codeOf(await undoLast(moved))).toBe('undo_expired');
  });

  it('leaves a line in the audit log with each of these', async () => {
    const [queue = '', other = ''] = queueIds();
    await number(queue);
    await post(`counters/${one}/open`, { clerk: '2001' });
    await post(`counters/${one}/queues`, { queues: [other] });
    const moved = await answerOf(await post('moves', { from: queue, tickets: null, queue: other, toCounter: one }));
    await undoLast(moved);
    await post('counters/nowhere/close', { clerk: null });
    const response = await hall.ask({ path: '/api/audit', token: supervisor });
    const { entries } = auditPageSchema.parse(await response.json());
    expect(entries.map(({ act, target, outcome }) => [act, target, outcome]).toReversed()).toEqual([
      ['counter_opened', one, 'done'],
      ['counter_assigned', one, 'done'],
      ['tickets_moved', queue, 'done'],
      ['act_undone', queue, 'done'],
      ['counter_closed', 'nowhere', 'not_found'],
    ]);
  });
});
