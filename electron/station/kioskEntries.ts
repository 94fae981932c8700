import type {
  DeviceEntry,
  HubEntries,
  KioskEntries,
  PrintEntry,
  QueueEntry,
  VisitEntry,
} from '../../hall/domain/hallApi.ts';
import { countersServing, type HallSetup } from '../../hall/domain/hallSetup.ts';
import type { StationSettings } from '../../hall/domain/stationSettings.ts';

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
}): Partial<KioskEntries> {
  const { setup, settings, hub } = parts;
  if (setup === null) return {};
  const entries: KioskEntries = {
    hall: {
      name: setup.hall.name,
      openCounters: hub.openCounters ?? 0,
      demonstration: settings.demonstration,
      diagonalInch: settings.display.diagonalInch,
      screenBottomMm: settings.display.screenBottomMm,
    },
    links: { hub: parts.hubUp ? 'up' : 'down' },
    visit: parts.visit,
    reader: parts.reader,
    printer: parts.printer,
  };
  for (const queue of setup.queues) {
    const entry: QueueEntry = {
      id: queue.id,
      letter: queue.letter,
      name: queue.name,
      department: queue.department,
      area: queue.area,
      mostUsed: queue.mostUsed,
      waiting: hub[`waiting:${queue.id}`] ?? 0,
      counters: countersServing(setup, queue.id).map(counter => counter.number),
    };
    entries[`queue:${queue.id}`] = entry;
  }
  for (const print of parts.prints) entries[`print:${print.ticket}`] = print;
  return entries;
}
