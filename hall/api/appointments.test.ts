import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  appointmentCalendarSchema,
  type AppointmentEntry,
  type BookedAppointment,
  type HubCheckedIn,
  type ImportReport,
  type StationAppointment,
} from '../domain/appointmentApi.ts';
import type { LiveMessage } from '../domain/live.ts';
import { releaseOverdue } from './appointmentDesk.ts';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

const minute = 60_000;
/** Tuesday, 24 November 2026, 10:05 in Beijing. */
const start = Date.parse('2026-11-24T10:05:00+08:00');
const at = (time: string, day = '2026-11-24') => Date.parse(`${day}T${time}:00+08:00`);
let now = start;
let hall: TestHall;
let clerk = '';
beforeEach(async () => {
  now = start;
  hall = await openTestHall({ now: () => now, heartbeatMs: 5000 });
  const setup = hall.ports.store.setup();
  hall.ports.store.writeDocument('setup', {
    ...setup,
    appointments: { queues: [{ queue: 'tax', from: '10:00', to: '18:00', places: 10, daysAhead: 2 }] },
  });
  hall.ports.state.openDay(hall.ports.store.today());
  clerk = hall.tokenOf('2001');
});
afterEach(() => hall.close());

const post = (path: string, body: unknown, token = clerk) => hall.ask({ method: 'POST', path, body, token });
const book = (part: Record<string, unknown> = {}, token = clerk) =>
  post('/api/appointments', { requestId: randomUUID(), queue: 'tax', startsAt: at('11:00'), ...part }, token);
async function booked(part: Record<string, unknown> = {}, token = clerk): Promise<BookedAppointment> {
  const response = await book(part, token);
  expect(response.status).toBe(200);
  return (await response.json()) as BookedAppointment;
}
async function dayList(): Promise<readonly AppointmentEntry[]> {
  const response = await hall.ask({ path: '/api/appointments?day=2026-11-24', token: hall.tokenOf('1001') });
  return ((await response.json()) as { appointments: AppointmentEntry[] }).appointments;
}
async function checkIn(appointment: string, ticket: string = randomUUID()): Promise<HubCheckedIn> {
  const body = { ticket, language: 'ug' };
  const response = await post(`/api/appointments/${appointment}/check-in`, body, hall.deviceToken);
  return (await response.json()) as HubCheckedIn;
}
async function kioskEntries(): Promise<Record<string, unknown>> {
  const response = await hall.ask({ path: '/api/live?view=kiosk', token: hall.deviceToken });
  const reader = response.body!.getReader();
  const text = new TextDecoder().decode((await reader.read()).value);
  await reader.cancel();
  const line = text.split('\n').find(one => one.startsWith('data:')) ?? '';
  const message = JSON.parse(line.slice(5)) as LiveMessage;
  return message.is === 'snapshot' ? message.entries : {};
}

