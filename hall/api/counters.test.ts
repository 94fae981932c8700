import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { apiFailureSchema } from '../domain/hallApi.ts';
import { accountIdSchema } from '../domain/ids.ts';
import { counterAnswerSchema } from './counters.ts';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

let hall: TestHall;
beforeEach(async () => {
  hall = await openTestHall({ now: Date.now, heartbeatMs: 5000 });
});
afterEach(() => hall.close());

const answerOf = async (response: Response) => counterAnswerSchema.parse(await response.json());
const codeOf = async (response: Response) => apiFailureSchema.parse(await response.json()).code;

/** A clerk at a counter, sending commands as the page does. */
function clerkAt(counter: string, account: string) {
  const token = hall.tokenOf(account);
  const send = (verb: string, expect: string | null, requestId: string = randomUUID()) =>
    hall.command({ verb, counter, token, expect, requestId });
  return { token, send };
}

async function waiting(queue: string) {
  const issued = await hall.issue(queue);
  await hall.kioskReports([hall.printed(issued.ticket)]);
  return issued;
}

describe('a visit', () => {
  it('goes from the number over the call to the end', async () => {
    const first = await waiting('social-insurance');
    const second = await waiting('social-insurance');
    expect([first.label, first.ahead, second.label, second.ahead]).toEqual(['A001', 0, 'A002', 1]);

    const clerk = clerkAt('counter-1', '2001');
    expect(await answerOf(await clerk.send('open', null))).toMatchObject({
      counter: { at: 'open', clerk: '2001' },
      current: null,
    });
    const called = await answerOf(await clerk.send('call-next', null));
    expect(called.current).toMatchObject({ label: 'A001', at: 'called', recalls: 0, print: 'printed' });
    expect((await answerOf(await clerk.send('recall', first.ticket))).current?.recalls).toBe(1);
    expect((await answerOf(await clerk.send('serve', first.ticket))).current?.at).toBe('serving');
    expect((await answerOf(await clerk.send('finish', first.ticket))).current).toBeNull();
    expect(hall.ports.state.finished().get(first.ticket)).toMatchObject({
      label: 'A001',
      counter: 1,
      code: first.code,
    });

    expect((await answerOf(await clerk.send('call-next', null))).current?.label).toBe('A002');
    expect((await answerOf(await clerk.send('no-show', second.ticket))).current).toBeNull();
    expect(await codeOf(await clerk.send('call-next', null))).toBe('queue_empty');
    const types = [...readTypes()].filter(type => /^ticket\.(called|recalled|serving|done|no_show)$/.test(type));
    expect(types).toEqual([
      'ticket.called',
      'ticket.recalled',
      'ticket.serving',
      'ticket.done',
      'ticket.called',
      'ticket.no_show',
    ]);
  });

  it('is not called before its kiosk has spoken of the paper, whatever it says', async () => {
    const clerk = clerkAt('counter-1', '2001');
    await clerk.send('open', null);
    const issued = await hall.issue('tax');
    expect(await codeOf(await clerk.send('call-next', null))).toBe('queue_empty');
    await hall.kioskReports([
      { type: 'ticket.print_failed', body: { ticket: issued.ticket, job: randomUUID(), reason: 'paper_out' } },
    ]);
    expect((await answerOf(await clerk.send('call-next', null))).current).toMatchObject({
      label: 'E001',
      print: 'failed',
    });
  });

  it('survives a restart of the hub at any point', async () => {
    const issued = await waiting('tax');
    const clerk = clerkAt('counter-4', '2001');
    await clerk.send('open', null);
    const callId = randomUUID();
    await clerk.send('call-next', null, callId);
    hall.restart();
    // The page never saw the answer and asks again.
    const again = await answerOf(await clerk.send('call-next', null, callId));
    expect(again).toMatchObject({ counter: { at: 'open', clerk: '2001' }, current: { label: 'E001', at: 'called' } });
    await clerk.send('serve', issued.ticket);
    hall.restart();
    expect(hall.ports.state.calls.last().map(call => [call.label, call.recalls])).toEqual([['E001', 0]]);
    expect((await clerk.send('finish', issued.ticket)).status).toBe(200);
    hall.restart();
    expect([...hall.ports.state.finished().values()].map(entry => entry.label)).toEqual(['E001']);
  });
});

