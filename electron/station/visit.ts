import { businessDayAt } from '../../hall/domain/businessDay.ts';
import type { VisitEntry } from '../../hall/domain/liveEntries.ts';
import { maskName } from '../../hall/domain/idNumber.ts';
import type { Label } from '../../hall/domain/label.ts';
import type { CardEvent } from '../../native/idReader/readerState.ts';

/** A card is forgotten after this time even when no page says so: the next person must never meet the one before. */
const forgetAfterMs = 120_000;
/** Words about a card that gave nothing stand long enough to be read, then the screen is free for the next person. */
const noticeMs = 12_000;

export type Visit = {
  entry(): VisitEntry;
  /** Keyed hash of the card that is being used now; null without a card. */
  personKey(): Uint8Array | null;
  onCardEvent(event: CardEvent): void;
  end(): void;
  onChange(listener: () => void): () => void;
};

/**
 * The person at the kiosk, in memory only. Of the card nothing stays but the masked name and the keyed hash; the number
 * itself is dropped in the same call that brought it.
 */
export function createVisit(ports: {
  personKeyOf(idNumber: string): Uint8Array;
  ticketsOf(personKey: Uint8Array): readonly Label[];
  now(): number;
}): Visit {
  let entry: VisitEntry = { at: 'nobody' };
  let personKey: Uint8Array | null = null;
  let forget: NodeJS.Timeout | null = null;
  const listeners = new Set<() => void>();

  function become(next: VisitEntry, key: Uint8Array | null): void {
    entry = next;
    personKey = key;
    if (forget !== null) clearTimeout(forget);
    const lifeMs = next.at === 'card' ? forgetAfterMs : noticeMs;
    forget = next.at === 'nobody' ? null : setTimeout(() => become({ at: 'nobody' }, null), lifeMs);
    forget?.unref();
    for (const listener of listeners) listener();
  }

  function meet(event: Extract<CardEvent, { is: 'read' }>): void {
    if (event.card.kind !== 'citizen') return become({ at: 'unreadable', code: 'wrong-card' }, null);
    const key = ports.personKeyOf(event.card.number);
    const today: string = businessDayAt(ports.now());
    const expired = event.card.validUntil !== null && event.card.validUntil < today;
    become({ at: 'card', maskedName: maskName(event.card.name), expired, tickets: [...ports.ticketsOf(key)] }, key);
  }

  return {
    entry: () => entry,
    personKey: () => personKey,
    onCardEvent(event) {
      switch (event.is) {
        case 'reading':
          return become({ at: 'reading' }, null);
        case 'read':
          return meet(event);
        case 'failed':
          return become({ at: 'unreadable', code: event.code }, null);
        case 'removed':
          // The visit goes on after the card is taken back; only a card that gave nothing is forgotten with it.
          if (entry.at === 'reading' || entry.at === 'unreadable') become({ at: 'nobody' }, null);
      }
    },
    end: () => become({ at: 'nobody' }, null),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
