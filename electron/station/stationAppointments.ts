import type { KioskAppointments } from '../../hall/api/kioskAppointments.ts';
import {
  type AppointmentCalendar,
  appointmentCalendarSchema,
  appointmentEntrySchema,
  bookedAppointmentSchema,
  type HubCheckedIn,
  hubCheckedInSchema,
  type StationAppointment,
} from '../../hall/domain/appointmentApi.ts';
import { appointmentRuleOf } from '../../hall/domain/appointmentRules.ts';
import { isBookingCode } from '../../hall/domain/bookingCode.ts';
import { businessDayAt } from '../../hall/domain/businessDay.ts';
import { checkInVerdict } from '../../hall/domain/checkIn.ts';
import {
  type ApiFailure,
  apiFailureSchema,
  type IssueShared,
  type TakenTicket,
  type TakeTicket,
} from '../../hall/domain/hallApi.ts';
import { findQueue } from '../../hall/domain/hallSetup.ts';
import type { AppointmentId, TicketId } from '../../hall/domain/ids.ts';
import type {
  AppointmentsEntry,
  KioskCheckedIn,
  KioskCheckIn,
  OwnAppointment,
} from '../../hall/domain/kioskAppointments.ts';
import type { HallStore, Result } from '../../hall/store/hallStore.ts';
import type { CardEvent } from '../../native/idReader/readerState.ts';
import type { SlipDocument } from '../../native/printer/slip.ts';
import { appointmentSlip } from './appointmentSlip.ts';
import { appointmentIn, createDayAppointments } from './dayAppointments.ts';
import type { HubLink } from './hubLink.ts';
import { sharedTicketId } from './ownTicketId.ts';
import { apiFailure } from './apiFailure.ts';
import type { SharedAnswer } from './takeTicket.ts';

/** Guessing eight digits is slowed down to this many tries a minute; a citizen needs one or two. */
const triesPerMinute = 10;
/** Booking waits longer than a number: without the hub there is no calendar, so there is nothing else to do. */
const hubPatienceMs = 2_500;
const checkInPatienceMs = 400;
const remembered = 200;

type Answer<T> = Result<T, ApiFailure>;

export type StationAppointments = KioskAppointments & {
  entry(): AppointmentsEntry | null;
  onCardEvent(event: CardEvent): void;
  look(): void;
  /** When the holder of this ticket has an appointment, UTC epoch ms. */
  slotOf(ticket: TicketId): number | null;
};

