import { randomUUID } from 'node:crypto';
import { businessDaySchema } from '../domain/businessDay.ts';
import type { EventDraft, KnownEvent } from '../domain/event.ts';
import { accountIdSchema, callIdSchema, counterIdSchema, deviceIdSchema, type TicketId } from '../domain/ids.ts';
import { beginStream, writeEvents } from '../log/eventWriter.ts';
import { hlcAt } from '../log/hybridClock.ts';
import { seededRandom } from '../log/testLog.fixture.ts';
import { morning } from './testHall.fixture.ts';

/** Events another device wrote, one stream. */
export function foreignEvents({
  drafts,
  device,
  seed,
}: {
  drafts: readonly EventDraft[];
  device: string;
  seed: number;
}): readonly KnownEvent[] {
  const author = {
    device: deviceIdSchema.parse(device),
    hall: 4021,
    clock: () => morning,
    random: seededRandom(seed),
  };
  const state = beginStream(author, hlcAt(morning, seed));
  const bday = businessDaySchema.parse('2026-11-22');
  return writeEvents(author, { state, drafts, bday, hlc: null }).lines.map(line => line.event);
}

/** What happens to a ticket at a counter. */
export function counterDrafts(ticket: TicketId): EventDraft[] {
  const at = { ticket, leg: 0, counter: counterIdSchema.parse('c1'), clerk: accountIdSchema.parse('zhang') };
  return [
    { type: 'counter.opened', body: { counter: at.counter, clerk: at.clerk } },
    { type: 'ticket.called', body: { ...at, call: callIdSchema.parse(randomUUID()), why: 'longest wait' } },
    { type: 'ticket.serving', body: at },
    { type: 'ticket.done', body: at },
    {
      type: 'rating.given',
      body: {
        rating: randomUUID(),
        ticket,
        level: 'satisfied',
        tags: [],
        channel: 'counter',
        anonymous: false,
        isDefault: false,
      },
    },
  ];
}
