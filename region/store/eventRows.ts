import type { IngestPlan } from '../../hall/log/logStore.ts';
import { hlcToMs } from '../../hall/domain/ticket.ts';
import type { KnownEvent, LoggedEvent } from '../../hall/domain/event.ts';
import { isCalendarDay } from './dayPartitions.ts';

export const eventFlag = { newer: 1, clockAhead: 2, poison: 4 } as const;

const clockToleranceMs = 5 * 60_000;

type Planned = IngestPlan['store'][number];
type Quarantined = IngestPlan['quarantined'][number];

/** One row of `event` as far as a batch decides it; `body` is JSON text. */
export type EventRow = { event: LoggedEvent; hash: string; flags: number; body: string };

/** One batch sorted into what goes where. */
export type SortedBatch = {
  rows: readonly EventRow[];
  known: readonly KnownEvent[];
  quarantined: readonly Quarantined[];
};

/**
 * Sorts the events of a plan. An event that PostgreSQL could not store, or that another hall or another device wrote,
 * goes to quarantine although its envelope is readable: it counts as received and blocks nobody.
 */
export function sortBatch(
  plan: IngestPlan,
  {
    hall,
    devices,
    nowMs,
    trust,
  }: { hall: number; devices: ReadonlyMap<string, string>; nowMs: number; trust: boolean },
): SortedBatch {
  const rows: EventRow[] = [];
  const known: KnownEvent[] = [];
  const quarantined: Quarantined[] = [...plan.quarantined];
  const noDays = new Set([...new Set(plan.store.map(({ event }) => event.bday))].filter(isNoDay));
  for (const planned of plan.store) {
    const { event, reading } = planned;
    const body = JSON.stringify(event.body);
    const device = devices.get(event.stream) ?? event.dev;
    const refusal = trust ? whyNot(event, { hall, body, device, noDays }) : 'refused by the database';
    if (refusal !== null) {
      quarantined.push({ stream: event.stream, seq: event.seq, reason: refusal, raw: JSON.stringify(event) });
      continue;
    }
    rows.push({ event, hash: planned.hash, flags: flagsOf(planned, nowMs), body });
    if (reading.is === 'known') known.push(reading.event);
  }
  return { rows, known, quarantined };
}

function flagsOf({ event, reading }: Planned, nowMs: number): number {
  return (
    (reading.is === 'unknown' ? eventFlag.newer : 0) |
    (reading.is === 'poison' ? eventFlag.poison : 0) |
    (hlcToMs(event.hlc) > nowMs + clockToleranceMs ? eventFlag.clockAhead : 0)
  );
}

function whyNot(
  event: LoggedEvent,
  { hall, body, device, noDays }: { hall: number; body: string; device: string; noDays: ReadonlySet<string> },
): string | null {
  if (event.hall !== hall) return `written for hall ${event.hall}`;
  if (event.dev !== device) return `the stream belongs to device ${device}`;
  if (noDays.has(event.bday)) return 'no such day';
  if (isUnstorable(body) || /[\0\p{Cs}]/u.test(event.type)) return 'text that is not valid Unicode';
  return null;
}

/** PostgreSQL's calendar has no year 0. */
function isNoDay(day: string): boolean {
  return !isCalendarDay(day) || day < '0001-01-01';
}

/** JSON may spell U+0000 and single surrogates, `jsonb` refuses both (PostgreSQL "JSON types"). */
function isUnstorable(json: string): boolean {
  return json.includes('\\u') && /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i.test(json);
}
