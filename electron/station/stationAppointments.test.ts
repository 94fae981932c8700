import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestHall, type TestHall } from '../../hall/api/testHall.fixture.ts';
import type { BookedAppointment } from '../../hall/domain/appointmentApi.ts';
import { bookingCodeSchema } from '../../hall/domain/bookingCode.ts';
import type { HubEntries } from '../../hall/domain/liveEntries.ts';
import { type AppointmentId, deviceIdSchema, queueIdSchema, requestIdSchema } from '../../hall/domain/ids.ts';
import type { KioskCheckIn } from '../../hall/domain/kioskAppointments.ts';
import type { LiveMessage } from '../../hall/domain/live.ts';
import { stationSettingsSchema } from '../../hall/domain/stationSettings.ts';
import type { HallStore } from '../../hall/store/hallStore.ts';
import { openHallStore } from '../../hall/store/openHallStore.ts';
import type { IdReader } from '../../native/idReader/driver.ts';
import type { CardEvent } from '../../native/idReader/readerState.ts';
import type { SlipPrinter } from '../../native/printer/driver.ts';
import type { SlipDocument } from '../../native/printer/slip.ts';
import { createStation, type Station } from './station.ts';

const at = (time: string, day = '2026-11-24') => Date.parse(`${day}T${time}:00+08:00`);
const idNumber = '11010519491231002X';
const queue = queueIdSchema.parse('tax');
let now = 0;
let isUp = true;
let isAnswerLost = false;
let hall: TestHall;
let store: HallStore;
let station: Station;
let folder = '';
let entries: Partial<HubEntries> = {};
let card: (event: CardEvent) => void = () => undefined;
let hubChanged: () => void = () => undefined;
const slips: SlipDocument[] = [];

/** The hub's own word on this kiosk's line: its live entries, from the real hub. */
async function hear(): Promise<void> {
  const response = await hall.ask({ path: '/api/live?view=kiosk', token: hall.deviceToken });
  const reader = response.body!.getReader();
  const text = new TextDecoder().decode((await reader.read()).value);
  await reader.cancel();
  const message = JSON.parse((text.split('\n').find(line => line.startsWith('data:')) ?? '').slice(5)) as LiveMessage;
  entries = message.is === 'snapshot' ? (message.entries as Partial<HubEntries>) : {};
  hubChanged();
}

