import type { BusinessDay } from '../domain/businessDay.ts';
import type { DeviceId, TicketId } from '../domain/ids.ts';
import type { TicketRow } from './hallStore.ts';
import type { AdoptedNumber } from './adoptedNumbers.ts';
import type { Session } from './session.ts';

/** Reads tickets from the log's projection, and adopted numbers whose issue is written in the hub's log only. */
export type TicketReader = {
  one(ticket: TicketId): TicketRow | null;
  ofDay(bday: BusinessDay): readonly TicketRow[];
};

/** Facts of a number the hub allocated. Language and class stay with the hub; the defaults are never shown. */
function adoptedRow({ number, bday }: AdoptedNumber, device: DeviceId): TicketRow {
  return {
    bday,
    facts: {
      ticket: number.ticket,
      issued: { ...number, priority: 0, language: 'zh', recovered: false },
      claim: {
        leg: 0,
        at: 'issued',
        hlc: number.hlc,
        dev: device,
        counter: null,
        clerk: null,
        call: null,
        why: null,
      },
      print: null,
      recalls: 0,
      calledAt: null,
      servingAt: null,
      endedAt: null,
    },
  };
}

function joined(row: TicketRow | null, promised: AdoptedNumber | null, device: DeviceId): TicketRow | null {
  if (promised === null || (row !== null && row.facts.issued !== null)) return row;
  const adopted = adoptedRow(promised, device);
  if (row === null) return adopted;
  // What is known of it before the paper is only what else was asked for; the number itself is this kiosk's promise.
  const claim = row.facts.claim ?? adopted.facts.claim;
  return { bday: row.bday, facts: { ...row.facts, issued: adopted.facts.issued, claim } };
}

/** Reader over one session. `device` = this station, the author of what it adopted. */
export function readTickets(session: Session, device: DeviceId): TicketReader {
  const { projections, adopted } = session;
  return {
    one: ticket => joined(projections.ticket(ticket), adopted.byTicket(ticket), device),
    ofDay(bday) {
      const rows = new Map(projections.ticketsOfDay(bday).map(row => [row.facts.ticket, row]));
      for (const promised of adopted.ofDay(bday)) {
        const { ticket } = promised.number;
        const row = joined(rows.get(ticket) ?? projections.ticket(ticket), promised, device);
        if (row !== null) rows.set(ticket, row);
      }
      return [...rows.values()];
    },
  };
}
