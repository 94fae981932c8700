import type { Hlc, KnownEvent } from './event.ts';
import { compareHlc } from './hlc.ts';
import type { CounterId, QueueId } from './ids.ts';
import type { ClassId } from './priorityClass.ts';
import type { TicketFacts } from './ticket.ts';

/** Where a ticket waits since it was moved the last time, with what decides between two moves of one leg. */
export type TicketPlace = {
  leg: number;
  hlc: Hlc;
  queue: QueueId;
  priority: number;
  toCounter: CounterId | null;
  since: Hlc;
  notBefore: number | null;
  returns: number;
  note: string | null;
  /** Class and matters from here on; absent in moves that older programs wrote, which changed neither. */
  class?: ClassId | null;
  also?: readonly QueueId[];
};

/** What the citizen asked for besides the first matter. */
export type TicketWish = { also: readonly QueueId[]; class: ClassId | null; hlc: Hlc };

/** Where an event puts its ticket; null = it moves none. */
export function placeOf(event: KnownEvent): TicketPlace | null {
  switch (event.type) {
    case 'ticket.requeued':
    case 'ticket.transferred':
    case 'ticket.classified':
    case 'ticket.matter_done':
    case 'ticket.call_withdrawn':
    case 'ticket.rerouted': {
      const { leg, queue, priority, toCounter, since, notBefore, returns, class: priorityClass, also } = event.body;
      const note = event.type === 'ticket.transferred' ? event.body.note : null;
      return {
        leg,
        hlc: event.hlc,
        queue,
        priority,
        toCounter,
        since: since ?? event.hlc,
        notBefore,
        returns,
        note,
        ...(priorityClass === undefined ? {} : { class: priorityClass }),
        ...(also === undefined ? {} : { also }),
      };
    }
    default:
      return null;
  }
}

/** Positive when `a` stands: the later leg, then the earlier move, as with claims; then its words in a fixed order. */
export function comparePlaces(a: TicketPlace, b: TicketPlace): number {
  if (a.leg !== b.leg) return a.leg - b.leg;
  const earlier = compareHlc(b.hlc, a.hlc);
  if (earlier !== 0) return earlier;
  const word = (p: TicketPlace) =>
    JSON.stringify([
      p.queue,
      p.priority,
      p.toCounter,
      p.since,
      p.notBefore,
      p.returns,
      p.note,
      p.class ?? null,
      p.class === undefined,
      p.also ?? null,
    ]);
  return word(a) < word(b) ? 1 : word(a) > word(b) ? -1 : 0;
}

/** Negative when `a` stands: what was said first; one touch says it once, so this only decides between copies. */
export function compareWishes(a: TicketWish, b: TicketWish): number {
  const time = compareHlc(a.hlc, b.hlc);
  if (time !== 0) return time;
  const word = ({ also, class: priorityClass }: TicketWish) => JSON.stringify([also, priorityClass]);
  return word(a) < word(b) ? -1 : word(a) > word(b) ? 1 : 0;
}

/** Where and how a ticket waits, and what is still to be done with it. */
export type Standing = Required<Omit<TicketPlace, 'leg' | 'hlc'>>;

/** Where and how a ticket waits now: where it was moved to, else as issued. Null as long as its issue is not known. */
export function standingOf({ issued, place, wish }: TicketFacts): Standing | null {
  if (issued === null) return null;
  const asked = { class: wish?.class ?? null, also: wish?.also ?? [] };
  if (place !== undefined)
    return { ...place, class: place.class === undefined ? asked.class : place.class, also: place.also ?? asked.also };
  const { queue, priority, hlc } = issued;
  return { ...asked, queue, priority, toCounter: null, since: hlc, notBefore: null, returns: 0, note: null };
}
