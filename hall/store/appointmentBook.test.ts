import { randomUUID } from 'node:crypto';
import BetterSqlite3 from 'better-sqlite3';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { appointmentRuleSchema } from '../domain/appointmentRules.ts';
import { bookingCodeSchema, isBookingCode } from '../domain/bookingCode.ts';
import type { EventDraft } from '../domain/event.ts';
import { type AppointmentId, appointmentIdSchema, ticketIdSchema } from '../domain/ids.ts';
import type { NewAppointment } from './appointmentBook.ts';
import type { HallStore } from './hallStore.ts';
import { openRebuild } from './openRebuild.ts';
import { foreignEvents } from './testEvents.fixture.ts';
import { makeTestHall, morning, type TestHall } from './testHall.fixture.ts';

const halls: TestHall[] = [];
const stores: HallStore[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  for (const hall of halls.splice(0)) hall.remove();
});
function hub(): { hall: TestHall; store: HallStore } {
  const hall = makeTestHall('hub', 'hub-1');
  const store = hall.open();
  halls.push(hall);
  stores.push(store);
  return { hall, store };
}
const rule = appointmentRuleSchema.parse({ queue: 'household', places: 3 });
const hourMs = 3_600_000;
const slotAt = (hours: number) => ({ startsAt: morning + hours * hourMs, endsAt: morning + (hours + 0.5) * hourMs });
const newId = (): AppointmentId => appointmentIdSchema.parse(randomUUID());
const asking = (part: Partial<NewAppointment> = {}): NewAppointment => ({
  appointment: newId(),
  rule,
  slot: slotAt(1),
  code: null,
  channel: 'counter',
  personKey: null,
  maskedName: null,
  ...part,
});
const kept = (store: HallStore, hours = 1) => {
  const { startsAt } = slotAt(hours);
  return store.appointments.keptPlaces(rule.queue, { fromMs: startsAt, toMs: startsAt + 1 }).get(startsAt);
};

