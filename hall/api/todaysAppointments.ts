import { appointmentOf, claimAfter } from '../domain/appointment.ts';
import type { StationAppointment } from '../domain/appointmentApi.ts';
import { businessDayAt } from '../domain/businessDay.ts';
import type { AppointmentId } from '../domain/ids.ts';
import { startOfDay } from '../store/appointmentBook.ts';
import type { AppointmentRow } from '../store/appointmentTables.ts';
import type { HallStore } from '../store/hallStore.ts';
import type { Entries } from './hallViews.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Live entries of today's appointments for the kiosks, kept up with every commit. An entry stays the same object while it does not change. */
export type TodaysAppointments = { entries(): Entries; close(): void };

export function createTodaysAppointments({ store, now }: { store: HallStore; now: () => number }): TodaysAppointments {
  const appointmentKey = Buffer.from(store.appointments.key()).toString('base64');
  let day = '';
  const known = new Map<AppointmentId, StationAppointment>();

  function take(row: AppointmentRow): void {
    const { appointment, slot } = row.facts;
    const entry = slot !== null && businessDayAt(slot.startsAt) === day ? stationEntry(store, row) : null;
    if (entry === null) known.delete(appointment);
    else known.set(appointment, entry);
  }

  const stop = store.onCommitted(events => {
    for (const event of events) {
      const isGivenBack = event.type === 'ticket.cancelled';
      const ofTicket = isGivenBack ? store.ticket(event.body.ticket)?.facts.appointment?.appointment : undefined;
      const appointment = appointmentOf(event) ?? ofTicket ?? null;
      const row = appointment === null ? null : store.appointments.one(appointment);
      if (row !== null) take(row);
    }
  });

  function load(): void {
    const today = businessDayAt(now());
    if (today === day) return;
    day = today;
    known.clear();
    const from = startOfDay(now());
    for (const row of store.appointments.between(from, from + dayMs)) take(row);
  }
  load();

  return {
    entries() {
      load();
      const listed = [...known].map(([appointment, entry]) => [`appointment:${appointment}`, entry] as const);
      return { appointmentKey, ...Object.fromEntries(listed) };
    },
    close: stop,
  };
}

/** What a kiosk keeps of an appointment; null when its booking is not known. */
function stationEntry(store: HallStore, { facts: known, personKey }: AppointmentRow): StationAppointment | null {
  const { appointment, booked, claim, slot } = known;
  if (booked === null || claim === null || slot === null) return null;
  const { queue, startsAt, endsAt } = slot;
  const person = personKey === null ? null : Buffer.from(personKey).toString('base64');
  const { ticket } = claim;
  const facts = ticket === null ? null : (store.ticket(ticket)?.facts ?? null);
  const label = facts?.issued?.label ?? null;
  const { leg, at } = claimAfter(claim, facts?.claim?.at === 'cancelled');
  return { appointment, queue, startsAt, endsAt, code: booked.code, leg, at, ticket, person, label };
}
