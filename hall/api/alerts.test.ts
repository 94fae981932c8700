import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

const start = Date.parse('2026-11-23T10:30:00+08:00');
let nowMs = start;
let hall: TestHall;
beforeEach(async () => {
  nowMs = start;
  hall = await openTestHall({ now: () => nowMs, heartbeatMs: 5000 });
});
afterEach(() => hall.close());

const say = (path: string, body: unknown, account = '2001') =>
  hall.ask({ method: 'POST', path, token: hall.tokenOf(account), body });
const alerts = () => Object.entries(hall.ports.state.alerts.entries());
const help = randomUUID();
const call = () => hall.kioskReports([{ type: 'help.called', body: { help, screen: 'choose' } }]);

describe('somebody at a kiosk asks for staff', () => {
  it('rings at the counters, is answered once, and is over when somebody says so', async () => {
    await call();
    expect(alerts()).toEqual([
      [`help:${help}`, expect.objectContaining({ kiosk: 'kiosk-1', screen: 'choose', at: 'called', clerk: null })],
    ]);
    nowMs += 1000;
    expect((await say(`/api/help/${help}/answer`, { counter: 'counter-1' })).status).toBe(200);
    nowMs += 1000;
    // The second to press comes too late, and is told so by what everybody sees.
    expect((await say(`/api/help/${help}/answer`, { counter: 'counter-2' }, '2002')).status).toBe(200);
    const coming = { at: 'coming', clerk: '2001', counter: 'counter-1' };
    expect(alerts()).toEqual([[`help:${help}`, expect.objectContaining(coming)]]);
    expect(hall.ports.state.alerts.helpEntries()[`help:${help}`]).toMatchObject(coming);
    expect((await say(`/api/help/${help}/end`, { counter: null }, '2002')).status).toBe(200);
    expect(alerts()).toEqual([]);
    expect(hall.ports.state.alerts.helpEntries()[`help:${help}`]).toMatchObject({ at: 'ended' });
  });

  it('outlives the hub, and is withdrawn by the citizen', async () => {
    await call();
    hall.restart();
    expect(alerts().map(([key]) => key)).toContain(`help:${help}`);
    await hall.kioskReports([{ type: 'help.ended', body: { help, by: 'citizen', clerk: null } }]);
    expect(alerts().map(([key]) => key)).not.toContain(`help:${help}`);
  });

  it('rings for nobody when it comes half an hour late', async () => {
    await call();
    nowMs += 31 * 60_000;
    expect(alerts()).toEqual([]);
    expect((await say(`/api/help/${randomUUID()}/answer`, { counter: null })).status).toBe(404);
  });
});

describe('a device that does not work', () => {
  const health = (state: string) => hall.kioskReports([{ type: 'device.health', body: { device: 'printer', state } }]);

  it('is shown until it works again, and who looks after it', async () => {
    await health('paper-out');
    expect(alerts()).toEqual([
      ['device:kiosk-1 printer', expect.objectContaining({ state: 'paper-out', seenBy: null })],
    ]);
    nowMs += 1000;
    expect((await say('/api/devices/kiosk-1/printer/seen', {})).status).toBe(200);
    hall.restart();
    expect(alerts()).toEqual([['device:kiosk-1 printer', expect.objectContaining({ seenBy: '2001' })]]);
    nowMs += 1000;
    await health('ready');
    expect(alerts()).toEqual([]);
    expect((await say('/api/devices/kiosk-1/printer/seen', {})).status).toBe(404);
  });

  it('tells of a kiosk whose line is gone, and takes it back when it returns', async () => {
    const follow = async () => {
      const response = await hall.ask({ path: '/api/live?view=kiosk', token: hall.deviceToken });
      const reader = response.body?.getReader();
      await reader?.read();
      return () => reader?.cancel();
    };
    const leave = await follow();
    nowMs += 60_000;
    expect(alerts()).toEqual([]);
    await leave();
    nowMs += 10_000;
    expect(alerts()).toEqual([]);
    nowMs += 15_000;
    expect(alerts()).toEqual([['device:kiosk-1 line', expect.objectContaining({ state: 'offline', seenBy: null })]]);
    expect((await say('/api/devices/kiosk-1/line/seen', {})).status).toBe(200);
    expect(alerts()).toEqual([['device:kiosk-1 line', expect.objectContaining({ seenBy: '2001' })]]);
    await follow();
    expect(alerts()).toEqual([]);
  });
});

describe('an order repeated after the hub has started anew', () => {
  const order = { counter: 'counter-1', token: '', expect: null as string | null };
  const perform = async (verb: string, more: object) => {
    const response = await hall.command({
      ...order,
      verb,
      requestId: randomUUID(),
      ...more,
      token: hall.tokenOf('2001'),
    });
    return {
      status: response.status,
      body: (await response.json()) as { current: { ticket: string; at: string } | null },
    };
  };

  it('is carried out once and answered with what is there now', async () => {
    const queue = hall.ports.state.setup().queues[0]!.id;
    for (let i = 0; i < 2; i += 1) {
      const { ticket } = await hall.issue(queue);
      await hall.kioskReports([hall.printed(ticket)]);
    }
    await perform('open', {});
    const first = (await perform('call-next', {})).body.current!.ticket;
    await perform('serve', { expect: first });
    const finish = { expect: first, requestId: randomUUID() };
    expect(await perform('finish', finish)).toMatchObject({ status: 200, body: { current: null } });
    hall.restart();
    expect(await perform('finish', finish)).toMatchObject({ status: 200, body: { current: null } });
    // Without the same id it is another order, and no longer fits.
    expect((await perform('finish', { expect: first })).status).toBe(409);
    expect(hall.ports.store.ticket(first as never)?.facts.claim?.at).toBe('done');
  });

  it('keeps the note of a clerk with the ticket, without numbers of people', async () => {
    const { ticket } = await hall.issue(hall.ports.state.setup().queues[0]!.id);
    await hall.kioskReports([hall.printed(ticket)]);
    await perform('open', {});
    await perform('call-next', {});
    const noted = await perform('note', { expect: ticket, text: ' 缺复印件 653101199001010021 ' });
    expect(noted.body.current).toMatchObject({ remark: '缺复印件 ***' });
    await perform('hold', { expect: ticket });
    hall.restart();
    expect(hall.ports.store.ticket(ticket)?.facts.noted?.note).toBe('缺复印件 ***');
    await perform('resume', { ticket });
    expect((await perform('note', { expect: ticket, text: '' })).body.current).toMatchObject({ remark: '' });
  });
});
