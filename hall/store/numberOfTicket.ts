import type { IssuedNumber, TicketRow } from './hallStore.ts';

/** The number of a ticket that has one. */
export function numberOfTicket(row: TicketRow | null): IssuedNumber | null {
  const issued = row?.facts.issued ?? null;
  if (issued === null) return null;
  const { ticket, label, series, number, queue, issuedAt, code, hlc } = issued;
  return { ticket, label, series, number, queue, issuedAt, code, hlc };
}
