import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ticketIdSchema } from '../domain/ids.ts';
import { labelSchema } from '../domain/label.ts';
import { type SlipCode, writeSlipCode } from '../domain/slipCode.ts';
import { ensureSlipKey } from './slipKey.ts';
import { signSlip } from './slipSignature.ts';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

const noon = Date.parse('2026-11-18T12:00+08:00');
const dayMs = 24 * 60 * 60 * 1000;
let now = noon;
let hall: TestHall;
beforeEach(async () => {
  now = noon;
  hall = await openTestHall({ now: () => now, heartbeatMs: 5_000 });
});
afterEach(() => hall.close());

const keyOf = (text: string) => Uint8Array.from(Buffer.from(text, 'base64url'));

/** A slip as a kiosk of this hall prints it. */
function printSlip(change: Partial<SlipCode> = {}) {
  const slip: SlipCode = {
    hall: hall.ports.state.setup().hall.id,
    ticket: ticketIdSchema.parse(randomUUID()),
    label: labelSchema.parse('EK007'),
    issuedAt: now - 60_000,
    code: '123456',
    device: 'kiosk-9' as never,
    ...change,
  };
  const signature = signSlip(keyOf(ensureSlipKey(hall.ports.store)), slip);
  return { slip, signature, text: writeSlipCode(slip, { signature, address: null }) };
}

async function adopt(text: string, token: string = hall.tokenOf('2001')) {
  const answer = await hall.ask({ method: 'POST', path: '/api/adopt', body: { slip: text }, token });
  return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) };
}
const today = () => hall.ports.store.ticketsOfDay(hall.ports.store.today());

describe('a ticket whose kiosk is gone', () => {
  it('is taken in from its slip, keeps its place, and is callable', async () => {
    const { slip, text } = printSlip();
    await hall.issue('tax');
    expect(await adopt(text)).toMatchObject({ status: 200, is: 'adopted', label: 'EK007', at: 'waiting' });
    expect(await adopt(text)).toMatchObject({ status: 200, is: 'known' });
    expect(hall.ports.state.callable(['tax' as never]).map(({ label }) => label)).toEqual(['EK007']);
    expect(hall.ports.state.ahead(slip.ticket)).toBe(0);
    hall.restart();
    expect(hall.ports.state.labelled(slip.label)?.claim?.at).toBe('waiting');
  });

  it('is there once when the kiosk comes back, before or after', async () => {
    const { slip, text } = printSlip();
    const { ticket, label, issuedAt, code } = slip;
    const own = { ticket, label, series: 'K', number: 7, queue: 'tax', issuedAt, code };
    const issued = { ...own, priority: 2, language: 'ug', recovered: false };
    await adopt(text);
    await hall.kioskReports([{ type: 'ticket.issued', body: issued as never }, hall.printed(ticket)]);
    expect(today()).toHaveLength(1);
    expect(today()[0]?.facts.issued).toMatchObject({ language: 'ug', priority: 2, queue: 'tax' });
    expect(await adopt(text)).toMatchObject({ is: 'known', at: 'waiting' });
    expect(today()).toHaveLength(1);
  });

  it('is called at once when a clerk scans it', async () => {
    const { text } = printSlip();
    const token = hall.tokenOf('1001');
    const counter = hall.ports.state
      .setup()
      .counters.find(({ queues }) => queues.length === 0 || queues.includes('tax' as never));
    const order = (verb: string, more: Record<string, unknown>) =>
      hall.command({ verb, counter: counter?.id ?? '', token, expect: null, requestId: randomUUID(), ...more });
    await order('open', {});
    const called = await order('call', { slip: text });
    expect(called.status).toBe(200);
    expect(await called.json()).toMatchObject({ current: { label: 'EK007', at: 'called' } });
  });

  it('that was called or served already is told as it stands', async () => {
    const { slip, text } = printSlip();
    await adopt(text);
    hall.ports.store.append([
      { type: 'ticket.cancelled', body: { ticket: slip.ticket, leg: 0, reason: 'by_citizen' } },
    ]);
    expect(await adopt(text)).toMatchObject({ status: 200, is: 'known', at: 'cancelled' });
  });
});

describe('a slip that is not good', () => {
  it('forged in any field is refused, and writes nothing', async () => {
    const { slip, signature, text } = printSlip();
    const changes: Partial<SlipCode>[] = [
      { label: labelSchema.parse('EK001') },
      { ticket: ticketIdSchema.parse(randomUUID()) },
      { issuedAt: slip.issuedAt - 1 },
      { code: '000000' },
      { device: 'kiosk-1' as never },
      { hall: slip.hall + 1 },
    ];
    const forged = [
      ...changes.map(change => writeSlipCode({ ...slip, ...change }, { signature, address: null })),
      writeSlipCode(slip, { signature: '', address: null }),
      writeSlipCode(slip, { signature: signSlip(new Uint8Array(32), slip), address: null }),
      text.slice(0, -1),
      'EK007',
    ];
    for (const wrong of forged)
      expect(await adopt(wrong), wrong).toMatchObject({ status: 409, code: 'slip_not_genuine' });
    expect(today()).toEqual([]);
  });

  it('of yesterday is refused', async () => {
    expect(await adopt(printSlip({ issuedAt: now - dayMs }).text)).toMatchObject({
      status: 409,
      code: 'slip_outdated',
    });
    expect(today()).toEqual([]);
  });
});

it('the key of slips is handed to kiosks only, and is the same after a restart', () => {
  const { views } = hall.ports;
  const said = (channel: typeof views.kiosk) => {
    const { snapshot, leave } = channel.join(() => undefined);
    leave();
    return snapshot;
  };
  const key = ensureSlipKey(hall.ports.store);
  expect(said(views.kiosk)).toContain(key);
  expect(said(views.counter(hall.ports.state.setup().counters[0]?.id as never) ?? views.kiosk)).not.toContain(key);
  hall.restart();
  expect(ensureSlipKey(hall.ports.store)).toBe(key);
});
