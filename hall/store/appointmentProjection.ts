import { type AppointmentFacts, compareHolders, heldSlot, mergeAppointment } from '../domain/appointment.ts';
import type { KnownEvent } from '../domain/event.ts';
import type { AppointmentId } from '../domain/ids.ts';
import { canonicalJson } from '../log/hash.ts';
import { type Database, type Row, textOf } from './database.ts';

type PlaceKey = [queue: string, startsAt: number, place: number];

/** Facts as {@link createAppointmentProjection} writes them; the column is this program's own. */
export function appointmentFactsOf(row: Row): AppointmentFacts {
  return JSON.parse(textOf(row, 'facts')) as AppointmentFacts;
}

function placeOf(facts: AppointmentFacts | null): PlaceKey | null {
  const slot = facts === null ? null : heldSlot(facts);
  return slot === null ? null : [slot.queue, slot.startsAt, slot.place];
}

/** Prepares the statements of one connection: what is known of each appointment, and who keeps which place of the calendar. */
export function createAppointmentProjection(db: Database): {
  apply(event: KnownEvent, appointment: AppointmentId): void;
} {
  const get = db.prepare<[string], Row>('SELECT facts FROM appointments WHERE appointment = ?');
  const put = db.prepare(
    'INSERT INTO appointments (appointment, at, queue, starts_at, place, code, facts) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (appointment) DO UPDATE SET at = excluded.at, queue = excluded.queue, starts_at = excluded.starts_at, place = excluded.place, code = excluded.code, facts = excluded.facts',
  );
  const claimants = db.prepare<PlaceKey, Row>(
    'SELECT facts FROM appointments WHERE queue = ? AND starts_at = ? AND place = ?',
  );
  const vacate = db.prepare('DELETE FROM appointment_places WHERE queue = ? AND starts_at = ? AND place = ?');
  const occupy = db.prepare(
    'INSERT INTO appointment_places (queue, starts_at, place, appointment) VALUES (?, ?, ?, ?)',
  );

  /** A function of all who claim the place, so that the order of arrival cannot decide who keeps it. */
  function settle(key: PlaceKey): void {
    vacate.run(...key);
    const [holder] = claimants
      .all(...key)
      .map(appointmentFactsOf)
      .toSorted(compareHolders);
    if (holder !== undefined) occupy.run(...key, holder.appointment);
  }

  return {
    apply(event, appointment) {
      const row = get.get(appointment);
      const before = row === undefined ? null : appointmentFactsOf(row);
      const facts = mergeAppointment(before, event);
      if (facts === null) return;
      const held = heldSlot(facts);
      const at = facts.claim?.at ?? '';
      const code = facts.booked?.code ?? '';
      const { queue, startsAt } = facts.slot ?? { queue: '', startsAt: 0 };
      put.run(appointment, at, queue, startsAt, held?.place ?? 0, code, canonicalJson(facts));
      const [old, now] = [placeOf(before), placeOf(facts)];
      if (old !== null) settle(old);
      if (now !== null && canonicalJson(now) !== canonicalJson(old)) settle(now);
    },
  };
}
