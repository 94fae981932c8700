import { createHash } from 'node:crypto';
import { appointmentOf } from '../domain/appointment.ts';
import { type BusinessDay, businessDaySchema } from '../domain/businessDay.ts';
import { type EventBody, type Hlc, hlcSchema, type KnownEvent } from '../domain/event.ts';
import type { HubTerm } from '../domain/hubTerm.ts';
import type { RegisteredDevice } from '../domain/enrolment.ts';
import { accountIdSchema, counterIdSchema, type DeviceId, type TicketId } from '../domain/ids.ts';
import { isDeviceEvent } from '../domain/deviceState.ts';
import { isHelpEvent } from '../domain/helpCall.ts';
import { compareHlc, hlcToMs, mergeTicket, type TicketFacts, ticketOf } from '../domain/ticket.ts';
import { canonicalJson } from '../log/hash.ts';
import { type AlertTables, createAlertTables } from './alertTables.ts';
import { createAppointmentProjection } from './appointmentProjection.ts';
import { type CounterQueues, createCounterQueues } from './counterQueues.ts';
import { type Database, type Row, textOf } from './database.ts';
import { createEnrolledDevices, isMachineEvent } from './enrolledDevices.ts';
import { createHubTerms } from './hubTerms.ts';
import type { CounterState, TicketRow } from './hallStore.ts';

/** Tables that are derived from the log and nothing else; every row is a join, so the order of arrival never matters. */
export type Projections = Pick<AlertTables, 'help' | 'helpOfDay' | 'deviceStates'> & {
  apply(event: KnownEvent): void;
  ticket(ticket: TicketId): TicketRow | null;
  ticketsOfDay(bday: BusinessDay): readonly TicketRow[];
  waitingOfDay(bday: BusinessDay): readonly TicketRow[];
  hasRating(ticket: TicketId): boolean;
  counters(): readonly CounterState[];
  assignments: CounterQueues['ofDay'];
  machines(): readonly RegisteredDevice[];
  hubTerms(): readonly HubTerm[];
  /** SHA-256 over all rows, hex: equal on two machines that hold the same events. */
  digest(): string;
  clear(): void;
};

/** Names of the derived tables, for digest and rebuild. */
export const projectionTables = [
  'tickets',
  'ratings',
  'counters',
  'counter_queues',
  'help_calls',
  'device_states',
  'appointments',
  'appointment_places',
  'enrolled_devices',
  'hub_terms',
] as const;

/** Facts as they are written by {@link createProjections}; the column is this program's own. */
function ticketRowOf(row: Row): TicketRow {
  return {
    facts: JSON.parse(textOf(row, 'facts')) as TicketFacts,
    bday: businessDaySchema.parse(textOf(row, 'bday')),
  };
}

type Rating = { body: EventBody<'rating.given'>; hlc: Hlc; dev: DeviceId };

/** True when `a` stands against `b`: a person's word against the default rule, then the earlier one, then a fixed order. */
export function ratingWins(a: Rating, b: Rating): boolean {
  if (a.body.isDefault !== b.body.isDefault) return !a.body.isDefault;
  const time = compareHlc(a.hlc, b.hlc);
  if (time !== 0) return time < 0;
  const order = (r: Rating) => `${r.dev} ${canonicalJson(r.body)}`;
  return order(a) < order(b);
}

const counterStates = { 'counter.opened': 'open', 'counter.paused': 'paused', 'counter.closed': 'closed' } as const;

