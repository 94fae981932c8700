import { claimAfter } from '../domain/appointment.ts';
import { bookableDays, bookableSlot, type Slot, slotsOfDay } from '../domain/appointmentCalendar.ts';
import type {
  AppointmentCalendar,
  AppointmentEntry,
  BookAppointment,
  BookedAppointment,
  HubCheckedIn,
} from '../domain/appointmentApi.ts';
import { type AppointmentRule, appointmentRuleOf } from '../domain/appointmentRules.ts';
import type { BookingCode } from '../domain/bookingCode.ts';
import type { BusinessDay } from '../domain/businessDay.ts';
import { checkInVerdict } from '../domain/checkIn.ts';
import type { EventDraft } from '../domain/event.ts';
import { findQueue, hoursOf, type Queue } from '../domain/hallSetup.ts';
import { isIdNumber, maskName } from '../domain/idNumber.ts';
import type { AppointmentId, QueueId, TicketId } from '../domain/ids.ts';
import type { Language } from '../domain/language.ts';
import { startOfDay } from '../store/appointmentBook.ts';
import type { AppointmentRow } from '../store/appointmentTables.ts';
import type { HallStore, Result } from '../store/hallStore.ts';
import { refused } from './decision.ts';
import type { Refusal } from './failure.ts';
import type { HallState } from './hallState.ts';

type Answer<T> = Result<T, Refusal>;

/** What can be done with appointments. Whatever it answers is committed. */
export type AppointmentDesk = {
  calendar(queue: QueueId): Answer<AppointmentCalendar>;
  book(request: BookAppointment, channel: 'counter' | 'kiosk'): Answer<BookedAppointment>;
  move(appointment: AppointmentId, startsAt: number): Answer<BookedAppointment>;
  cancel(appointment: AppointmentId, by: 'citizen' | 'staff'): Answer<BookedAppointment>;
  /** A kiosk asks for the number of somebody who is here; the same ticket asked again is given the same number. */
  checkIn(request: { appointment: AppointmentId; ticket: TicketId; language: Language }): Answer<HubCheckedIn>;
  /** An appointment that lies ahead, by its code. */
  find(code: BookingCode): Answer<AppointmentEntry>;
  ofDay(day: BusinessDay): readonly AppointmentEntry[];
};

const dayMs = 24 * 60 * 60 * 1000;

export function bookedOf({ facts }: AppointmentRow): BookedAppointment | null {
  const { appointment, booked, slot } = facts;
  if (booked === null || slot === null) return null;
  return { appointment, queue: slot.queue, startsAt: slot.startsAt, endsAt: slot.endsAt, code: booked.code };
}

function entryOf(row: AppointmentRow, state: HallState, store: HallStore): AppointmentEntry | null {
  const booked = bookedOf(row);
  const { claim, booked: origin } = row.facts;
  if (booked === null || claim === null || origin === null) return null;
  const { ticket } = claim;
  const issued = ticket === null ? null : ((state.ticket(ticket) ?? store.ticket(ticket)?.facts)?.issued ?? null);
  return {
    ...booked,
    at: claim.at,
    channel: origin.channel,
    maskedName: row.maskedName,
    withCard: row.personKey !== null,
    label: issued?.label ?? null,
    keepsPlace: row.keepsPlace,
  };
}

const noSuchQueue = refused('not_found', 'this queue takes no appointments');
const noSuchAppointment = refused('not_found', 'no such appointment');

