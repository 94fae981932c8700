import { createHash } from 'node:crypto';
import { type RequestId, type TicketId, ticketIdSchema } from '../../hall/domain/ids.ts';

/** Ticket asked of the hub for a touch: the request id itself, so that asking twice is asking once. */
export function sharedTicketId(requestId: RequestId): TicketId {
  return ticketIdSchema.parse(requestId);
}

/**
 * Ticket of the kiosk's own series for the same touch. It must differ from the one asked of the hub (that one may still
 * exist there and be voided later) and be the same after a restart, hence a hash, shaped as a UUID of version 8 (RFC 9562).
 */
export function ownTicketId(requestId: RequestId): TicketId {
  const hex = createHash('sha256').update(`own series ${requestId}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return ticketIdSchema.parse(
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
  );
}
