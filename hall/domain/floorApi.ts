import { z } from 'zod';
import { callReasonSchema } from './callReason.ts';
import { labelSchema } from './label.ts';
import { accountIdSchema, callIdSchema, counterIdSchema, queueIdSchema, ticketIdSchema } from './ids.ts';
import type { FloorRules } from './floorRules.ts';
import type { DeviceAlert, HelpEntry } from './liveEntries.ts';
import type { Text } from './language.ts';
import type { WaitingEstimate } from './waitingEstimate.ts';

/** Today's figures, of the hall or of one queue. Averages are null before anybody was served. */
export type FloorSums = {
  issued: number;
  waiting: number;
  atCounter: number;
  held: number;
  served: number;
  noShow: number;
  cancelled: number;
  averageWaitMs: number | null;
  averageServiceMs: number | null;
};

/** Distance between two points of a trend, and how many there are: the last hour. */
export const trendStepMs = 2 * 60_000;
export const trendSteps = 31;

export type FloorQueue = {
  id: string;
  letter: string;
  name: Text;
  sums: FloorSums;
  /** Since when the one who has waited longest waits; null = nobody does. */
  longestSince: number | null;
  /** For somebody who takes a number now. */
  wait: WaitingEstimate | null;
  /** Numbers of the counters that serve it today, and of those that are open. */
  counters: readonly number[];
  open: readonly number[];
  trend: readonly number[];
};

export type FloorCounter = {
  id: string;
  number: number;
  at: 'closed' | 'open' | 'paused';
  clerk: string | null;
  /** Since when it is so; null = it has never been otherwise. */
  since: number | null;
  ticket: { ticket: string; label: string; queue: string; at: 'called' | 'serving'; since: number } | null;
  /** Since when an open counter has had nobody. */
  idleSince: number | null;
  /** Queues it serves today, and whether that is for today only. */
  queues: readonly string[];
  isReassigned: boolean;
  served: number;
};

export type FloorKiosk = {
  kiosk: string;
  line: 'up' | 'down';
  devices: readonly { device: string; state: string; since: number }[];
};

export const floorCallSchema = z.object({
  call: callIdSchema,
  ticket: ticketIdSchema,
  label: labelSchema,
  counter: counterIdSchema,
  clerk: accountIdSchema,
  calledAt: z.number().int(),
  /** From the issue of the number to this call. */
  waitedMs: z.number().int(),
  /** In Chinese, and as data the page says in its language; null in calls of older programs. */
  why: z.string(),
  because: z.array(callReasonSchema).nullable(),
});
export type FloorCall = z.infer<typeof floorCallSchema>;

/**
 * Entries of `GET /api/live?view=floor` (supervisor). Keys: `hall`, `clock`, `sums`, `queue:<id>`, `counter:<id>`,
 * `kiosk:<id>`, `call:<id>` (the last thirty), `help:<id>`, `device:<kiosk> <device>`.
 */
export type FloorEntries = {
  /** `named`: classes and skills by their id, for the reasons of calls. */
  hall: { name: Text; rules: FloorRules; named: Readonly<Record<string, Text>> };
  /** The hub's time and how fast it runs: a played day runs faster than ours. */
  clock: { atMs: number; speed: number };
  sums: FloorSums;
  [queue: `queue:${string}`]: FloorQueue;
  [counter: `counter:${string}`]: FloorCounter;
  [kiosk: `kiosk:${string}`]: FloorKiosk;
  [call: `call:${string}`]: FloorCall;
  [help: `help:${string}`]: HelpEntry;
  [device: `device:${string}`]: DeviceAlert;
};

export const floorTicketSchema = z.object({
  ticket: ticketIdSchema,
  label: labelSchema,
  queue: queueIdSchema,
  at: z.string(),
  priority: z.number().int(),
  issuedAt: z.number().int(),
  calledAt: z.number().int().nullable(),
  servingAt: z.number().int().nullable(),
  endedAt: z.number().int().nullable(),
  counter: counterIdSchema.nullable(),
  clerk: accountIdSchema.nullable(),
  /** Until it was called, or until now. */
  waitedMs: z.number().int(),
  print: z.enum(['printed', 'failed', 'uncertain']).nullable(),
  toCounter: counterIdSchema.nullable(),
});
export type FloorTicket = z.infer<typeof floorTicketSchema>;

/** `open`: for whom, when nobody is there yet. */
export const floorCounterOrderSchema = z.object({ clerk: accountIdSchema.nullable() });
export const assignOrderSchema = z.object({
  /** Queues it serves for the rest of the day; null = as in the set-up. */
  queues: z.array(queueIdSchema).min(1).max(26).nullable(),
});
export const moveOrderSchema = z.object({
  from: queueIdSchema,
  /** Only these of them; null = all that wait. */
  tickets: z.array(ticketIdSchema).max(500).nullable(),
  queue: queueIdSchema,
  toCounter: counterIdSchema.nullable(),
});

/** What was done, and how to take it back. `undo` null = nothing has changed. */
export const floorAnswerSchema = z.object({
  undo: z.object({ id: z.uuid(), untilMs: z.number().int() }).nullable(),
  /** How many tickets were moved. */
  moved: z.number().int(),
});
export type FloorAnswer = z.infer<typeof floorAnswerSchema>;
