import { freePlace, type Slot } from '../domain/appointmentCalendar.ts';
import type { AppointmentRule } from '../domain/appointmentRules.ts';
import { type BookingCode, formatBookingCode } from '../domain/bookingCode.ts';
import { businessDayAt } from '../domain/businessDay.ts';
import type { EventBody } from '../domain/event.ts';
import type { AppointmentId, QueueId } from '../domain/ids.ts';
import type { RandomBytes } from '../log/sources.ts';
import type { AppointmentRow, AppointmentTables } from './appointmentTables.ts';
import type { Result } from './hallStore.ts';
import { dayKeyBytes, personKeyOf } from './personKey.ts';
import type { Session, Writing } from './session.ts';

/** An appointment to be made durable. The same `appointment` asked again answers the first one again. */
export type NewAppointment = {
  appointment: AppointmentId;
  rule: AppointmentRule;
  slot: Slot;
  /** A number the citizen has from elsewhere; null = one of ours is drawn. */
  code: BookingCode | null;
  channel: EventBody<'appointment.booked'>['channel'];
  personKey: Uint8Array | null;
  maskedName: string | null;
};

export type BookingFailure = { code: 'slot_full' | 'already_booked' | 'code_taken'; message: string };
export type BookingOutcome = Result<{ row: AppointmentRow; isNew: boolean }, BookingFailure>;

export type MoveAppointment = { appointment: AppointmentId; rule: AppointmentRule; slot: Slot };
export type MoveFailure = { code: 'slot_full' | 'wrong_state' | 'not_found'; message: string };

/** Appointments of the hall. Whatever is booked or moved is committed when the verb returns; only the hub books. */
export type AppointmentBook = Pick<
  AppointmentTables,
  'one' | 'between' | 'byCode' | 'byPerson' | 'openBefore' | 'keptPlaces'
> & {
  book(request: NewAppointment): BookingOutcome;
  /** Books one after the other in one transaction; `dryRun` says what would happen and leaves nothing. */
  bookAll(requests: readonly NewAppointment[], dryRun: boolean): readonly BookingOutcome[];
  move(request: MoveAppointment): Result<AppointmentRow, MoveFailure>;
  forgetPersons(beforeMs: number): void;
  /** What stands for an ID number in appointments; the same key is given to the kiosks of the hall. */
  personKey(idNumber: string): Uint8Array;
  key(): Uint8Array;
};

const keyDocument = 'appointment-key';
const mostLegs = 98;

/** Ends a transaction on purpose, with the result of the trial. */
class TrialOver extends Error {
  readonly outcomes: readonly BookingOutcome[];
  constructor(outcomes: readonly BookingOutcome[]) {
    super('only tried');
    this.outcomes = outcomes;
  }
}

function failed<C extends string>(code: C, message: string): { ok: false; failure: { code: C; message: string } } {
  return { ok: false, failure: { code, message } };
}

