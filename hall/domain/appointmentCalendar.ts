import type { AppointmentRule } from './appointmentRules.ts';
import { type BusinessDay, businessDayAt } from './businessDay.ts';
import { type OpeningHours, openSpans, timesOfDay } from './openingHours.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** A slot of the calendar, UTC epoch ms. */
export type Slot = { startsAt: number; endsAt: number };

/** Slots of a day: they fill each span of the opening hours from its beginning; what is left over is too short for one. */
export function slotsOfDay(rule: AppointmentRule, hours: OpeningHours | null, day: BusinessDay): readonly Slot[] {
  const lengthMs = rule.slotMinutes * minuteMs;
  const { fromMs: firstMs, toMs: lastMs } = timesOfDay(rule, day);
  const spans = openSpans(hours, day).map(({ fromMs, toMs }) => ({
    fromMs: Math.max(fromMs, firstMs),
    toMs: Math.max(fromMs, firstMs, Math.min(toMs, lastMs)),
  }));
  return spans.flatMap(({ fromMs, toMs }) =>
    Array.from({ length: Math.floor((toMs - fromMs) / lengthMs) }, (_, at) => {
      const startsAt = fromMs + at * lengthMs;
      return { startsAt, endsAt: startsAt + lengthMs };
    }),
  );
}

/** Today and the days ahead for which appointments are given, also those on which the hall is closed. */
export function bookableDays(rule: AppointmentRule, nowMs: number): readonly BusinessDay[] {
  return Array.from({ length: rule.daysAhead + 1 }, (_, ahead) => businessDayAt(nowMs + ahead * dayMs));
}

/** The slot that begins at this instant when it can be booked now: within the days ahead and not begun yet. */
export function bookableSlot(request: {
  rule: AppointmentRule;
  hours: OpeningHours | null;
  startsAt: number;
  nowMs: number;
}): Slot | 'past' | 'too_far' | 'no_slot' {
  const { rule, hours, startsAt, nowMs } = request;
  if (startsAt <= nowMs) return 'past';
  const day = businessDayAt(startsAt);
  if (!bookableDays(rule, nowMs).includes(day)) return 'too_far';
  return slotsOfDay(rule, hours, day).find(slot => slot.startsAt === startsAt) ?? 'no_slot';
}

/** The lowest free place of a slot, from 1; null when it is full. */
export function freePlace(rule: AppointmentRule, taken: ReadonlySet<number>): number | null {
  for (let place = 1; place <= rule.places; place++) if (!taken.has(place)) return place;
  return null;
}
