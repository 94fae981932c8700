import { z } from 'zod';
import { beijingOffsetMs } from './beijingTime.ts';

const dayMs = 24 * 60 * 60 * 1000;
const minuteMs = 60 * 1000;
/** Longer than any holiday; a hall that opens on no day of a year has no next opening. */
const searchedDays = 400;

/** In the order of `Date.getUTCDay()`. */
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
type Weekday = (typeof weekdays)[number];

/** `HH:MM`; `24:00` is the end of a day. */
export const clockTimeSchema = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/);
const calendarDaySchema = z.iso.date();
/** Parsed within a leap year, so that a season may begin on the 29th of February. */
const monthDaySchema = z.string().refine(day => z.iso.date().safeParse(`2024-${day}`).success, {
  message: 'no day of a year',
  params: { problem: 'format' },
});

const spansSchema = z
  .array(z.object({ from: clockTimeSchema, to: clockTimeSchema }))
  .max(8)
  .refine(spans => spans.every(({ from, to }) => from < to), {
    message: 'a span ends before it begins',
    params: { problem: 'ends_early' },
  })
  .refine(spans => spans.every(({ from }, at) => at === 0 || (spans[at - 1]?.to ?? '') <= from), {
    message: 'spans of a day overlap or are not in order',
    params: { problem: 'overlap' },
  });

/** Opening times of each weekday; a break is the time between two spans, a day without spans is closed. */
const weekSchema = z.object({
  monday: spansSchema,
  tuesday: spansSchema,
  wednesday: spansSchema,
  thursday: spansSchema,
  friday: spansSchema,
  saturday: spansSchema,
  sunday: spansSchema,
});

/** A season begins on this day of every year and lasts until the next one begins; a single one lasts all year. */
export const seasonsSchema = z
  .array(z.object({ begins: monthDaySchema, week: weekSchema }))
  .min(1)
  .refine(seasons => new Set(seasons.map(({ begins }) => begins)).size === seasons.length, {
    message: 'two seasons begin together',
    params: { problem: 'twice' },
  });

/** Public holidays as the State Council announces them once a year: closed days, and weekends that are worked instead. */
const holidaysSchema = z
  .object({
    /** Years this calendar knows: the notice of a year names its own days, nobody can work them out. */
    years: z.array(z.number().int().min(2000).max(2999)).min(1),
    closedDays: z.array(calendarDaySchema),
    /** A make-up working day keeps the hours of the weekday it stands for. */
    workingDays: z.array(z.object({ day: calendarDaySchema, like: z.enum(weekdays) })),
  })
  .superRefine(({ years, closedDays, workingDays }, context) => {
    const sorted = [...new Set(years)].sort((a, b) => a - b);
    for (let year = sorted[0] ?? 0; year <= (sorted.at(-1) ?? 0); year++) {
      if (!sorted.includes(year))
        context.addIssue({ code: 'custom', message: `the holidays of ${year} are missing between two known years` });
      else if (!closedDays.some(day => yearOf(day) === year))
        context.addIssue({ code: 'custom', message: `the holidays of ${year} are missing` });
    }
    const worked = workingDays.map(({ day }) => day);
    for (const day of [...closedDays, ...worked])
      if (!sorted.includes(yearOf(day)))
        context.addIssue({ code: 'custom', message: `${day} lies in a year this calendar does not name` });
    for (const day of worked)
      if (closedDays.includes(day))
        context.addIssue({ code: 'custom', message: `${day} is a holiday and a working day` });
  });

/** When a hall is open. All times are Beijing time, also in Xinjiang. */
export const openingHoursSchema = z.object({
  seasons: seasonsSchema,
  holidays: holidaysSchema.nullable().prefault(null),
});
export type OpeningHours = z.infer<typeof openingHoursSchema>;
type Span = z.infer<typeof spansSchema>[number];

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

/** Calendar day in Beijing, as text and as the UTC instant of its midnight. */
function dayAt(epochMs: number): { day: string; midnightMs: number; weekday: Weekday } {
  const shifted = epochMs + beijingOffsetMs;
  const midnight = Math.floor(shifted / dayMs) * dayMs;
  const date = new Date(midnight);
  return {
    day: date.toISOString().slice(0, 10),
    midnightMs: midnight - beijingOffsetMs,
    weekday: weekdays[date.getUTCDay()] ?? 'sunday',
  };
}

function spansOf({ seasons, holidays }: OpeningHours, day: string, weekday: Weekday): readonly Span[] {
  if (holidays?.closedDays.includes(day) === true) return [];
  const inOrder = [...seasons].sort((a, b) => (a.begins < b.begins ? -1 : 1));
  const monthDay = day.slice(5);
  // Before the first season of a year the last one of the year before goes on.
  const season = inOrder.findLast(({ begins }) => begins <= monthDay) ?? inOrder.at(-1);
  const like = holidays?.workingDays.find(made => made.day === day)?.like ?? weekday;
  return season?.week[like] ?? [];
}

function msOf(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * minuteMs;
}

/** The instant (UTC epoch ms) of a time of day on the Beijing day of another instant. */
export function instantAt(time: string, epochMs: number): number {
  return dayAt(epochMs).midnightMs + msOf(time);
}

/** Open at an instant (UTC epoch ms)? The end of a span is closed already. Without hours (null) always. */
export function isOpenAt(hours: OpeningHours | null, epochMs: number): boolean {
  if (hours === null) return true;
  const { day, midnightMs, weekday } = dayAt(epochMs);
  const sinceMs = epochMs - midnightMs;
  return spansOf(hours, day, weekday).some(({ from, to }) => msOf(from) <= sinceMs && sinceMs < msOf(to));
}

/** The first opening of a later day than the one of this instant; null as with `nextOpening`. */
export function nextDayOpening(hours: OpeningHours | null, epochMs: number): number | null {
  return nextOpening(hours, dayAt(epochMs).midnightMs + dayMs - 1);
}

/** The first instant after this one (UTC epoch ms) at which a span begins; null when there is none, or no hours at all. */
export function nextOpening(hours: OpeningHours | null, epochMs: number): number | null {
  if (hours === null) return null;
  const today = dayAt(epochMs).midnightMs;
  for (let at = 0; at < searchedDays; at++) {
    const { day, midnightMs, weekday } = dayAt(today + at * dayMs);
    for (const { from } of spansOf(hours, day, weekday)) {
      const opens = midnightMs + msOf(from);
      if (opens > epochMs) return opens;
    }
  }
  return null;
}

/** When a day is open, as UTC epoch ms in order; without hours (null) the whole day. */
export function openSpans(hours: OpeningHours | null, day: string): readonly { fromMs: number; toMs: number }[] {
  const { midnightMs, weekday } = dayAt(Date.parse(`${day}T12:00:00+08:00`));
  if (hours === null) return [{ fromMs: midnightMs, toMs: midnightMs + dayMs }];
  return spansOf(hours, day, weekday).map(({ from, to }) => ({
    fromMs: midnightMs + msOf(from),
    toMs: midnightMs + msOf(to),
  }));
}

/** Two times of a day as UTC epoch ms. */
export function timesOfDay({ from, to }: Span, day: string): { fromMs: number; toMs: number } {
  const { midnightMs } = dayAt(Date.parse(`${day}T12:00:00+08:00`));
  return { fromMs: midnightMs + msOf(from), toMs: midnightMs + msOf(to) };
}