/** Puts the verbs over a session; `write` is the transaction frame that tells listeners after the commit. */
export function createAppointmentBook(parts: {
  session: () => Session;
  using: <T>(work: (session: Session) => T) => T;
  write: <T>(work: (writing: Writing) => T) => T;
  random: RandomBytes;
}): AppointmentBook {
  const { using, write, random } = parts;
  const tables = () => parts.session().appointments;

  /** Seven digits nobody else has who still has an appointment before him. */
  function drawCode(nowMs: number): BookingCode {
    for (;;) {
      const bytes = random(4);
      const code = formatBookingCode(new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0));
      if (tables().byCode(code, startOfDay(nowMs)).length === 0) return code;
    }
  }

  function takePlace(rule: AppointmentRule, { startsAt }: Slot): number | null {
    const kept = tables()
      .keptPlaces(rule.queue, { fromMs: startsAt, toMs: startsAt + 1 })
      .get(startsAt);
    return freePlace(rule, kept ?? new Set());
  }

  /** The place that was just written must be this one's: anything else is a bug and leaves nothing behind. */
  function written(appointment: AppointmentId): AppointmentRow {
    const row = tables().one(appointment);
    if (row === null || !row.keepsPlace) throw new Error(`appointment ${appointment} did not get its place`);
    return row;
  }

  function hasOtherThatDay({ personKey, rule, slot }: NewAppointment): boolean {
    if (personKey === null) return false;
    const day = businessDayAt(slot.startsAt);
    return tables()
      .byPerson(personKey)
      .some(
        ({ facts }) =>
          facts.claim?.at === 'booked' &&
          facts.slot?.queue === rule.queue &&
          businessDayAt(facts.slot.startsAt) === day,
      );
  }

  function bookOne(request: NewAppointment, { record, nowMs }: Writing): BookingOutcome {
    const { appointment, rule, slot, channel, personKey, maskedName } = request;
    const known = tables().one(appointment);
    if (known !== null) return { ok: true, value: { row: known, isNew: false } };
    if (hasOtherThatDay(request)) return failed('already_booked', 'this person has an appointment there on that day');
    if (request.code !== null && tables().byCode(request.code, startOfDay(nowMs)).length > 0)
      return failed('code_taken', 'another appointment has this code');
    const place = takePlace(rule, slot);
    if (place === null) return failed('slot_full', 'every place of this slot is taken');
    const code = request.code ?? drawCode(nowMs);
    const body = { appointment, queue: rule.queue, ...slot, place, code, channel };
    record([{ type: 'appointment.booked', body }], null);
    tables().putPerson(appointment, { personKey, maskedName });
    return { ok: true, value: { row: written(appointment), isNew: true } };
  }

  function moveOne(
    { appointment, rule, slot }: MoveAppointment,
    { record }: Writing,
  ): ReturnType<AppointmentBook['move']> {
    const known = tables().one(appointment);
    if (known?.facts.claim == null || known.facts.slot === null) return failed('not_found', 'no such appointment');
    const { claim, slot: before } = known.facts;
    if (claim.at === 'booked' && before.startsAt === slot.startsAt && known.keepsPlace)
      return { ok: true, value: known };
    if (claim.at === 'checked_in' || claim.at === 'cancelled' || claim.leg >= mostLegs)
      return failed('wrong_state', `the appointment is ${claim.at}`);
    const place = takePlace(rule, slot);
    if (place === null) return failed('slot_full', 'every place of this slot is taken');
    const body = { appointment, leg: claim.leg + 1, queue: rule.queue, ...slot, place };
    record([{ type: 'appointment.moved', body }], null);
    return { ok: true, value: written(appointment) };
  }

  function key(): Uint8Array {
    const stored = using(open => open.documents.read(keyDocument));
    if (typeof stored === 'string') return Uint8Array.from(Buffer.from(stored, 'base64'));
    const minted = random(dayKeyBytes);
    write(() => parts.session().documents.write(keyDocument, Buffer.from(minted).toString('base64')));
    return minted;
  }

  return {
    one: appointment => using(open => open.appointments.one(appointment)),
    between: (fromMs, toMs) => using(open => open.appointments.between(fromMs, toMs)),
    byCode: (code, fromMs) => using(open => open.appointments.byCode(code, fromMs)),
    byPerson: personKey => using(open => open.appointments.byPerson(personKey)),
    openBefore: toMs => using(open => open.appointments.openBefore(toMs)),
    keptPlaces: (queue: QueueId, span) => using(open => open.appointments.keptPlaces(queue, span)),
    book: request => write(writing => bookOne(request, writing)),
    bookAll(requests, dryRun) {
      try {
        return write(writing => {
          const outcomes = requests.map(request => bookOne(request, writing));
          if (dryRun) throw new TrialOver(outcomes);
          return outcomes;
        });
      } catch (error) {
        if (error instanceof TrialOver) return error.outcomes;
        throw error;
      }
    },
    move: request => write(writing => moveOne(request, writing)),
    forgetPersons: beforeMs => write(() => tables().forgetPersons(beforeMs)),
    personKey: idNumber => personKeyOf(key(), idNumber),
    key,
  };
}

/** Midnight in Beijing of the day an instant lies in. */
export function startOfDay(epochMs: number): number {
  return Date.parse(`${businessDayAt(epochMs)}T00:00:00+08:00`);
}
