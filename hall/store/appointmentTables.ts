import type { AppointmentFacts } from '../domain/appointment.ts';
import type { BookingCode } from '../domain/bookingCode.ts';
import type { AppointmentId, QueueId } from '../domain/ids.ts';
import { appointmentFactsOf } from './appointmentProjection.ts';
import { bytesOf, type Database, integerOf, type Row, textOf } from './database.ts';

/** An appointment with what only this database knows of its person: a keyed hash and a masked name, or nothing. */
export type AppointmentRow = {
  facts: AppointmentFacts;
  /** False also when another appointment keeps the place it was given. */
  keepsPlace: boolean;
  personKey: Uint8Array | null;
  maskedName: string | null;
};

export type AppointmentTables = {
  one(appointment: AppointmentId): AppointmentRow | null;
  /** By time, then in a fixed order. */
  between(fromMs: number, toMs: number): readonly AppointmentRow[];
  byCode(code: BookingCode, fromMs: number): readonly AppointmentRow[];
  byPerson(personKey: Uint8Array): readonly AppointmentRow[];
  /** Booked or released ones whose slot began before. */
  openBefore(toMs: number): readonly AppointmentRow[];
  /** Places that are kept of each slot that begins between two instants. */
  keptPlaces(queue: QueueId, span: { fromMs: number; toMs: number }): ReadonlyMap<number, ReadonlySet<number>>;
  putPerson(appointment: AppointmentId, person: { personKey: Uint8Array | null; maskedName: string | null }): void;
  /** Forgets the persons of appointments that began before. */
  forgetPersons(beforeMs: number): void;
};

const noKey = new Uint8Array();
const columns = `a.facts, EXISTS (SELECT 1 FROM appointment_places k WHERE k.appointment = a.appointment) AS keeps,
  coalesce(p.person_key, x'') AS person_key, coalesce(p.masked_name, '') AS masked_name`;
const from = 'FROM appointments a LEFT JOIN appointment_persons p ON p.appointment = a.appointment';
const inOrder = 'ORDER BY a.starts_at, a.appointment';

function rowOf(row: Row): AppointmentRow {
  const personKey = bytesOf(row, 'person_key');
  const maskedName = textOf(row, 'masked_name');
  return {
    facts: appointmentFactsOf(row),
    keepsPlace: integerOf(row, 'keeps') === 1,
    personKey: personKey.length === 0 ? null : Uint8Array.from(personKey),
    maskedName: maskedName === '' ? null : maskedName,
  };
}

/** Prepares the reading statements of one connection, and those of the table of persons. */
export function createAppointmentTables(db: Database): AppointmentTables {
  const one = db.prepare<[string], Row>(`SELECT ${columns} ${from} WHERE a.appointment = ?`);
  const between = db.prepare<[number, number], Row>(
    `SELECT ${columns} ${from} WHERE a.starts_at >= ? AND a.starts_at < ? ${inOrder}`,
  );
  const byCode = db.prepare<[string, number], Row>(
    `SELECT ${columns} ${from} WHERE a.code = ? AND a.starts_at >= ? ${inOrder}`,
  );
  const byPerson = db.prepare<[Uint8Array], Row>(`SELECT ${columns} ${from} WHERE p.person_key = ? ${inOrder}`);
  const openBefore = db.prepare<[number], Row>(
    `SELECT ${columns} ${from} WHERE a.at IN ('booked', 'released') AND a.starts_at > 0 AND a.starts_at < ? ${inOrder}`,
  );
  const kept = db.prepare<[string, number, number], Row>(
    'SELECT starts_at, place FROM appointment_places WHERE queue = ? AND starts_at >= ? AND starts_at < ?',
  );
  const putPerson = db.prepare(
    'INSERT INTO appointment_persons (appointment, person_key, masked_name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const forget = db.prepare(
    'DELETE FROM appointment_persons WHERE appointment IN (SELECT appointment FROM appointments WHERE starts_at > 0 AND starts_at < ?)',
  );

  return {
    one(appointment) {
      const row = one.get(appointment);
      return row === undefined ? null : rowOf(row);
    },
    between: (fromMs, toMs) => between.all(fromMs, toMs).map(rowOf),
    byCode: (code, fromMs) => byCode.all(code, fromMs).map(rowOf),
    byPerson: personKey => byPerson.all(personKey).map(rowOf),
    openBefore: toMs => openBefore.all(toMs).map(rowOf),
    keptPlaces(queue, { fromMs, toMs }) {
      const places = new Map<number, Set<number>>();
      for (const row of kept.all(queue, fromMs, toMs)) {
        const startsAt = integerOf(row, 'starts_at');
        const ofSlot = places.get(startsAt) ?? new Set<number>();
        places.set(startsAt, ofSlot.add(integerOf(row, 'place')));
      }
      return places;
    },
    putPerson(appointment, { personKey, maskedName }) {
      if (personKey !== null || maskedName !== null) putPerson.run(appointment, personKey ?? noKey, maskedName ?? '');
    },
    forgetPersons: beforeMs => void forget.run(beforeMs),
  };
}