describe('appointments', () => {
  it('fifty at once get the ten places of a slot, each one once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => book()));
    const codes = answers.map(({ status }) => status);
    expect(codes.filter(status => status === 200)).toHaveLength(10);
    expect(codes.filter(status => status === 409)).toHaveLength(40);
    expect(await answers.find(({ status }) => status === 409)!.json()).toMatchObject({ code: 'slot_full' });
    const list = await dayList();
    expect(new Set(list.map(({ code }) => code)).size).toBe(10);
    expect(list.every(({ keepsPlace }) => keepsPlace)).toBe(true);
    hall.restart();
    const after = await post(
      '/api/appointments',
      { requestId: randomUUID(), queue: 'tax', startsAt: at('11:00') },
      hall.tokenOf('2001'),
    );
    expect(after.status).toBe(409);
  });

  it('shows what is left of each slot, on open days only ahead of now', async () => {
    await booked();
    const response = await hall.ask({ path: '/api/appointments/calendar?queue=tax', token: hall.deviceToken });
    const { days } = appointmentCalendarSchema.parse(await response.json());
    expect(days.map(({ day }) => day)).toEqual(['2026-11-24', '2026-11-25', '2026-11-26']);
    expect(days[0]?.slots[0]).toMatchObject({ startsAt: at('10:30'), free: 10 });
    expect(days[0]?.slots[1]).toMatchObject({ startsAt: at('11:00'), free: 9 });
    expect((await hall.ask({ path: '/api/appointments/calendar?queue=social-insurance', token: clerk })).status).toBe(
      404,
    );
  });

  it('the same request books once; what cannot be booked is said', async () => {
    const requestId = randomUUID();
    const first = await booked({ requestId });
    expect(await booked({ requestId, startsAt: at('12:00') })).toEqual(first);
    expect(await (await book({ startsAt: at('10:00') })).json()).toMatchObject({ code: 'slot_gone' });
    expect(await (await book({ startsAt: at('11:07') })).json()).toMatchObject({ code: 'slot_gone' });
    expect(await (await book({ idNumber: '110105194912310021' })).json()).toMatchObject({ code: 'bad_request' });
    expect((await book({ queue: 'social-insurance' })).status).toBe(404);
  });

  it('keeps of a person no more than a mask and a hash, and one appointment a day', async () => {
    const person = { idNumber: '11010519491231002X', name: '阿依古丽·买买提' };
    await booked(person);
    expect(await (await book({ ...person, startsAt: at('12:00') })).json()).toMatchObject({ code: 'already_booked' });
    await booked({ ...person, startsAt: at('12:00', '2026-11-25') });
    expect(await dayList()).toMatchObject([{ maskedName: '阿依…', withCard: true }]);
    expect(JSON.stringify(await kioskEntries())).not.toMatch(/阿依|110105/);
    expect(JSON.stringify(hall.logged)).not.toMatch(/阿依|110105/);
  });

  it('is moved and cancelled, and its place is free for others', async () => {
    const { appointment, code } = await booked();
    const moved = await post(`/api/appointments/${appointment}/move`, { startsAt: at('15:00', '2026-11-25') });
    expect(await moved.json()).toMatchObject({ appointment, code, startsAt: at('15:00', '2026-11-25') });
    expect(await dayList()).toEqual([]);
    const found = await hall.ask({ path: `/api/appointments/by-code?code=${code}`, token: hall.deviceToken });
    expect(await found.json()).toMatchObject({ appointment, at: 'booked' });
    expect((await post(`/api/appointments/${appointment}/cancel`, null)).status).toBe(200);
    expect((await post(`/api/appointments/${appointment}/cancel`, null)).status).toBe(200);
    expect(await (await post(`/api/appointments/${appointment}/move`, { startsAt: at('15:00') })).json()).toMatchObject(
      {
        code: 'wrong_state',
      },
    );
  });

  it('is checked in within its window: one number, called at the slot before those who came without one', async () => {
    const { appointment } = await booked();
    expect(await checkIn(appointment)).toEqual({ is: 'too_early', from: at('10:30') });
    now = at('10:35');
    const ticket = randomUUID();
    const first = await checkIn(appointment, ticket);
    expect(first).toMatchObject({ is: 'welcome', late: false, number: { label: 'E001' } });
    expect(await checkIn(appointment, ticket)).toEqual(first);
    expect(await checkIn(appointment)).toEqual({ is: 'already' });
    expect(await dayList()).toMatchObject([{ at: 'checked_in', label: 'E001' }]);

    now = at('10:40');
    const walkIn = await hall.issue('tax');
    await hall.kioskReports([hall.printed(walkIn.ticket), hall.printed(ticket as typeof walkIn.ticket)]);
    const { state } = hall.ports;
    const counter = state.setup().counters.find(({ queues }) => queues.includes('tax' as never))!.id;
    expect(state.chooseNext(counter)?.ticket.label).toBe(walkIn.label);
    now = at('11:00');
    const choice = state.chooseNext(counter);
    expect(choice?.ticket.label).toBe('E001');
    expect(choice?.because).toEqual([
      { is: 'appointment', at: at('11:00') },
      { is: 'due', older: 1 },
    ]);
  });

  it('who comes late but within the tolerance gets a place at the end; later the place is released by itself', async () => {
    const [late, never] = [await booked(), await booked()];
    now = at('11:15');
    expect(await checkIn(late.appointment)).toMatchObject({ is: 'welcome', late: true });
    const { store, state } = hall.ports;
    now = at('11:20');
    releaseOverdue({ store, state, now: () => now });
    expect((await dayList()).map(entry => entry.at).toSorted()).toEqual(['booked', 'checked_in']);
    now = at('11:20') + minute;
    expect(await checkIn(never.appointment)).toEqual({ is: 'too_late' });
    releaseOverdue({ store, state, now: () => now });
    expect((await dayList()).map(entry => entry.at).toSorted()).toEqual(['checked_in', 'released']);
    now = at('00:01', '2026-11-25');
    releaseOverdue({ store, state, now: () => now });
    expect((await dayList()).map(entry => entry.at).toSorted()).toEqual(['checked_in', 'missed']);
  });

  it('gives each kiosk the list of the day, and takes in what one did without the hub', async () => {
    const { appointment, code } = await booked({ idNumber: '11010519491231002X' });
    await booked({ startsAt: at('11:00', '2026-11-25') });
    const entries = await kioskEntries();
    const listed = Object.keys(entries).filter(key => key.startsWith('appointment:'));
    expect(listed).toEqual([`appointment:${appointment}`]);
    const entry = entries[listed[0]!] as StationAppointment;
    expect(entry).toMatchObject({ code, at: 'booked', leg: 0 });
    expect(entry.person).toBe(
      Buffer.from(hall.ports.store.appointments.personKey('11010519491231002X')).toString('base64'),
    );

    now = at('10:50');
    const own = hall.kiosk.issue({
      ticket: randomUUID() as never,
      queue: 'tax' as never,
      letter: 'E',
      series: 'K',
      language: 'zh',
      priority: 0,
      requestId: randomUUID() as never,
      personKey: null,
    });
    if (!own.ok) throw new Error(own.failure.message);
    await hall.kioskReports([
      {
        type: 'appointment.checked_in',
        body: { appointment, leg: 0, ticket: own.value.ticket, startsAt: at('11:00'), late: false },
      },
    ]);
    expect(await dayList()).toMatchObject([{ at: 'checked_in', label: own.value.label }]);
    expect(await checkIn(appointment)).toEqual({ is: 'already' });
  });

  it('a list is tried first, taken in once, and every line told', async () => {
    const text = [
      'queue,date,time,name,id_number,code',
      'tax,2026-11-24,11:00,张三,11010519491231002X,',
      'E,2026-11-24,11:00,,,770012',
      'tax,2026-11-25,03:00,,,',
      'tax,2026-11-24,10:00,,,',
      'tax,2026-12-24,10:00,,,',
      'tax,2026-11-24,12:00,,11010519491231002X,',
      'nowhere,2026-11-24,12:00,,,',
    ].join('\n');
    const send = async (dryRun: boolean) =>
      (await (await post('/api/appointments/import', { format: 'csv', text, dryRun })).json()) as ImportReport;
    const tried = await send(true);
    expect(tried.lines.map(({ line, is, problem }) => `${line} ${problem ?? is}`)).toEqual([
      '2 new',
      '3 new',
      '4 no_slot',
      '5 past',
      '6 too_far',
      '7 already_booked',
      '8 unknown_queue',
    ]);
    expect(await dayList()).toEqual([]);
    expect((await send(false)).lines).toEqual(tried.lines);
    expect(await dayList()).toHaveLength(2);
    expect((await send(false)).lines.map(({ is }) => is).filter(is => is === 'known')).toHaveLength(2);
    expect(await dayList()).toHaveLength(2);

    const exported = await hall.ask({ path: '/api/appointments/export?day=2026-11-24', token: clerk });
    expect(exported.headers.get('content-type')).toMatch(/text\/csv/);
    const csv = await exported.text();
    expect(csv.split('\r\n')).toHaveLength(4);
    expect(csv).toMatch(/tax,2026-11-24,11:00,张\*,\d{8},booked,/);
    expect(csv).toMatch(/770012/);
  });
});
