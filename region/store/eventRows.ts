import type { IngestPlan } from '../../hall/log/logStore.ts';
import { hlcToMs } from '../../hall/domain/ticket.ts';
import type { KnownEvent, LoggedEvent } from '../../hall/domain/event.ts';
import { isCalendarDay } from './dayPartitions.ts';

export const eventFlag = { newer: 1, clockAhead: 2, poison: 4 } as const;

const clockToleranceMs = 5 * 60_000;
const largestHlc = (1n << 63n) - 1n;

type Planned = IngestPlan['store'][number];
type Quarantined = IngestPlan['quarantined'][number];

/** One batch sorted into what goes where. `rows` is the JSON text of an array of rows of `event`. */
export type SortedBatch = {
  rows: string;
  count: number;
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
  const rows: string[] = [];
  const known: KnownEvent[] = [];
  const quarantined: Quarantined[] = [...plan.quarantined];
  for (const planned of plan.store) {
    const { event, reading } = planned;
    const body = JSON.stringify(event.body);
    const device = devices.get(event.stream) ?? event.dev;
    const refusal = trust ? whyNot(event, { hall, body, device }) : 'refused by the database';
    if (refusal !== null) {
      quarantined.push({ stream: event.stream, seq: event.seq, reason: refusal, raw: JSON.stringify(event) });
      continue;
    }
    rows.push(rowOf(planned, { body, nowMs }));
    if (reading.is === 'known') known.push(reading.event);
  }
  return { rows: `[${rows.join(',')}]`, count: rows.length, known, quarantined };
}

function rowOf({ event, hash, reading }: Planned, { body, nowMs }: { body: string; nowMs: number }): string {
  const flags =
    (reading.is === 'unknown' ? eventFlag.newer : 0) |
    (reading.is === 'poison' ? eventFlag.poison : 0) |
    (hlcToMs(event.hlc) > nowMs + clockToleranceMs ? eventFlag.clockAhead : 0);
  // Everything but type and body has been checked against a pattern, so nothing else needs escaping.
  return `{"d":"${event.bday}","s":"${event.stream}","q":${event.seq},"i":"${event.id}","h":"${event.hlc}","t":${JSON.stringify(event.type)},"v":${event.v},"f":${flags},"c":"${hash}","b":${body}}`;
}

function whyNot(
  event: LoggedEvent,
  { hall, body, device }: { hall: number; body: string; device: string },
): string | null {
  if (event.hall !== hall) return `written for hall ${event.hall}`;
  if (event.dev !== device) return `the stream belongs to device ${device}`;
  if (!isCalendarDay(event.bday) || event.bday < '0001-01-01') return 'no such day';
  if (event.hlc.length > 18 && BigInt(event.hlc) > largestHlc) return 'clock reading out of range';
  if (isUnstorable(body) || isUnstorable(JSON.stringify(event.type))) return 'text that is not valid Unicode';
  return null;
}

/** JSON may spell U+0000 and single surrogates, `jsonb` refuses both (PostgreSQL "JSON types"). */
function isUnstorable(json: string): boolean {
  return json.includes('\\u') && /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i.test(json);
}
