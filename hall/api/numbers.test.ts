import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

let hall: TestHall;
beforeEach(async () => {
  hall = await openTestHall({ now: Date.now, heartbeatMs: 5_000 });
});
afterEach(() => hall.close());

const told = (label: string) => ({ ticket: randomUUID(), label, queue: 'tax', issuedAt: Date.now(), code: '123456' });

async function report(numbers: readonly unknown[], bday: string = hall.ports.store.today()) {
  const answer = await hall.ask({
    method: 'POST',
    path: '/api/numbers',
    body: { bday, numbers },
    token: hall.deviceToken,
  });
  return (await answer.json()) as { taken: number };
}
async function ask() {
  const body = { ticket: randomUUID(), queue: 'tax', language: 'zh', priority: 0 };
  const answer = await hall.ask({ method: 'POST', path: '/api/issue', body, token: hall.deviceToken });
  return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) };
}

describe('kiosks tell a hub which shared numbers are on paper', () => {
  it('numbers it knows change nothing', async () => {
    const { ticket, label, issuedAt, code } = await hall.issue('tax');
    expect(await report([{ ticket, label, issuedAt, code, queue: 'tax' }])).toEqual({ taken: 0 });
    expect(await ask()).toMatchObject({ status: 200, label: 'E002' });
  });

  it('a number it has lost comes back, waits for its own paper, and no second one like it is ever given', async () => {
    const lost = told('E001');
    expect(await report([lost])).toEqual({ taken: 1 });
    expect(await report([lost])).toEqual({ taken: 0 });
    expect(await ask()).toMatchObject({ status: 409, code: 'no_shared_series' });
    const { state } = hall.ports;
    expect(state.ticket(lost.ticket as never)).toMatchObject({ issued: { label: 'E001' }, claim: { at: 'issued' } });
    await hall.kioskReports([hall.printed(lost.ticket as never)]);
    expect(state.callable(['tax' as never]).map(({ label }) => label)).toEqual(['E001']);
    hall.restart();
    expect(await ask()).toMatchObject({ code: 'no_shared_series' });
  });

  it('a kiosk’s own numbers and those of another day are not meant', async () => {
    expect(await report([told('EK001')])).toEqual({ taken: 0 });
    expect(await report([told('E001')], '2026-01-01')).toEqual({ taken: 0 });
    expect(await ask()).toMatchObject({ status: 200, label: 'E001' });
  });
});
