import type { ApiFailure } from '../../hall/domain/hallApi.ts';
import type { TicketId } from '../../hall/domain/ids.ts';
import type { HallStore, Result } from '../../hall/store/hallStore.ts';
import { apiFailure } from './apiFailure.ts';

/** Undo instead of a confirmation screen: the citizen may give the number back this long. */
const undoMs = 15_000;
/** The page counts 15 s from the moment it drew the number; the answer itself took a little. */
const graceMs = 3_000;

/** Gives a number back. It stays used and leaves a record, so the series has no unexplained gap. */
export function cancelTicket(
  ports: { store: HallStore; now(): number },
  ticket: TicketId,
): Result<{ ticket: TicketId }, ApiFailure> {
  const facts = ports.store.ticket(ticket)?.facts ?? null;
  if (facts === null || facts.issued === null) return apiFailure('not_found', `no ticket ${ticket} at this kiosk`);
  if (facts.claim?.at === 'cancelled') return { ok: true, value: { ticket } };
  if (facts.claim?.at !== 'issued' && facts.claim?.at !== 'waiting')
    return apiFailure('wrong_state', `${facts.issued.label} was called already`);
  if (ports.now() - facts.issued.issuedAt > undoMs + graceMs)
    return apiFailure('undo_expired', `${facts.issued.label} is too old`);
  ports.store.append([{ type: 'ticket.cancelled', body: { ticket, leg: 0, reason: 'by_citizen' } }]);
  return { ok: true, value: { ticket } };
}
