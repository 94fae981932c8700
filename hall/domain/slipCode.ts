import { z } from 'zod';
import { deviceIdSchema, type TicketId, ticketIdSchema } from './ids.ts';
import { labelSchema } from './label.ts';

/**
 * What the QR code of a slip says: enough to take the ticket into the queue when the machine that gave it is gone. The
 * first letter of the label is the queue, the instant is the day. No personal data.
 */
export const slipCodeSchema = z.object({
  hall: z.number().int().min(1),
  ticket: ticketIdSchema,
  label: labelSchema,
  issuedAt: z.number().int().nonnegative(),
  /** The six digits on the slip. */
  code: z.string().regex(/^\d{6}$/),
  device: deviceIdSchema,
});
export type SlipCode = z.infer<typeof slipCodeSchema>;

/** A QR text longer than this was not made here. */
export const longestSlipText = 300;

const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const tokenSigns = 22;
const tokenPattern = /^[A-Za-z0-9_-]{22}$/;

/** The id of a ticket in 22 signs, for an address that has to fit a small QR code. As hard to guess as the id itself: 122 random bits. */
export function followToken(ticket: TicketId): string {
  let rest = BigInt(`0x${ticket.replaceAll('-', '')}`);
  let token = '';
  for (let i = 0; i < tokenSigns; i += 1) {
    token = (signs[Number(rest % 64n)] ?? '') + token;
    rest /= 64n;
  }
  return token;
}

/** The ticket a token stands for; null when it is none. */
export function ticketOfToken(token: string): TicketId | null {
  if (!tokenPattern.test(token)) return null;
  let value = 0n;
  for (const sign of token) value = value * 64n + BigInt(signs.indexOf(sign));
  const hex = value.toString(16).padStart(32, '0');
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return ticketIdSchema.safeParse(uuid).data ?? null;
}

/** What is signed: every field, in a fixed order. */
export function slipContent({ hall, ticket, label, issuedAt, code, device }: SlipCode): string {
  return ['slip', hall, ticket, label, issuedAt, code, device].join('|');
}

/**
 * The text of the QR code. With an `address` phones can reach it opens the page that follows the ticket; what only a
 * counter needs stands behind `#` and never leaves the phone.
 */
export function writeSlipCode(slip: SlipCode, { signature, address }: { signature: string; address: string | null }) {
  const { hall, ticket, label, issuedAt, code, device } = slip;
  const rest = [hall, label, issuedAt.toString(36), code, device, signature];
  if (address === null) return ['HALL', ...rest, followToken(ticket)].join(':');
  return `${address.replace(/\/+$/, '')}/f/${followToken(ticket)}#${rest.join('.')}`;
}

/** Reads the text of a QR code as a scanner types it; null = not one of ours. Says nothing about its signature. */
export function readSlipCode(text: string): { slip: SlipCode; signature: string } | null {
  if (text.length > longestSlipText) return null;
  const typed = text.normalize('NFKC').trim();
  const page = /^https?:\/\/[^#\s]+\/f\/([A-Za-z0-9_-]{22})#([^#\s]+)$/.exec(typed);
  const parts = page === null ? typed.split(':') : ['HALL', ...(page[2] ?? '').split('.'), page[1] ?? ''];
  const [sign, hall, label, issuedAt, code, device, signature, token] = parts;
  if (sign !== 'HALL' || parts.length !== 8 || token === undefined || signature === undefined) return null;
  const slip = slipCodeSchema.safeParse({
    hall: Number(hall),
    ticket: ticketOfToken(token),
    label,
    issuedAt: Number.parseInt(issuedAt ?? '', 36),
    code,
    device,
  });
  return slip.success ? { slip: slip.data, signature } : null;
}
