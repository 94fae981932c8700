import { businessDaySchema } from '../domain/businessDay.ts';
import type { EventDraft, LoggedEvent } from '../domain/event.ts';
import { deviceIdSchema, ticketIdSchema } from '../domain/ids.ts';
import { beginStream, writeEvents } from './eventWriter.ts';
import { zeroHlc } from './hybridClock.ts';
import type { RandomBytes } from './sources.ts';

/** Seeded bytes (mulberry32), so that a failing run can be played again. */
export function seededRandom(seed: number): RandomBytes {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) & 0xff;
  };
  return count => Uint8Array.from({ length: count }, next);
}

/** A stream of `count` printed tickets with a sound chain, for tests. */
export function testStream({ seed, count }: { seed: number; count: number }): LoggedEvent[] {
  const author = {
    device: deviceIdSchema.parse(`kiosk-${seed}`),
    hall: 4021,
    clock: () => Date.UTC(2026, 10, 22, 2),
    random: seededRandom(seed),
  };
  const drafts = Array.from({ length: count }, (_, i): EventDraft => {
    const serial = String(seed * 10_000 + i).padStart(12, '0');
    const ticket = ticketIdSchema.parse(`018f4a5e-0000-7000-8000-${serial}`);
    return { type: 'ticket.printed', body: { ticket, job: `018f4a5e-0000-7000-9000-${serial}` } };
  });
  const state = beginStream(author, zeroHlc);
  const bday = businessDaySchema.parse('2026-11-22');
  return writeEvents(author, { state, drafts, bday, hlc: null }).lines.map(line => line.event);
}
