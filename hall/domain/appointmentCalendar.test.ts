import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookableSlot, freePlace, slotsOfDay } from './appointmentCalendar.ts';
import { appointmentRuleSchema, appointmentRulesSchema } from './appointmentRules.ts';
import { businessDaySchema } from './businessDay.ts';
import { queueIdSchema } from './ids.ts';
import { isOpenAt, openingHoursSchema } from './openingHours.ts';

const queue = queueIdSchema.parse('household');
const rule = appointmentRuleSchema.parse({ queue, slotMinutes: 30, places: 2, daysAhead: 3 });
const summer = [
  { from: '10:00', to: '14:00' },
  { from: '15:30', to: '19:20' },
];
const week = {
  monday: summer,
  tuesday: summer,
  wednesday: summer,
  thursday: summer,
  friday: summer,
  saturday: [],
  sunday: [],
};
const hours = openingHoursSchema.parse({
  seasons: [{ begins: '01-01', week }],
  holidays: {
    years: [2026],
    closedDays: ['2026-10-01'],
    workingDays: [{ day: '2026-10-10', like: 'friday' }],
  },
});
const day = (text: string) => businessDaySchema.parse(text);
const at = (text: string) => Date.parse(`${text}+08:00`);

describe('calendar of appointments', () => {
  it('fills both halves of the day and leaves out what is too short for a slot', () => {
    const slots = slotsOfDay(rule, hours, day('2026-11-23'));
    expect(slots).toHaveLength(8 + 7);
    expect(slots[0]).toEqual({ startsAt: at('2026-11-23T10:00'), endsAt: at('2026-11-23T10:30') });
    expect(slots.at(-1)?.endsAt).toBe(at('2026-11-23T19:00'));
  });

  it('lies between the times of its rule', () => {
    const morning = { ...rule, from: '09:00', to: '11:10' };
    expect(slotsOfDay(morning, hours, day('2026-11-23')).map(slot => slot.startsAt)).toEqual([
      at('2026-11-23T10:00'),
      at('2026-11-23T10:30'),
    ]);
    expect(slotsOfDay(morning, null, day('2026-11-23'))).toHaveLength(4);
    expect(slotsOfDay({ ...rule, from: '20:00' }, hours, day('2026-11-23'))).toEqual([]);
  });

  it('keeps holidays, weekends and make-up working days', () => {
    expect(slotsOfDay(rule, hours, day('2026-10-01'))).toEqual([]);
    expect(slotsOfDay(rule, hours, day('2026-11-22'))).toEqual([]);
    expect(slotsOfDay(rule, hours, day('2026-10-10'))).toHaveLength(15);
  });

  it('never has a slot that overlaps another one or a closed minute', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 240 }), fc.integer({ min: 0, max: 400 }), (slotMinutes, ahead) => {
        const any = appointmentRuleSchema.parse({ queue, slotMinutes });
        const date = new Date(Date.UTC(2026, 0, 1) + ahead * 86_400_000).toISOString().slice(0, 10);
        const slots = slotsOfDay(any, hours, day(date));
        for (const [i, { startsAt, endsAt }] of slots.entries()) {
          expect(endsAt - startsAt).toBe(slotMinutes * 60_000);
          expect(isOpenAt(hours, startsAt) && isOpenAt(hours, endsAt - 1)).toBe(true);
          expect(startsAt).toBeGreaterThanOrEqual(slots[i - 1]?.endsAt ?? 0);
        }
      }),
    );
  });

  it('says why a slot cannot be booked', () => {
    const nowMs = at('2026-11-23T10:00');
    const ask = (text: string) => bookableSlot({ rule, hours, startsAt: at(text), nowMs });
    expect(ask('2026-11-23T10:30')).toMatchObject({ startsAt: at('2026-11-23T10:30') });
    expect(ask('2026-11-23T10:00')).toBe('past');
    expect(ask('2026-11-26T19:00')).toBe('no_slot');
    expect(ask('2026-11-23T14:30')).toBe('no_slot');
    expect(ask('2026-11-26T18:30')).toMatchObject({ endsAt: at('2026-11-26T19:00') });
    expect(ask('2026-11-27T10:00')).toBe('too_far');
  });

  it('gives the lowest free place until there is none', () => {
    expect(freePlace(rule, new Set())).toBe(1);
    expect(freePlace(rule, new Set([1]))).toBe(2);
    expect(freePlace(rule, new Set([2]))).toBe(1);
    expect(freePlace(rule, new Set([1, 2]))).toBeNull();
  });

  it('refuses rules that contradict themselves', () => {
    expect(appointmentRuleSchema.safeParse({ queue, punctualMinutes: 30, latestMinutes: 10 }).success).toBe(false);
    expect(appointmentRulesSchema.safeParse({ queues: [{ queue }, { queue }] }).success).toBe(false);
    expect(appointmentRulesSchema.parse({})).toEqual({ queues: [], helpLine: null });
  });
});