/** Prepares the projection statements of one connection. */
export function createProjections(db: Database): Projections {
  const getTicket = db.prepare<[string], Row>('SELECT bday, facts FROM tickets WHERE ticket = ?');
  const putTicket = db.prepare(
    'INSERT INTO tickets (ticket, bday, at, code, facts) VALUES (?, ?, ?, ?, ?) ON CONFLICT (ticket) DO UPDATE SET bday = excluded.bday, at = excluded.at, code = excluded.code, facts = excluded.facts',
  );
  const ofDay = db.prepare<[string], Row>('SELECT bday, facts FROM tickets WHERE bday = ? ORDER BY ticket');
  const waiting = db.prepare<[string], Row>(
    "SELECT bday, facts FROM tickets WHERE bday = ? AND at = 'waiting' ORDER BY ticket",
  );
  const getRating = db.prepare<[string], Row>('SELECT hlc, dev, body FROM ratings WHERE ticket = ?');
  const putRating = db.prepare(
    'INSERT INTO ratings (ticket, rating, hlc, dev, is_default, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (ticket) DO UPDATE SET rating = excluded.rating, hlc = excluded.hlc, dev = excluded.dev, is_default = excluded.is_default, body = excluded.body',
  );
  const getCounter = db.prepare<[string], Row>('SELECT at, hlc, dev FROM counters WHERE counter = ?');
  const putCounter = db.prepare(
    'INSERT INTO counters (counter, at, clerk, hlc, dev) VALUES (?, ?, ?, ?, ?) ON CONFLICT (counter) DO UPDATE SET at = excluded.at, clerk = excluded.clerk, hlc = excluded.hlc, dev = excluded.dev',
  );
  const allCounters = db.prepare<[], Row>('SELECT counter, at, clerk, hlc FROM counters ORDER BY counter');
  const counterQueues = createCounterQueues(db);
  const alerts = createAlertTables(db);
  const appointments = createAppointmentProjection(db);
  const machines = createEnrolledDevices(db);
  const terms = createHubTerms(db);
  const everything = projectionTables.map(table => ({
    table,
    select: db.prepare<[], Row>(`SELECT * FROM ${table} ORDER BY ${table === 'appointment_places' ? '1, 2, 3' : '1'}`),
    clear: db.prepare(`DELETE FROM ${table}`),
  }));

  function applyTicket(event: KnownEvent, ticket: TicketId) {
    const row = getTicket.get(ticket);
    const before = row === undefined ? null : ticketRowOf(row);
    const facts = mergeTicket(before?.facts ?? null, event);
    if (facts === null) return;
    const bday = businessDayOf({ before, facts, event });
    putTicket.run(ticket, bday, facts.claim?.at ?? '', facts.issued?.code ?? '', canonicalJson(facts));
  }

  function applyRating(event: KnownEvent & { type: 'rating.given' }) {
    const row = getRating.get(event.body.ticket);
    const next: Rating = { body: event.body, hlc: event.hlc, dev: event.dev };
    if (row !== undefined) {
      const body = JSON.parse(textOf(row, 'body')) as Rating['body'];
      const before: Rating = { body, hlc: hlcSchema.parse(row['hlc']), dev: row['dev'] as DeviceId };
      if (!ratingWins(next, before)) return;
    }
    const { ticket, rating, isDefault } = event.body;
    putRating.run(ticket, rating, event.hlc, event.dev, isDefault ? 1 : 0, canonicalJson(event.body));
  }

  function applyCounter(event: KnownEvent & { type: keyof typeof counterStates }) {
    const at = counterStates[event.type];
    const row = getCounter.get(event.body.counter);
    if (row !== undefined) {
      const later = compareHlc(event.hlc, hlcSchema.parse(row['hlc']));
      const order = `${event.dev} ${at}`;
      if (later < 0 || (later === 0 && order <= `${textOf(row, 'dev')} ${textOf(row, 'at')}`)) return;
    }
    putCounter.run(event.body.counter, at, event.body.clerk, event.hlc, event.dev);
  }

  return {
    apply(event) {
      const appointment = appointmentOf(event);
      if (appointment !== null) appointments.apply(event, appointment);
      if (event.type === 'rating.given') applyRating(event);
      else if (event.type === 'counter.opened' || event.type === 'counter.paused' || event.type === 'counter.closed')
        applyCounter(event);
      else if (event.type === 'counter.assigned') counterQueues.apply(event);
      else if (isHelpEvent(event)) alerts.applyHelp(event);
      else if (isDeviceEvent(event)) alerts.applyDevice(event);
      else if (isMachineEvent(event)) machines.apply(event);
      else if (event.type === 'hub.term') terms.add(event.body);
      else {
        const ticket = ticketOf(event);
        if (ticket !== null) applyTicket(event, ticket);
      }
    },
    ticket(ticket) {
      const row = getTicket.get(ticket);
      return row === undefined ? null : ticketRowOf(row);
    },
    ticketsOfDay: bday => ofDay.all(bday).map(ticketRowOf),
    waitingOfDay: bday => waiting.all(bday).map(ticketRowOf),
    help: alerts.help,
    helpOfDay: alerts.helpOfDay,
    deviceStates: alerts.deviceStates,
    hasRating: ticket => getRating.get(ticket) !== undefined,
    assignments: counterQueues.ofDay,
    counters: () =>
      allCounters.all().map(row => {
        const at = row['at'] === 'open' || row['at'] === 'paused' ? row['at'] : 'closed';
        return {
          counter: counterIdSchema.parse(row['counter']),
          at,
          clerk: at === 'closed' ? null : accountIdSchema.parse(row['clerk']),
          since: hlcToMs(hlcSchema.parse(row['hlc'])),
        };
      }),
    machines: () => machines.all(),
    hubTerms: () => terms.all(),
    digest() {
      const hash = createHash('sha256');
      for (const { table, select } of everything)
        for (const row of select.iterate()) hash.update(`${table} ${canonicalJson(row)}\n`);
      return hash.digest('hex');
    },
    clear() {
      for (const { clear } of everything) clear.run();
    },
  };
}

/** A ticket belongs to the day it was issued on; until that is known, to the latest day any of its events names. */
function businessDayOf({
  before,
  facts,
  event,
}: {
  before: TicketRow | null;
  facts: TicketFacts;
  event: KnownEvent;
}): BusinessDay {
  if (before === null) return event.bday;
  const tells = event.type === 'ticket.issued' || event.type === 'ticket.adopted';
  const won = tells && canonicalJson(facts.issued) !== canonicalJson(before.facts.issued);
  if (won) return event.bday;
  if (facts.issued !== null) return before.bday;
  return event.bday > before.bday ? event.bday : before.bday;
}