export function createAppointmentDesk(ports: {
  store: HallStore;
  state: HallState;
  now: () => number;
}): AppointmentDesk {
  const { store, state, now } = ports;
  const book = store.appointments;

  function ruleOf(id: QueueId): { rule: AppointmentRule; queue: Queue } | null {
    const queue = findQueue(state.setup(), id);
    const rule = appointmentRuleOf(state.setup().appointments, id);
    return queue === null || rule === null ? null : { rule, queue };
  }

  function slotFor({ rule, queue }: { rule: AppointmentRule; queue: Queue }, startsAt: number): Answer<Slot> {
    const slot = bookableSlot({ rule, hours: hoursOf(state.setup(), queue), startsAt, nowMs: now() });
    return typeof slot === 'string' ? refused('slot_gone', `not bookable: ${slot}`) : { ok: true, value: slot };
  }

  function answer(row: AppointmentRow): Answer<BookedAppointment> {
    const booked = bookedOf(row);
    return booked === null ? noSuchAppointment : { ok: true, value: booked };
  }

  function checkIn({ appointment, ticket, language }: Parameters<AppointmentDesk['checkIn']>[0]): Answer<HubCheckedIn> {
    const row = book.one(appointment);
    const claim = row?.facts.claim ?? null;
    const slot = row?.facts.slot ?? null;
    const known = slot === null ? null : ruleOf(slot.queue);
    if (claim === null || slot === null || known === null) return noSuchAppointment;
    // The number of this very ticket is answered again, whatever the time is by now.
    const isRepeat = claim.at === 'checked_in' && claim.ticket === ticket;
    const isGivenBack = claim.ticket !== null && state.ticket(claim.ticket)?.claim?.at === 'cancelled';
    const { leg, at } = claimAfter(claim, isGivenBack);
    const { startsAt } = slot;
    const verdict = checkInVerdict({ at: isRepeat ? 'booked' : at, startsAt, rule: known.rule, nowMs: now() });
    if (!isRepeat && verdict.is !== 'welcome') return { ok: true, value: verdict };
    const issued = store.issue({
      ticket,
      queue: slot.queue,
      letter: known.queue.letter,
      series: 'shared',
      language,
      priority: 0,
      requestId: null,
      personKey: null,
    });
    if (!issued.ok)
      return refused(issued.failure.code === 'voided' ? 'wrong_state' : issued.failure.code, issued.failure.message);
    const late = verdict.is === 'welcome' && verdict.late;
    if (!isRepeat)
      store.append([{ type: 'appointment.checked_in', body: { appointment, leg, ticket, startsAt, late } }]);
    const { label, series, number, issuedAt, code, hlc } = issued.value;
    const ahead = state.ahead(ticket);
    return {
      ok: true,
      value: { is: 'welcome', late, number: { ticket, label, series, number, ahead, issuedAt, code, hlc } },
    };
  }

  return {
    checkIn,
    calendar(id) {
      const known = ruleOf(id);
      if (known === null) return noSuchQueue;
      const hours = hoursOf(state.setup(), known.queue);
      const today = startOfDay(now());
      const span = { fromMs: today, toMs: today + (known.rule.daysAhead + 1) * dayMs };
      const kept = book.keptPlaces(id, span);
      const days = bookableDays(known.rule, now()).map(day => ({
        day,
        slots: slotsOfDay(known.rule, hours, day)
          .filter(({ startsAt }) => startsAt > now())
          .map(({ startsAt, endsAt }) => {
            const free = Math.max(0, known.rule.places - (kept.get(startsAt)?.size ?? 0));
            return { startsAt, endsAt, free };
          }),
      }));
      return { ok: true, value: { days: days.filter(({ slots }) => slots.length > 0) } };
    },
    book({ requestId, queue, startsAt, idNumber, name, person }, channel) {
      const before = book.one(requestId);
      if (before !== null) return answer(before);
      const known = ruleOf(queue);
      if (known === null) return noSuchQueue;
      if (idNumber !== null && !isIdNumber(idNumber)) return refused('bad_request', 'idNumber: no ID number');
      const slot = slotFor(known, startsAt);
      if (!slot.ok) return slot;
      const ofCard = person === null ? null : Uint8Array.from(Buffer.from(person, 'base64'));
      const personKey = idNumber === null ? ofCard : book.personKey(idNumber);
      const outcome = book.book({
        appointment: requestId,
        rule: known.rule,
        slot: slot.value,
        code: null,
        channel,
        personKey,
        maskedName: name === null || name.trim() === '' ? null : maskName(name),
      });
      if (outcome.ok) return answer(outcome.value.row);
      const { code, message } = outcome.failure;
      return refused(code === 'code_taken' ? 'internal' : code, message);
    },
    move(appointment, startsAt) {
      const row = book.one(appointment);
      const known = row?.facts.slot == null ? null : ruleOf(row.facts.slot.queue);
      if (known === null) return noSuchAppointment;
      const slot = slotFor(known, startsAt);
      if (!slot.ok) return slot;
      const moved = book.move({ appointment, rule: known.rule, slot: slot.value });
      return moved.ok ? answer(moved.value) : refused(moved.failure.code, moved.failure.message);
    },
    cancel(appointment, by) {
      const row = book.one(appointment);
      if (row?.facts.claim == null) return noSuchAppointment;
      const { at, leg } = row.facts.claim;
      if (at === 'checked_in') return refused('wrong_state', 'it was checked in already');
      if (at !== 'cancelled') store.append([{ type: 'appointment.cancelled', body: { appointment, leg, by } }]);
      return answer(row);
    },
    find(code) {
      const [row] = book.byCode(code, startOfDay(now()));
      const entry = row === undefined ? null : entryOf(row, state, store);
      return entry === null ? noSuchAppointment : { ok: true, value: entry };
    },
    ofDay(day) {
      const from = Date.parse(`${day}T00:00:00+08:00`);
      return book.between(from, from + dayMs).flatMap(row => entryOf(row, state, store) ?? []);
    },
  };
}

/** What has become of appointments nobody came for: places are given back in time, and persons are forgotten after the day. */
export function releaseOverdue({ store, state, now }: { store: HallStore; state: HallState; now: () => number }): void {
  const nowMs = now();
  const today = startOfDay(nowMs);
  const drafts = store.appointments.openBefore(nowMs).flatMap(({ facts }): EventDraft[] => {
    const { appointment, claim, slot } = facts;
    if (claim === null || slot === null) return [];
    const body = { appointment, leg: claim.leg };
    if (slot.startsAt < today) return [{ type: 'appointment.missed', body }];
    const rule = appointmentRuleOf(state.setup().appointments, slot.queue);
    if (claim.at !== 'booked' || rule === null) return [];
    const { startsAt } = slot;
    const verdict = checkInVerdict({ at: 'booked', startsAt, rule, nowMs });
    return verdict.is === 'too_late' ? [{ type: 'appointment.released', body }] : [];
  });
  if (drafts.length > 0) store.append(drafts.slice(0, 200));
  store.appointments.forgetPersons(today);
}
