import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appointmentRuleSchema } from './appointmentRules.ts';
import { checkInVerdict, isOverdue } from './checkIn.ts';

const rule = appointmentRuleSchema.parse({ queue: 'household' });
const startsAt = Date.parse('2026-11-23T10:30+08:00');
const minute = 60_000;
const ask = (minutes: number, at: Parameters<typeof checkInVerdict>[0]['at'] = 'booked') =>
  checkInVerdict({ at, startsAt, rule, nowMs: startsAt + minutes * minute });

describe('check-in', () => {
  it('is judged by the slot', () => {
    expect(ask(-31)).toEqual({ is: 'too_early', from: startsAt - 30 * minute });
    expect(ask(-30)).toEqual({ is: 'welcome', late: false });
    expect(ask(5)).toEqual({ is: 'welcome', late: false });
    expect(ask(6)).toEqual({ is: 'welcome', late: true });
    expect(ask(20)).toEqual({ is: 'welcome', late: true });
    expect(ask(21)).toEqual({ is: 'too_late' });
    expect(ask(-24 * 60)).toEqual({ is: 'other_day' });
    expect(ask(24 * 60)).toEqual({ is: 'too_late' });
  });

  it('is refused with the reason when there is nothing to check in', () => {
    expect(ask(0, 'checked_in')).toEqual({ is: 'already' });
    expect(ask(0, 'cancelled')).toEqual({ is: 'cancelled' });
    expect(ask(0, 'released')).toEqual({ is: 'too_late' });
    expect(ask(-60 * 24, 'missed')).toEqual({ is: 'other_day' });
  });

  it('welcomes nobody whose place is released by itself at that moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: -600, max: 600 }), minutes => {
        const verdict = ask(minutes);
        if (isOverdue({ startsAt, rule, nowMs: startsAt + minutes * minute })) expect(verdict.is).toBe('too_late');
        else expect(verdict.is).not.toBe('too_late');
      }),
    );
  });
});
