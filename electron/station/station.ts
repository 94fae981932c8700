import { randomUUID } from 'node:crypto';
import type { TakenTicket } from '../../hall/domain/hallApi.ts';
import type { FinishedTicket } from '../../hall/domain/liveEntries.ts';
import { countersServing, findQueue } from '../../hall/domain/hallSetup.ts';
import type { TicketId } from '../../hall/domain/ids.ts';
import type { WaitingEstimate } from '../../hall/domain/waitingEstimate.ts';
import type { StationSettings } from '../../hall/domain/stationSettings.ts';
import type { KioskAppointments } from '../../hall/api/kioskAppointments.ts';
import type { KioskDesk } from '../../hall/api/kioskRoutes.ts';
import type { HallStore } from '../../hall/store/hallStore.ts';
import type { IdReader } from '../../native/idReader/driver.ts';
import type { SlipPrinter } from '../../native/printer/driver.ts';
import type { SlipDocument } from '../../native/printer/slip.ts';
import { apiFailure } from './apiFailure.ts';
import { cancelTicket } from './cancelTicket.ts';
import { deviceEntry } from './deviceEntry.ts';
import { logHealth } from './healthLog.ts';
import { createHelpDesk } from './helpDesk.ts';
import type { HubLink } from './hubLink.ts';
import { createHallPersons } from './hallPersons.ts';
import { kioskEntries } from './kioskEntries.ts';
import { createPrintQueue } from './printQueue.ts';
import { createStationAppointments } from './stationAppointments.ts';
import { createRatingDesk } from './ratingDesk.ts';
import { createSharedReport } from './sharedReport.ts';
import { createSlipQr } from './slipQr.ts';
import { createTakeTicket, type TakeTicketPorts } from './takeTicket.ts';
import { ticketSlip } from './ticketSlip.ts';
import { mattersOf } from './ticketWish.ts';
import { createVisit } from './visit.ts';

export type StationPorts = {
  settings: StationSettings;
  store: HallStore;
  hub: HubLink;
  reader: IdReader | null;
  printer: SlipPrinter | null;
  /** Called after something was written that the hub should hear of soon. */
  nudgeSync(): void;
  /** This machine is a copy of another one: it gives no numbers of its own series, the original may be giving the same. */
  isCopy(): boolean;
  now(): number;
};

const rememberedTickets = 50;
/** The screen comes before the paper: a print job begins with a flush of its own, and the number is drawn within two frames. */
const drawFirstMs = 40;
/** Opening hours begin and end without anything else happening. */
const clockTickMs = 5_000;

/** Nobody waits for a report; it is sent again at the next news of the hub. */
const reportPatienceMs = 5_000;

/** News of the hub (who waits where) may come this much later: they must not push before a touch that is being answered. */
const hubNewsMs = 60;

/** Calls `listener` once, `hubNewsMs` after the first of many calls. */
function later(listener: () => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      listener();
    }, hubNewsMs).unref();
  };
}

/** `close` before the store is closed: what still waits for the printer is found again at the next start. */
export type Station = KioskDesk & { readonly appointments: KioskAppointments; close(): void };

/**
 * One kiosk by itself: what the page may ask for, and what it sees. Owns no process, port or file; those are handed in,
 * so that a test runs it on a real store and simulated devices.
 */