describe('appointments in the store', () => {
  it('gives every place of a slot once, and the same request the same one again', () => {
    const { store } = hub();
    const first = asking();
    const outcomes = [first, asking(), asking(), first, asking()].map(store.appointments.book);
    expect(outcomes.map(o => (o.ok ? o.value.row.facts.slot?.place : o.failure.code))).toEqual([
      1,
      2,
      3,
      1,
      'slot_full',
    ]);
    expect(outcomes.map(o => o.ok && o.value.isNew)).toEqual([true, true, true, false, false]);
    const codes = outcomes.flatMap(o => (o.ok ? [o.value.row.facts.booked?.code ?? ''] : []));
    expect(codes.every(isBookingCode)).toBe(true);
    expect(new Set(codes).size).toBe(3);
  });

  it('the database itself refuses a second one for a place', () => {
    const { hall, store } = hub();
    store.appointments.book(asking());
    store.close();
    stores.pop();
    const db = new BetterSqlite3(hall.options.databasePath);
    const insert = db.prepare(
      'INSERT INTO appointment_places (queue, starts_at, place, appointment) VALUES (?, ?, 1, ?)',
    );
    expect(() => insert.run(rule.queue, slotAt(1).startsAt, newId())).toThrow(/UNIQUE/);
    db.close();
  });

  it('gives a place free when it is cancelled, released or moved away', () => {
    const { store } = hub();
    const ids = [newId(), newId(), newId()] as const;
    for (const appointment of ids) store.appointments.book(asking({ appointment }));
    store.append([
      { type: 'appointment.cancelled', body: { appointment: ids[0], leg: 0, by: 'staff' } },
      { type: 'appointment.released', body: { appointment: ids[1], leg: 0 } },
    ]);
    const moved = store.appointments.move({ appointment: ids[2], rule, slot: slotAt(2) });
    expect(moved).toMatchObject({ ok: true, value: { keepsPlace: true, facts: { slot: { leg: 1, place: 1 } } } });
    expect(kept(store)).toBeUndefined();
    expect([...(kept(store, 2) ?? [])]).toEqual([1]);
    expect(store.appointments.move({ appointment: ids[0], rule, slot: slotAt(3) })).toMatchObject({
      failure: { code: 'wrong_state' },
    });
  });

  it('is found again by code and by person, and the person is forgotten afterwards', () => {
    const { hall, store } = hub();
    const personKey = store.appointments.personKey('653101199001011234');
    expect(store.appointments.personKey('653101199001011234')).toEqual(personKey);
    const booked = store.appointments.book(
      asking({ personKey, maskedName: '张*', code: bookingCodeSchema.parse('7700123') }),
    );
    expect(booked.ok).toBe(true);
    expect(store.appointments.byCode(bookingCodeSchema.parse('7700123'), morning)).toHaveLength(1);
    expect(store.appointments.byPerson(personKey)).toMatchObject([{ maskedName: '张*' }]);
    expect(store.appointments.book(asking({ personKey, slot: slotAt(3) }))).toMatchObject({
      failure: { code: 'already_booked' },
    });
    expect(store.appointments.book(asking({ code: bookingCodeSchema.parse('7700123') }))).toMatchObject({
      failure: { code: 'code_taken' },
    });
    store.appointments.forgetPersons(slotAt(2).startsAt);
    expect(store.appointments.byPerson(personKey)).toEqual([]);
    expect(store.appointments.between(morning, morning + 4 * hourMs)).toMatchObject([{ maskedName: null }]);
    store.close();
    stores.pop();
    expect(
      new BetterSqlite3(hall.options.databasePath).prepare('SELECT body FROM events').pluck().all().join(),
    ).not.toMatch(/张|6531/);
  });

  it('a trial says what would happen and leaves nothing', () => {
    const { store } = hub();
    const list = [asking(), asking(), asking(), asking()];
    const tried = store.appointments.bookAll(list, true);
    expect(tried.map(o => (o.ok ? 'ok' : o.failure.code))).toEqual(['ok', 'ok', 'ok', 'slot_full']);
    expect(kept(store)).toBeUndefined();
    expect(store.appointments.bookAll(list, false).map(o => o.ok)).toEqual([true, true, true, false]);
    expect(kept(store)?.size).toBe(3);
    expect(store.appointments.bookAll(list, false).map(o => o.ok && o.value.isNew)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('two hubs that gave one place agree who keeps it, in whatever order they learn of it; the rows can be rebuilt', () => {
    const { slot } = asking();
    const drafts = (appointment: AppointmentId): EventDraft[] => [
      {
        type: 'appointment.booked',
        body: {
          appointment,
          queue: rule.queue,
          ...slot,
          place: 1,
          code: bookingCodeSchema.parse('12345670'),
          channel: 'counter',
        },
      },
      {
        type: 'appointment.checked_in',
        body: { appointment, leg: 0, ticket: ticketIdSchema.parse(appointment), startsAt: slot.startsAt, late: false },
      },
    ];
    const [a, b] = [newId(), newId()];
    const events = [
      ...foreignEvents({ drafts: drafts(a), device: 'hub-1', seed: 1 }),
      ...foreignEvents({
        drafts: [...drafts(b).slice(0, 1), { type: 'appointment.released', body: { appointment: b, leg: 0 } }],
        device: 'hub-2',
        seed: 2,
      }),
      ...foreignEvents({ drafts: drafts(newId()).slice(0, 1), device: 'hub-3', seed: 3 }),
    ];
    const digests = fc.sample(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), 4).map(order => {
      const { hall, store } = hub();
      const streams = [events.slice(0, 2), events.slice(2, 4), events.slice(4)];
      for (const at of order) store.ingest(streams[at]!);
      expect(store.appointments.one(a)?.keepsPlace).toBe(true);
      expect(store.appointments.between(0, slot.endsAt).filter(row => row.keepsPlace)).toHaveLength(1);
      store.close();
      stores.pop();
      const rebuilt = openRebuild(hall.options);
      if (!rebuilt.ok) throw new Error(rebuilt.failure.message);
      expect(rebuilt.value.after).toBe(rebuilt.value.before);
      return rebuilt.value.after;
    });
    expect(new Set(digests).size).toBe(1);
  });
});
