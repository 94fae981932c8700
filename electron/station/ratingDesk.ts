import type { ApiFailure, GiveRating, RatableTicket } from '../../hall/domain/hallApi.ts';
import type { FinishedTicket } from '../../hall/domain/liveEntries.ts';
import type { TicketId } from '../../hall/domain/ids.ts';
import type { HallStore, Result } from '../../hall/store/hallStore.ts';
import { apiFailure } from './apiFailure.ts';

/** Guessing six digits is slowed down to this many tries a minute; a citizen needs one or two. */
const triesPerMinute = 10;

export type RatingDesk = {
  /** Finished, not yet rated tickets: those of the card in use, or those with this code. */
  ratable(code: string | null): Result<readonly RatableTicket[], ApiFailure>;
  rate(rating: GiveRating): Result<{ rating: string }, ApiFailure>;
};

/** Ratings at this kiosk. They are on disk before the page says thanks; the same request twice is one rating. */
export function createRatingDesk(ports: {
  store: HallStore;
  finished(): readonly FinishedTicket[];
  personKey(): Uint8Array | null;
  now(): number;
}): RatingDesk {
  const { store } = ports;
  let tries: number[] = [];
  /** Answered requests of this run: a page that lost the answer asks again and gets the same one. */
  const answered = new Set<string>();

  function ofCard(): (ticket: TicketId) => boolean {
    const key = ports.personKey();
    const own = new Set(key === null ? [] : store.ticketsByPerson(key).map(row => row.facts.ticket));
    return ticket => own.has(ticket);
  }

  const open = (ticket: FinishedTicket) => !store.hasRating(ticket.ticket);
  const toRatable = ({ ticket, label, counter, endedAt }: FinishedTicket): RatableTicket => ({
    ticket,
    label,
    counter,
    endedAt,
  });

  return {
    ratable(code) {
      if (code === null) {
        const isOwn = ofCard();
        return {
          ok: true,
          value: ports
            .finished()
            .filter(t => isOwn(t.ticket) && open(t))
            .map(toRatable),
        };
      }
      tries = tries.filter(at => at > ports.now() - 60_000);
      if (tries.length >= triesPerMinute) return apiFailure('too_many', 'too many codes tried');
      tries.push(ports.now());
      return {
        ok: true,
        value: ports
          .finished()
          .filter(t => t.code === code && open(t))
          .map(toRatable),
      };
    },
    rate({ requestId, ticket, level, tags }) {
      if (answered.has(requestId)) return { ok: true, value: { rating: requestId } };
      if (store.hasRating(ticket)) return apiFailure('already_rated', `${ticket} has its rating`);
      if (!ports.finished().some(finished => finished.ticket === ticket))
        return apiFailure('not_ratable', `${ticket} is not finished`);
      store.append([
        {
          type: 'rating.given',
          body: { rating: requestId, ticket, level, tags, channel: 'kiosk', anonymous: true, isDefault: false },
        },
      ]);
      answered.add(requestId);
      return { ok: true, value: { rating: requestId } };
    },
  };
}