describe('counters', () => {
  it('two and fifty clerks at the same instant get different tickets or hear that nobody waits', async () => {
    const tickets = await Promise.all(Array.from({ length: 30 }, () => hall.issue('social-insurance')));
    await hall.kioskReports(tickets.map(({ ticket }) => hall.printed(ticket)));
    const clerks = [clerkAt('counter-1', '2001'), clerkAt('counter-2', '2002')];
    for (const clerk of clerks) await clerk.send('open', null);
    const called: string[] = [];
    for (let round = 0; round < 15; round++) {
      const answers = await Promise.all(clerks.map(async clerk => answerOf(await clerk.send('call-next', null))));
      for (const { current } of answers) called.push(z.string().parse(current?.label));
      await Promise.all(clerks.map((clerk, i) => clerk.send('no-show', answers[i]?.current?.ticket ?? null)));
    }
    expect(new Set(called).size).toBe(30);
    expect(called.toSorted()).toEqual(tickets.map(({ label }) => label).toSorted());
    const crowd = await Promise.all(
      clerks.flatMap(clerk => Array.from({ length: 25 }, () => clerk.send('call-next', null))),
    );
    for (const response of crowd) expect(await codeOf(response)).toBe('queue_empty');
  });

  it('fifty presses of one button call one ticket', async () => {
    const issued = await Promise.all([waiting('tax'), waiting('tax')]);
    const clerk = clerkAt('counter-1', '2001');
    await clerk.send('open', null);
    const requestId = randomUUID();
    const repeated = await Promise.all(Array.from({ length: 25 }, () => clerk.send('call-next', null, requestId)));
    const bodies = new Set(await Promise.all(repeated.map(response => response.text())));
    expect(bodies.size).toBe(1);
    const others = await Promise.all(Array.from({ length: 25 }, () => clerk.send('call-next', null)));
    for (const response of others) expect(await codeOf(response)).toBe('wrong_state');
    expect([...readTypes()].filter(type => type === 'ticket.called')).toHaveLength(1);
    expect(hall.ports.state.callable(hall.ports.state.setup().queues.map(({ id }) => id))).toHaveLength(
      issued.length - 1,
    );
  });

  it('a stale page changes nothing', async () => {
    const issued = await waiting('tax');
    const clerk = clerkAt('counter-1', '2001');
    await clerk.send('open', null);
    await clerk.send('call-next', null);
    for (const verb of ['serve', 'no-show', 'recall', 'call-next', 'close']) {
      expect(await codeOf(await clerk.send(verb, randomUUID())), verb).toBe('wrong_state');
      expect(await codeOf(await clerk.send(verb, null)), verb).toBe('wrong_state');
    }
    expect(await codeOf(await clerk.send('finish', issued.ticket))).toBe('wrong_state');
    expect(await codeOf(await clerk.send('close', issued.ticket))).toBe('wrong_state');
  });

  it('a fourth recall is refused', async () => {
    const { ticket } = await waiting('tax');
    const clerk = clerkAt('counter-1', '2001');
    await clerk.send('open', null);
    await clerk.send('call-next', null);
    for (let i = 0; i < 3; i++) expect((await clerk.send('recall', ticket)).status).toBe(200);
    expect(await codeOf(await clerk.send('recall', ticket))).toBe('wrong_state');
  });

  it('belong to one clerk at a time; a supervisor may step in, and anybody when that clerk has gone', async () => {
    const clerk = clerkAt('counter-1', '2001');
    await clerk.send('open', null);
    const other = clerkAt('counter-1', '2002');
    expect(await codeOf(await other.send('open', null))).toBe('counter_taken');
    expect(await codeOf(await other.send('pause', null))).toBe('forbidden');
    expect((await answerOf(await clerkAt('counter-1', '1001').send('open', null))).counter.clerk).toBe('1001');
    await clerk.send('open', null);
    hall.ports.sessions.closeAll(accountIdSchema.parse('1001'));
    expect((await clerk.send('open', null)).status).toBe(200);
    await hall.ask({ method: 'DELETE', path: '/api/session', token: clerk.token });
    expect((await answerOf(await other.send('open', null))).counter).toMatchObject({ at: 'open', clerk: '2002' });
  });

  it('one clerk works at one counter: opening the next closes the first', async () => {
    const first = clerkAt('counter-1', '2001');
    await first.send('open', null);
    await hall.command({
      verb: 'open',
      counter: 'counter-2',
      token: first.token,
      expect: null,
      requestId: randomUUID(),
    });
    expect(
      hall.ports.store
        .counters()
        .filter(({ at }) => at === 'open')
        .map(({ counter }) => counter),
    ).toEqual(['counter-2']);
  });

  it('call only what they serve, and nothing while paused or closed', async () => {
    await waiting('tax');
    const clerk = clerkAt('counter-2', '2001');
    expect(await codeOf(await clerk.send('call-next', null))).toBe('forbidden');
    await clerk.send('open', null);
    expect(await codeOf(await clerk.send('call-next', null))).toBe('queue_empty');
    expect((await answerOf(await clerk.send('pause', null))).counter.at).toBe('paused');
    expect(await codeOf(await clerk.send('call-next', null))).toBe('wrong_state');
    expect((await answerOf(await clerk.send('open', null))).counter.at).toBe('open');
    expect((await answerOf(await clerk.send('close', null))).counter).toMatchObject({ at: 'closed', clerk: null });
  });
});

describe('numbers of the shared series', () => {
  it('asked twice are given once, asked by sixteen at once are all different', async () => {
    const { ticket, label } = await hall.issue('tax');
    const again = await hall.issue('tax', ticket);
    expect(again.label).toBe(label);
    const many = await Promise.all(Array.from({ length: 64 }, () => hall.issue('tax')));
    expect(new Set(many.map(number => number.label)).size).toBe(64);
    hall.restart();
    expect((await hall.issue('tax', ticket)).label).toBe(label);
  });

  it('are not given for a queue that does not exist', async () => {
    const body = { ticket: randomUUID(), queue: 'nowhere', language: 'zh', priority: 0 };
    expect(await codeOf(await hall.ask({ method: 'POST', path: '/api/issue', body, token: hall.deviceToken }))).toBe(
      'not_found',
    );
  });

  it('that come too late are given up: the voided number is never called', async () => {
    const { ticket } = await hall.issue('tax');
    await hall.kioskReports([{ type: 'number.voided', body: { ticket, reason: 'late_answer' } }, hall.printed(ticket)]);
    const clerk = clerkAt('counter-1', '2001');
    await clerk.send('open', null);
    expect(await codeOf(await clerk.send('call-next', null))).toBe('queue_empty');
    const body = { ticket, queue: 'tax', language: 'zh', priority: 0 };
    expect(await codeOf(await hall.ask({ method: 'POST', path: '/api/issue', body, token: hall.deviceToken }))).toBe(
      'wrong_state',
    );
  });
});

function* readTypes(): Generator<string> {
  for (const { stream } of hall.ports.store.outbox.streamEnds())
    for (const { json } of hall.ports.store.outbox.readStream({ stream, afterSeq: 0, limit: 500 }))
      yield z.object({ type: z.string() }).parse(JSON.parse(json)).type;
}