export function createStation(ports: StationPorts): Station {
  const { settings, store, hub, reader, printer, now } = ports;
  const finished = (): readonly FinishedTicket[] =>
    Object.entries(hub.entries()).flatMap(([key, value]) =>
      key.startsWith('finished:') ? [value as FinishedTicket] : [],
    );

  const visit = createVisit({
    personKeyOf: number => persons.meet(number),
    ticketsOf: key =>
      store.ticketsByPerson(key).flatMap(row => (row.facts.issued === null ? [] : [row.facts.issued.label])),
    now,
  });
  /** What the screen said about people ahead and the wait is what the paper says; kept until the slip is made. */
  let wakeTimer: NodeJS.Timeout | null = null;
  const aheadOnScreen = new Map<TicketId, { count: number; atLeast: boolean; wait: WaitingEstimate | null }>();
  const prints = createPrintQueue({
    store,
    slipOf,
    print: printer === null ? null : (slip, job) => printer.print(slip, job),
  });
  const sharedReport = createSharedReport({
    store,
    isUp: hub.isUp,
    async report(body) {
      const answer = await hub.ask({ method: 'POST', path: '/api/numbers', body, timeoutMs: reportPatienceMs });
      return answer.is === 'answered' && answer.status === 200;
    },
  });
  const slipQr = createSlipQr({ store, device: settings.device, entries: hub.entries });
  const persons = createHallPersons({
    store,
    entries: hub.entries,
    isUp: hub.isUp,
    report: hub.reportPersons,
  });
  const numberPorts: TakeTicketPorts = {
    store,
    mark: () => (ports.isCopy() ? null : settings.mark),
    issueShared: hub.issueShared,
    waitingAtHub: queue => hub.entries()[`waiting:${queue}`] ?? null,
    waitAtHub: queue => (hub.isUp() ? (hub.entries()[`wait:${queue}`] ?? null) : null),
    personKey: visit.personKey,
    qrOf: slipQr.of,
    personForHub: () => persons.personForHub(visit.personKey()),
    isOverAtHub: ticket => finished().some(other => other.ticket === ticket),
    today: store.today,
    now,
  };
  const takeTicket = createTakeTicket(numberPorts);
  const appointments = createStationAppointments({
    store,
    hub,
    numberBy: issueShared => createTakeTicket({ ...numberPorts, issueShared }),
    hasCard: () => visit.entry().at === 'card',
    print: printer === null ? null : slip => void printer.print(slip, randomUUID()),
    paperMm: settings.devices.printer?.paperMm ?? 80,
    demonstration: settings.demonstration,
    now,
  });
  const help = createHelpDesk({ store, hub, now });
  const stopHealth = logHealth({ store, device: settings.device, reader, printer });
  const helpListeners = new Set<() => void>();
  const helpChanged = () => {
    for (const listener of helpListeners) listener();
  };
  const ratings = createRatingDesk({ store, finished, personKey: visit.personKey, now });

  /** The paper, with what the screen says of people ahead and the wait. */
  function printSoon({ ticket, ahead, aheadAtLeast, wait }: TakenTicket): void {
    if (aheadOnScreen.size >= rememberedTickets) aheadOnScreen.clear();
    aheadOnScreen.set(ticket, { count: ahead, atLeast: aheadAtLeast, wait });
    if (wakeTimer !== null) clearTimeout(wakeTimer);
    wakeTimer = setTimeout(prints.wake, drawFirstMs);
  }

  function slipOf(ticket: TicketId, copy: boolean): SlipDocument | null {
    const setup = store.setup();
    const facts = store.ticket(ticket)?.facts ?? null;
    const issued = facts?.issued ?? null;
    const queue = setup === null || issued === null ? null : findQueue(setup, issued.queue);
    if (setup === null || issued === null || queue === null) return null;
    const said = aheadOnScreen.get(ticket);
    return ticketSlip({
      number: issued,
      queue,
      setup,
      counters: countersServing(setup, queue.id).map(counter => counter.number),
      also: mattersOf(setup, facts?.wish?.also ?? []),
      className: setup.calling.classes.find(({ id }) => id === facts?.wish?.class)?.name ?? null,
      wait: said?.wait ?? null,
      ahead: said ?? { count: hub.entries()[`waiting:${queue.id}`] ?? 0, atLeast: true },
      qr: slipQr.of(issued),
      appointmentAt: appointments.slotOf(ticket),
      widthMm: settings.devices.printer?.paperMm ?? 80,
      copy,
      demonstration: settings.demonstration,
    });
  }

  // Before the visit, which tells the page: by then it is known whose appointments these are.
  reader?.onCard(appointments.onCardEvent);
  reader?.onCard(visit.onCardEvent);
  hub.onChange(() => {
    const { setup } = hub.entries();
    if (setup !== undefined && JSON.stringify(setup) !== JSON.stringify(store.readDocument('setup')))
      store.writeDocument('setup', setup);
    persons.look();
    slipQr.look();
    sharedReport.look();
    appointments.look();
  });
  store.onCommitted(ports.nudgeSync);
  // What a crash left behind: jobs the store has found uncertain are told to the hub, young queued ones are printed now.
  prints.wake();

  return {
    entries: () =>
      kioskEntries({
        setup: store.setup(),
        settings,
        hub: hub.entries(),
        hubUp: hub.isUp(),
        visit: visit.entry(),
        reader: deviceEntry(reader === null ? null : reader.status.get()),
        printer: deviceEntry(printer === null ? null : printer.status.get()),
        prints: prints.entries(),
        help: help.entry(),
        appointments: appointments.entry(),
        nowMs: now(),
      }),
    onChange(listener) {
      helpListeners.add(listener);
      const ends = [
        () => void helpListeners.delete(listener),
        visit.onChange(listener),
        prints.onChange(listener),
        hub.onChange(later(listener)),
      ];
      if (reader !== null) ends.push(reader.status.subscribe(listener));
      if (printer !== null) ends.push(printer.status.subscribe(listener));
      const clock = setInterval(listener, clockTickMs);
      clock.unref();
      return () => {
        clearInterval(clock);
        for (const end of ends) end();
      };
    },
    appointments: {
      ...appointments,
      async checkIn(request) {
        const answer = await appointments.checkIn(request);
        if (!answer.ok || answer.value.is !== 'welcome') return answer;
        const taken = { ...answer.value.taken, appointmentAt: answer.value.own.startsAt };
        printSoon(taken);
        return { ok: true, value: { ...answer.value, taken } };
      },
    },
    async takeTicket(take) {
      const taken = await takeTicket(take);
      if (taken.ok) printSoon(taken.value);
      return taken;
    },
    reprint(ticket) {
      if (store.ticket(ticket) === null) return apiFailure('not_found', `no ticket ${ticket} at this kiosk`);
      return { ok: true, value: prints.reprint(ticket) };
    },
    cancel: ticket => cancelTicket({ store, now }, ticket),
    endVisit: visit.end,
    callStaff(screen) {
      const called = help.call(screen);
      helpChanged();
      return called;
    },
    withdrawHelp() {
      help.withdraw();
      helpChanged();
    },
    ratable: ratings.ratable,
    rate: ratings.rate,
    close() {
      stopHealth();
      if (wakeTimer !== null) clearTimeout(wakeTimer);
    },
  };
}
