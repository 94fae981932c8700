import { beijingTime } from '../domain/beijingTime.ts';
import type { Queue } from '../domain/hallSetup.ts';
import type { QueueId } from '../domain/ids.ts';
import { type SlotQuota, slotAt } from '../domain/slotQuota.ts';
import type { TicketFacts } from '../domain/ticket.ts';

/** Numbers of the running slot that may still be given. */
export type SlotLeft = { slot: SlotQuota; left: number };

/** How many numbers of the day are held, by queue and minute of issue: quotas may change at any time, the counts stay. */
export type HeldNumbers = {
  /** A number counts against the quotas of its queue until it is given back. */
  count(facts: TicketFacts, step: 1 | -1): void;
  /** Numbers of the day that may still be given; null without a quota. */
  leftOfDay(queue: Queue): number | null;
  /** The same for the slot of this instant; null outside of every slot. */
  leftOfSlot(queue: Queue, epochMs: number): SlotLeft | null;
  clear(): void;
};

export function createHeldNumbers(): HeldNumbers {
  const byMinute = new Map<QueueId, Map<string, number>>();

  function heldBetween(queue: QueueId, from: string, to: string): number {
    let held = 0;
    for (const [minute, numbers] of byMinute.get(queue) ?? []) if (from <= minute && minute < to) held += numbers;
    return held;
  }

  return {
    count({ issued, claim }, step) {
      if (issued === null || claim?.at === 'cancelled' || claim?.at === 'voided') return;
      const minutes = byMinute.get(issued.queue) ?? new Map<string, number>();
      const minute = beijingTime(issued.issuedAt);
      minutes.set(minute, (minutes.get(minute) ?? 0) + step);
      byMinute.set(issued.queue, minutes);
    },
    leftOfDay: ({ id, quotaPerDay }) =>
      quotaPerDay === null ? null : Math.max(0, quotaPerDay - heldBetween(id, '00:00', '24:00')),
    leftOfSlot({ id, slotQuotas }, epochMs) {
      const slot = slotAt(slotQuotas, epochMs);
      return slot === null ? null : { slot, left: Math.max(0, slot.most - heldBetween(id, slot.from, slot.to)) };
    },
    clear: () => byMinute.clear(),
  };
}
