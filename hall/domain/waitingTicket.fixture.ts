import { minuteMs, type WaitingTicket } from './callOrder.ts';
import { hlcSchema } from './event.ts';
import { queueIdSchema, ticketIdSchema } from './ids.ts';
import { labelSchema } from './label.ts';

/** A ticket that came `minute` minutes into the day. For tests only. */
export function waitingTicket(minute: number, part: Partial<WaitingTicket> & { serial?: number } = {}): WaitingTicket {
  const { serial = minute, ...rest } = part;
  const sinceMs = minute * minuteMs;
  return {
    ticket: ticketIdSchema.parse(`018f4a5e-0000-7000-8000-${String(serial).padStart(12, '0')}`),
    label: labelSchema.parse(`A${String(serial % 1000).padStart(3, '0')}`),
    queue: queueIdSchema.parse('household'),
    leg: 0,
    priority: 0,
    class: null,
    language: 'zh',
    since: hlcSchema.parse(String(BigInt(sinceMs) << 16n)),
    sinceMs,
    toCounter: null,
    notBefore: null,
    returns: 0,
    appointmentAt: null,
    ...rest,
  };
}
