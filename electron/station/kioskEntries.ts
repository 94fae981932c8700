import type {
  DeviceEntry,
  HubEntries,
  KioskEntries,
  PrintEntry,
  KioskQueueEntry,
  VisitEntry,
} from '../../hall/domain/liveEntries.ts';
import type { AppointmentsEntry } from '../../hall/domain/kioskAppointments.ts';
import { beijingOffsetMs } from '../../hall/domain/beijingTime.ts';
import {
  areaOf,
  countersServing,
  departmentOf,
  type HallSetup,
  hoursOf,
  type Queue,
} from '../../hall/domain/hallSetup.ts';
import { instantAt, isOpenAt, nextDayOpening, nextOpening, type OpeningHours } from '../../hall/domain/openingHours.ts';
import type { StationSettings } from '../../hall/domain/stationSettings.ts';

const dayMs = 24 * 60 * 60 * 1000;

function opening(known: {
  why: 'quota' | 'slot' | 'hours';
  hours: OpeningHours | null;
  slotEnds: number | null;
  nowMs: number;
}): number | null {
  const { why, hours, slotEnds, nowMs } = known;
  if (why === 'quota') return nextDayOpening(hours, nowMs);
  if (why === 'hours' || slotEnds === null) return nextOpening(hours, nowMs);
  return isOpenAt(hours, slotEnds) ? slotEnds : nextOpening(hours, slotEnds);
}

function closedNow(known: {
  setup: HallSetup;
  queue: Queue;
  /** Numbers left today; null without a quota, or when the hub has not said. */
  left: number | null;
  /** Numbers left until `to`, as the hub said last; null without a quota of this part of the day. */
  part: { to: string; left: number } | null;
  nowMs: number;
}): KioskQueueEntry['closed'] {
  const { queue, left, part, nowMs } = known;
  const hours = hoursOf(known.setup, queue);
  const isOpen = isOpenAt(hours, nowMs);
  const slotEnds = part === null || part.left > 0 ? null : instantAt(part.to, nowMs);
  const why = left === 0 ? 'quota' : isOpen && slotEnds !== null && nowMs < slotEnds ? 'slot' : 'hours';
  if (why === 'hours' && isOpen) return null;
  const opensAt = opening({ why, hours, slotEnds, nowMs });
  const dayOf = (epochMs: number) => Math.floor((epochMs + beijingOffsetMs) / dayMs);
  return { why, opensAt, opensInDays: opensAt === null ? null : dayOf(opensAt) - dayOf(nowMs) };
}

/** What the kiosk's page sees, put together anew from the parts after every change. Pure. Empty until the hall is known. */
export function kioskEntries(parts: {
  setup: HallSetup | null;
  settings: StationSettings;
  hub: Partial<HubEntries>;
  hubUp: boolean;
  visit: VisitEntry;
  reader: DeviceEntry;
  printer: DeviceEntry;
  prints: readonly PrintEntry[];
  help: KioskEntries['help'];
  appointments: AppointmentsEntry | null;
  nowMs: number;
}): Partial<KioskEntries> {
  const { setup, settings, hub, nowMs } = parts;
  if (setup === null) return {};
  const entries: KioskEntries = {
    hall: {
      name: setup.hall.name,
      openCounters: hub.openCounters ?? 0,
      demonstration: settings.demonstration,
      diagonalInch: settings.display.diagonalInch,
      screenBottomMm: settings.display.screenBottomMm,
    },
    calling: {
      mostMatters: setup.calling.mostMatters,
      classes: setup.calling.classes
        .filter(({ givenBy }) => givenBy === 'citizen')
        .map(({ id, name, reason }) => ({ id, name, reason })),
    },
    links: { hub: parts.hubUp ? 'up' : 'down' },
    visit: parts.visit,
    reader: parts.reader,
    printer: parts.printer,
    help: parts.help,
    ...(parts.appointments === null ? {} : { appointments: parts.appointments }),
  };
  for (const queue of setup.queues) {
    const entry: KioskQueueEntry = {
      id: queue.id,
      letter: queue.letter,
      name: queue.name,
      department: departmentOf(setup, queue),
      area: areaOf(setup, queue),
      mostUsed: queue.mostUsed,
      needsCard: queue.realName === 'required',
      waiting: hub[`waiting:${queue.id}`] ?? 0,
      counters: countersServing(setup, queue.id).map(counter => counter.number),
      closed: closedNow({
        setup,
        queue,
        left: hub[`left:${queue.id}`] ?? null,
        part: hub[`slot:${queue.id}`] ?? null,
        nowMs,
      }),
      // Without the hub nobody knows who works and who waits.
      wait: parts.hubUp ? (hub[`wait:${queue.id}`] ?? null) : null,
    };
    entries[`queue:${queue.id}`] = entry;
  }
  for (const print of parts.prints) entries[`print:${print.ticket}`] = print;
  return entries;
}
