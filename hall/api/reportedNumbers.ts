import type { EventDraft } from '../domain/event.ts';
import type { ReportNumbers } from '../domain/hallApi.ts';
import type { DeviceId } from '../domain/ids.ts';
import { parseLabel } from '../domain/label.ts';
import type { HallStore } from '../store/hallStore.ts';

/**
 * A kiosk tells the shared numbers it has given out today. One that this hub does not know was given by a hub whose disks
 * are lost (or by another hub): the ticket is taken in, and this hub gives no shared number before the next day, because
 * nobody can say which others are on paper.
 * @returns how many were new here
 */
export function takeReportedNumbers(
  { store, device }: { store: HallStore; device: DeviceId },
  { bday, numbers }: ReportNumbers,
): number {
  if (bday !== store.today()) return 0;
  const unknown = numbers.filter(({ ticket, label }) => {
    const facts = store.ticket(ticket)?.facts ?? null;
    return parseLabel(label).series === 'shared' && (facts === null || facts.issued === null);
  });
  if (unknown.length === 0) return 0;
  // First: a hub that dies in between has given up too much, never too little.
  store.giveUpShared('kiosks_know_more');
  store.append(
    unknown.map(({ ticket, label, queue, issuedAt, code }): EventDraft => {
      const { series, number } = parseLabel(label);
      const body = { ticket, label, series, number, queue, issuedAt, code, device, by: null, hasSlip: false };
      return { type: 'ticket.adopted', body };
    }),
  );
  return unknown.length;
}