/** Appointments at this kiosk: the day's list is here, so checking in needs nobody; the calendar is the hub's alone. */
export function createStationAppointments(ports: {
  store: HallStore;
  hub: HubLink;
  /** A number, asked of the hub by `issueShared`, else of this kiosk's own series. */
  numberBy(
    issueShared: (request: IssueShared) => Promise<SharedAnswer>,
  ): (take: TakeTicket) => Promise<Answer<TakenTicket>>;
  hasCard(): boolean;
  print: ((slip: SlipDocument) => void) | null;
  paperMm: 58 | 80;
  demonstration: boolean;
  now(): number;
}): StationAppointments {
  const { store, hub, now } = ports;
  const day = createDayAppointments({ store, entries: hub.entries, now });
  const asking = new Map<TicketId, StationAppointment>();
  const refusedBy = new Map<TicketId, HubCheckedIn>();
  /** Asked of the hub without a clear answer: it may have noted a number that is void now. */
  const unclear = new Set<TicketId>();
  const slots = new Map<TicketId, number>();
  /** Those whose code or card was shown here: only these may be cancelled. */
  const shown = new Set<AppointmentId>();
  let person: string | null = null;
  let tries: number[] = [];

  const numberOf = ports.numberBy(async ({ ticket, language }) => {
    const entry = asking.get(ticket);
    if (entry === undefined) return { is: 'refused' };
    const path = `/api/appointments/${entry.appointment}/check-in`;
    const answer = await hub.ask({ method: 'POST', path, body: { ticket, language }, timeoutMs: checkInPatienceMs });
    if (answer.is === 'unclear') unclear.add(ticket);
    if (answer.is !== 'answered') return answer;
    const said = hubCheckedInSchema.safeParse(answer.body).data;
    if (answer.status === 200 && said?.is === 'welcome') return { is: 'issued', number: said.number };
    if (answer.status === 200 && said !== undefined) {
      refusedBy.set(ticket, said);
      return { is: 'closed', failure: apiFailure('wrong_state', said.is).failure };
    }
    return answer.status < 500 || answer.status === 503 ? { is: 'refused' } : { is: 'unclear' };
  });

  function ownOf({ appointment, queue, startsAt, endsAt, code }: StationAppointment): OwnAppointment {
    const setup = store.setup();
    const queueName = (setup === null ? null : findQueue(setup, queue))?.name ?? { zh: queue, ug: null, en: null };
    return { appointment, queue, startsAt, endsAt, code, queueName };
  }

  const cardOwner = (): string | null => (ports.hasCard() ? person : null);
  const mine = (): readonly StationAppointment[] => {
    const owner = cardOwner();
    return owner === null ? [] : day.all().filter(one => one.person === owner);
  };

  /** The appointment that is meant: of today's list, else – one of another day – of the hub. */
  async function find(by: KioskCheckIn['by']): Promise<Answer<StationAppointment | KioskCheckedIn>> {
    const notFound: KioskCheckedIn = { is: 'not_found', typo: false, isSure: true };
    if ('appointment' in by) return { ok: true, value: appointmentIn(mine(), by.appointment) ?? notFound };
    tries = tries.filter(at => at > now() - 60_000);
    if (tries.length >= triesPerMinute) return apiFailure('too_many', 'too many codes tried');
    tries.push(now());
    const here = day.all().find(one => one.code === by.code);
    if (here !== undefined) return { ok: true, value: here };
    const path = `/api/appointments/by-code?code=${by.code}`;
    const answer = await hub.ask({ method: 'GET', path, body: null, timeoutMs: hubPatienceMs });
    const said = answer.is === 'answered' ? answer : null;
    const found = said?.status === 200 ? appointmentEntrySchema.safeParse(said.body).data : undefined;
    if (found !== undefined) return { ok: true, value: { ...found, leg: 0, ticket: null, person: null } };
    const typo = by.code.length === 8 && !isBookingCode(by.code);
    return { ok: true, value: { is: 'not_found', typo, isSure: said?.status === 404 } };
  }

  function verdictAnswer(entry: StationAppointment, verdict: Exclude<HubCheckedIn, { is: 'welcome' }>): KioskCheckedIn {
    switch (verdict.is) {
      case 'too_early':
        return { ...verdict, own: ownOf(entry) };
      case 'too_late':
      case 'other_day':
        return { is: verdict.is, own: ownOf(entry) };
      case 'already':
        return { is: 'already', label: entry.label };
      case 'cancelled':
        return verdict;
    }
  }

  async function checkIn(request: KioskCheckIn): Promise<Answer<KioskCheckedIn>> {
    const found = await find(request.by);
    if (!found.ok || 'is' in found.value) return found as Answer<KioskCheckedIn>;
    const entry = found.value;
    const { appointment, queue, startsAt, leg } = entry;
    if (shown.size >= remembered) shown.clear();
    shown.add(appointment);
    const setup = store.setup();
    const rule = setup === null ? null : appointmentRuleOf(setup.appointments, queue);
    if (rule === null) return apiFailure('not_found', 'this queue takes no appointments');
    const ticket = sharedTicketId(request.requestId);
    const before = store.findByRequest(request.requestId);
    const at = before === null ? entry.at : 'booked';
    const verdict = checkInVerdict({ at, startsAt, rule, nowMs: now() });
    if (verdict.is !== 'welcome') return { ok: true, value: verdictAnswer(entry, verdict) };

    asking.set(ticket, entry);
    // A number of its own for every appointment: an older one of the same card is another matter.
    const take = {
      requestId: request.requestId,
      queue,
      language: request.language,
      useCard: ports.hasCard(),
      again: true,
      also: [],
      class: null,
    };
    const taken = await numberOf(take);
    asking.delete(ticket);
    const mayBeNoted = unclear.delete(ticket);
    const refusal = refusedBy.get(ticket);
    refusedBy.delete(ticket);
    if (refusal !== undefined && refusal.is !== 'welcome') return { ok: true, value: verdictAnswer(entry, refusal) };
    if (!taken.ok) return taken;
    if (slots.size >= remembered) slots.clear();
    slots.set(taken.value.ticket, startsAt);
    // The hub has noted its own; what this kiosk gave without it is told by this kiosk's log.
    const noted = store.appointments.one(appointment)?.facts.claim?.ticket === taken.value.ticket;
    if (taken.value.series !== 'shared' && !noted)
      store.append([
        {
          type: 'appointment.checked_in',
          body: {
            appointment,
            leg: mayBeNoted ? leg + 1 : leg,
            ticket: taken.value.ticket,
            startsAt,
            late: verdict.late,
          },
        },
      ]);
    return { ok: true, value: { is: 'welcome', late: verdict.late, own: ownOf(entry), taken: taken.value } };
  }

  /** Asks the hub for something only it can do. */
  async function askHub(request: { method: 'GET' | 'POST'; path: string; body: unknown }): Promise<Answer<unknown>> {
    const answer = await hub.ask({ ...request, timeoutMs: hubPatienceMs });
    if (answer.is !== 'answered') return apiFailure('unavailable', 'the hub did not answer');
    if (answer.status === 200) return { ok: true, value: answer.body };
    const failure = apiFailureSchema.safeParse(answer.body).data;
    return failure === undefined ? apiFailure('unavailable', `the hub said ${answer.status}`) : { ok: false, failure };
  }

  return {
    checkIn,
    async calendar(queue): Promise<Answer<AppointmentCalendar>> {
      const path = `/api/appointments/calendar?queue=${encodeURIComponent(queue)}`;
      const answer = await askHub({ method: 'GET', path, body: null });
      if (!answer.ok) return answer;
      const read = appointmentCalendarSchema.safeParse(answer.value);
      return read.success ? { ok: true, value: read.data } : apiFailure('unavailable', 'no calendar');
    },
    async book({ requestId, queue, startsAt, useCard }) {
      const body = { requestId, queue, startsAt, person: useCard ? cardOwner() : null };
      const answer = await askHub({ method: 'POST', path: '/api/appointments', body });
      if (!answer.ok) return answer;
      const booked = bookedAppointmentSchema.safeParse(answer.value);
      const setup = store.setup();
      if (!booked.success || setup === null) return apiFailure('unavailable', 'no appointment');
      const own = ownOf({ ...booked.data, leg: 0, at: 'booked', ticket: null, person: null, label: null });
      const { paperMm: widthMm, demonstration, print } = ports;
      print?.(appointmentSlip({ own, setup, widthMm, demonstration }));
      return { ok: true, value: { own, paper: print !== null } };
    },
    async cancel(appointment) {
      if (!shown.has(appointment)) return apiFailure('not_found', 'not shown at this kiosk');
      const answer = await askHub({ method: 'POST', path: `/api/appointments/${appointment}/cancel`, body: null });
      return answer.ok ? { ok: true, value: null } : answer;
    },
    entry() {
      const rules = store.setup()?.appointments;
      if (rules === undefined || rules.queues.length === 0) return null;
      const today = businessDayAt(now());
      const open = mine().filter(one => one.at === 'booked' && businessDayAt(one.startsAt) === today);
      return { queues: rules.queues.map(({ queue }) => queue), helpLine: rules.helpLine, mine: open.map(ownOf) };
    },
    onCardEvent(event) {
      person = event.is === 'read' && event.card.kind === 'citizen' ? day.personOf(event.card.number) : person;
      if (event.is === 'reading' || event.is === 'failed') person = null;
    },
    look: day.look,
    slotOf: ticket => slots.get(ticket) ?? store.ticket(ticket)?.facts.appointment?.startsAt ?? null,
  };
}