function begin(): void {
  const reader = {
    status: { get: () => ({ at: 'ready' }), subscribe: () => () => undefined },
    onCard: (listener: typeof card) => {
      const before = card;
      card = event => {
        before(event);
        listener(event);
      };
    },
  } as unknown as IdReader;
  const printer = {
    status: { get: () => ({ at: 'ready', paper: 'enough', slipNotTaken: false }), subscribe: () => () => undefined },
    print: (slip: SlipDocument, jobId: string) => {
      slips.push(slip);
      return Promise.resolve({ is: 'printed', by: 'fence', paper: 'enough', jobId });
    },
  } as unknown as SlipPrinter;
  card = () => undefined;
  const hubListeners: (() => void)[] = [];
  hubChanged = () => {
    for (const listener of hubListeners) listener();
  };
  station = createStation({
    settings: stationSettingsSchema.parse({ mark: 'K' }),
    store,
    hub: {
      isUp: () => isUp,
      entries: () => entries,
      issueShared: () => Promise.resolve({ is: 'refused' }),
      async ask({ method, path, body }) {
        if (!isUp) return { is: 'refused' };
        const answer = await hall.ask({ method, path, body, token: hall.deviceToken });
        if (isAnswerLost) return { is: 'unclear' };
        return { is: 'answered', status: answer.status, body: await answer.json() };
      },
      reportPersons: () => Promise.resolve(true),
      onChange: listener => {
        hubListeners.push(listener);
        return () => undefined;
      },
      start: () => undefined,
      close: () => undefined,
    },
    reader,
    printer,
    nudgeSync: () => undefined,
    isCopy: () => false,
    now: () => now,
  });
}
function openStore(): HallStore {
  const opened = openHallStore({
    databasePath: join(folder, 'db/station.db'),
    witnessPath: join(folder, 'witness/station.journal'),
    device: deviceIdSchema.parse('kiosk-9'),
    hall: 1,
    clock: () => now,
    random: randomBytes,
    nativeBinding: null,
    role: 'kiosk',
  });
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

beforeEach(async () => {
  now = at('10:05');
  isUp = true;
  slips.splice(0);
  hall = await openTestHall({ now: () => now, heartbeatMs: 5000 });
  const appointments = { queues: [{ queue: 'tax', from: '10:00', to: '18:00', places: 2 }], helpLine: '12345' };
  hall.ports.store.writeDocument('setup', { ...hall.ports.store.setup(), appointments });
  hall.ports.state.openDay(hall.ports.store.today());
  folder = mkdtempSync(join(tmpdir(), 'station-appointments-'));
  store = openStore();
  begin();
});
afterEach(() => {
  station.close();
  store.close();
  hall.close();
  rmSync(folder, { recursive: true });
});

async function booked(part: Record<string, unknown> = {}): Promise<BookedAppointment> {
  const body = { requestId: randomUUID(), queue: 'tax', startsAt: at('11:00'), ...part };
  const answer = await hall.ask({ method: 'POST', path: '/api/appointments', body, token: hall.tokenOf('2001') });
  expect(answer.status).toBe(200);
  return (await answer.json()) as BookedAppointment;
}
async function checkIn(by: KioskCheckIn['by'], requestId: string = randomUUID()) {
  const answer = await station.appointments.checkIn({
    requestId: requestIdSchema.parse(requestId),
    language: 'zh',
    by,
  });
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
}
const code = (text: string) => bookingCodeSchema.parse(text);
const wholeText = (slip: SlipDocument | undefined) => JSON.stringify(slip?.lines ?? []);

describe('appointments at a kiosk', () => {
  it('checks in with the hub by code: one number of the shared series, also when it is asked twice', async () => {
    const mine = await booked();
    await hear();
    expect(await checkIn({ code: mine.code })).toMatchObject({
      is: 'too_early',
      from: at('10:30'),
      own: { code: mine.code },
    });
    now = at('10:40');
    const request = randomUUID();
    const first = await checkIn({ code: mine.code }, request);
    expect(first).toMatchObject({ is: 'welcome', late: false, taken: { label: 'E001', appointmentAt: at('11:00') } });
    expect(await checkIn({ code: mine.code }, request)).toMatchObject({ is: 'welcome', taken: { label: 'E001' } });
    expect(await checkIn({ code: mine.code })).toEqual({ is: 'already', label: null });
    await hear();
    expect(await checkIn({ code: mine.code })).toEqual({ is: 'already', label: 'E001' });
    await expect.poll(() => slips.length).toBe(1);
    expect(wholeText(slips[0])).toContain('"预约时间","end":"11:00"');
  });

  it('who gives the number back within the seconds of undo can check in again, with and without the hub', async () => {
    const mine = await booked();
    await hear();
    now = at('10:40');
    const first = await checkIn({ code: mine.code });
    if (first.is !== 'welcome') throw new Error(first.is);
    await hear();
    expect(await checkIn({ code: mine.code })).toMatchObject({ is: 'already' });
    expect(station.cancel(first.taken.ticket)).toMatchObject({ ok: true });
    isUp = false;
    const second = await checkIn({ code: mine.code });
    expect(second).toMatchObject({ is: 'welcome', taken: { label: 'EK001' } });
    if (second.is !== 'welcome') throw new Error(second.is);
    expect(await checkIn({ code: mine.code })).toEqual({ is: 'already', label: 'EK001' });
    expect(station.cancel(second.taken.ticket)).toMatchObject({ ok: true });
    isUp = true;
    const events = store.outbox
      .streamEnds()
      .flatMap(({ stream }) => store.outbox.readStream({ stream, afterSeq: 0, limit: 500 }));
    await hall.ask({
      method: 'POST',
      path: '/v1/events',
      body: `{"events":[${events.map(({ json }) => json).join(',')}]}`,
      token: hall.deviceToken,
    });
    await hear();
    expect(await checkIn({ code: mine.code })).toMatchObject({ is: 'welcome', taken: { label: 'E002' } });
    expect(hall.ports.store.appointments.one(mine.appointment)?.facts.claim).toMatchObject({
      at: 'checked_in',
      leg: 2,
    });
  });

  it('an answer of the hub that got lost leaves one number that counts', async () => {
    const mine = await booked();
    await hear();
    now = at('10:40');
    isAnswerLost = true;
    const welcome = await checkIn({ code: mine.code });
    isAnswerLost = false;
    expect(welcome).toMatchObject({ is: 'welcome', taken: { label: 'EK001' } });
    const events = store.outbox
      .streamEnds()
      .flatMap(({ stream }) => store.outbox.readStream({ stream, afterSeq: 0, limit: 500 }));
    await hall.ask({
      method: 'POST',
      path: '/v1/events',
      body: `{"events":[${events.map(({ json }) => json).join(',')}]}`,
      token: hall.deviceToken,
    });
    const claim = hall.ports.store.appointments.one(mine.appointment)?.facts.claim;
    expect(hall.ports.store.ticket(claim?.ticket as never)?.facts.issued?.label).toBe('EK001');
  });

  it('checks in by card without the hub, after a restart too, and the hub takes it in', async () => {
    const mine = await booked({ idNumber });
    await booked({ startsAt: at('12:00') });
    await hear();
    isUp = false;
    station.close();
    store.close();
    store = openStore();
    entries = {};
    begin();
    now = at('11:08');
    card({
      is: 'read',
      card: { kind: 'citizen', number: idNumber, name: '张三', validUntil: null },
    } as unknown as CardEvent);
    const shown = station.entries().appointments;
    expect(shown).toMatchObject({
      helpLine: '12345',
      mine: [{ appointment: mine.appointment, startsAt: at('11:00') }],
    });
    const first = await checkIn({ appointment: mine.appointment });
    expect(first).toMatchObject({ is: 'welcome', late: true, taken: { label: 'EK001', series: 'K' } });
    expect(station.entries().appointments?.mine).toEqual([]);
    expect(await checkIn({ code: mine.code })).toEqual({ is: 'already', label: 'EK001' });

    const events = store.outbox
      .streamEnds()
      .flatMap(({ stream }) => store.outbox.readStream({ stream, afterSeq: 0, limit: 500 }));
    await hall.ask({
      method: 'POST',
      path: '/v1/events',
      body: `{"events":[${events.map(({ json }) => json).join(',')}]}`,
      token: hall.deviceToken,
    });
    expect(hall.ports.store.appointments.one(mine.appointment)?.facts.claim).toMatchObject({ at: 'checked_in' });
  });

  it('a card shows only its own appointments, and nobody else checks them in', async () => {
    const other = await booked();
    const mine = await booked({ idNumber });
    await hear();
    now = at('10:40');
    expect(station.entries().appointments?.mine).toEqual([]);
    card({
      is: 'read',
      card: { kind: 'citizen', number: idNumber, name: '张三', validUntil: null },
    } as unknown as CardEvent);
    expect(station.entries().appointments?.mine.map(one => one.appointment)).toEqual([mine.appointment]);
    expect(await checkIn({ appointment: other.appointment })).toMatchObject({ is: 'not_found' });
    station.endVisit();
    expect(await checkIn({ appointment: mine.appointment })).toMatchObject({ is: 'not_found' });
  });

  it('says what is wrong with a code, and slows down who guesses', async () => {
    const tomorrow = await booked({ startsAt: at('11:00', '2026-11-25') });
    await hear();
    expect(await checkIn({ code: tomorrow.code })).toMatchObject({
      is: 'other_day',
      own: { startsAt: at('11:00', '2026-11-25') },
    });
    const right = Number(tomorrow.code.at(-1));
    const wrong = code(`${tomorrow.code.slice(0, -1)}${(right + 1) % 10}`);
    expect(await checkIn({ code: wrong })).toEqual({ is: 'not_found', typo: true, isSure: true });
    isUp = false;
    expect(await checkIn({ code: code('770012') })).toEqual({ is: 'not_found', typo: false, isSure: false });
    for (let tries = 3; tries < 10; tries++) await checkIn({ code: wrong });
    await expect(checkIn({ code: wrong })).rejects.toThrow('too_many');
    now += 61_000;
    await checkIn({ code: wrong });
  });

  it('books at the kiosk for the card on it, with a slip; only who showed the code may cancel', async () => {
    await hear();
    card({
      is: 'read',
      card: { kind: 'citizen', number: idNumber, name: '张三', validUntil: null },
    } as unknown as CardEvent);
    const calendar = await station.appointments.calendar(queue);
    if (!calendar.ok) throw new Error(calendar.failure.code);
    const slot = calendar.value.days[0]?.slots[0];
    const request = { requestId: randomUUID() as AppointmentId, queue, startsAt: slot?.startsAt ?? 0, useCard: true };
    const answer = await station.appointments.book(request);
    expect(answer).toMatchObject({
      ok: true,
      value: { paper: true, own: { startsAt: at('10:30'), queueName: { zh: '税务' } } },
    });
    if (!answer.ok) return;
    const { own } = answer.value;
    expect(wholeText(slips[0])).toContain(`${own.code.slice(0, 4)} ${own.code.slice(4)}`);
    expect(wholeText(slips[0])).not.toMatch(/张|1101/);
    await hear();
    expect(station.entries().appointments?.mine).toHaveLength(1);
    expect(await station.appointments.cancel(own.appointment)).toMatchObject({
      ok: false,
      failure: { code: 'not_found' },
    });
    now = at('09:50');
    expect(await checkIn({ code: own.code })).toMatchObject({ is: 'too_early' });
    expect(await station.appointments.cancel(own.appointment)).toEqual({ ok: true, value: null });
    expect(hall.ports.store.appointments.one(own.appointment)?.facts.claim?.at).toBe('cancelled');
    isUp = false;
    expect(await station.appointments.book(request)).toMatchObject({ failure: { code: 'unavailable' } });
  });
});
