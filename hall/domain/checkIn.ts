import type { AppointmentAt } from './appointment.ts';
import type { AppointmentRule } from './appointmentRules.ts';
import { businessDayAt } from './businessDay.ts';

const minuteMs = 60_000;

/** What is said to somebody who checks in. */
export type CheckInVerdict =
  /** `late`: a number like any other, without the right to be called at the slot. */
  | { is: 'welcome'; late: boolean }
  | { is: 'too_early'; from: number }
  | { is: 'too_late' }
  | { is: 'other_day' }
  | { is: 'already' }
  | { is: 'cancelled' };

/** Whether an appointment can be checked in now. Early and late are judged by the slot, never by the queue before it. */
export function checkInVerdict(request: {
  at: AppointmentAt;
  startsAt: number;
  rule: AppointmentRule;
  nowMs: number;
}): CheckInVerdict {
  const { at, startsAt, rule, nowMs } = request;
  if (at === 'checked_in') return { is: 'already' };
  if (at === 'cancelled') return { is: 'cancelled' };
  if (businessDayAt(startsAt) !== businessDayAt(nowMs))
    return startsAt < nowMs ? { is: 'too_late' } : { is: 'other_day' };
  const from = startsAt - rule.earliestMinutes * minuteMs;
  if (nowMs < from) return { is: 'too_early', from };
  if (at !== 'booked' || isOverdue({ startsAt, rule, nowMs })) return { is: 'too_late' };
  return { is: 'welcome', late: nowMs > startsAt + rule.punctualMinutes * minuteMs };
}

/** The place is given back now: nobody has come in the time it was kept. */
export function isOverdue({
  startsAt,
  rule,
  nowMs,
}: {
  startsAt: number;
  rule: AppointmentRule;
  nowMs: number;
}): boolean {
  return nowMs > startsAt + rule.latestMinutes * minuteMs;
}
