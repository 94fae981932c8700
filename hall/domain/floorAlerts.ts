import type { FloorCounter, FloorEntries, FloorQueue } from './floorApi.ts';

const minuteMs = 60_000;

/** What needs a supervisor now. `severe` ones come first. */
export type FloorAlert =
  | { is: 'wait'; severe: boolean; queue: FloorQueue; minutes: number }
  | { is: 'noCounter'; severe: true; queue: FloorQueue }
  | { is: 'idle'; severe: false; counter: FloorCounter; minutes: number }
  | { is: 'paused'; severe: false; counter: FloorCounter; minutes: number }
  | { is: 'called'; severe: false; counter: FloorCounter; minutes: number };

function valuesOf<T>(entries: Readonly<Partial<FloorEntries>>, prefix: string): T[] {
  return Object.entries(entries).flatMap(([key, value]) => (key.startsWith(prefix) ? [value as T] : []));
}

/** Whole minutes since an instant; a clock that is a little ahead is not negative. */
export function minutesSince(sinceMs: number, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - sinceMs) / minuteMs));
}

/** Who waits too long, which counter does nothing, what was forgotten; by the rules of the hall at an instant. */
export function floorAlerts(entries: Readonly<Partial<FloorEntries>>, nowMs: number): FloorAlert[] {
  const rules = entries.hall?.rules;
  if (rules === undefined) return [];
  const queues = valuesOf<FloorQueue>(entries, 'queue:');
  const counters = valuesOf<FloorCounter>(entries, 'counter:');
  const waitingIn = new Map(queues.map(({ id, sums }) => [id, sums.waiting]));
  const alerts: FloorAlert[] = [];
  for (const queue of queues) {
    if (queue.sums.waiting > 0 && queue.open.length === 0) alerts.push({ is: 'noCounter', severe: true, queue });
    if (queue.longestSince === null) continue;
    const minutes = minutesSince(queue.longestSince, nowMs);
    if (minutes >= rules.waitWarningMinutes)
      alerts.push({ is: 'wait', severe: minutes >= rules.waitAlarmMinutes, queue, minutes });
  }
  for (const counter of counters) {
    const { at, since, ticket, idleSince } = counter;
    const isWanted = counter.queues.some(id => (waitingIn.get(id) ?? 0) > 0);
    const idle = idleSince === null ? 0 : minutesSince(idleSince, nowMs);
    if (at === 'open' && isWanted && idle >= rules.idleMinutes)
      alerts.push({ is: 'idle', severe: false, counter, minutes: idle });
    const paused = at === 'paused' && since !== null ? minutesSince(since, nowMs) : 0;
    if (paused >= rules.pauseMinutes) alerts.push({ is: 'paused', severe: false, counter, minutes: paused });
    const called = ticket?.at === 'called' ? minutesSince(ticket.since, nowMs) : 0;
    if (called >= rules.calledMinutes) alerts.push({ is: 'called', severe: false, counter, minutes: called });
  }
  return alerts.sort((a, b) => Number(b.severe) - Number(a.severe));
}
