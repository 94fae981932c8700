import { z } from 'zod';

const minuteMs = 60_000;
const stepMinutes = 5;
const capMinutes = 60;
/** Fewer finished tickets than this say nothing about how long one takes. */
const fewestSamples = 3;
/** 80th percentile of the standard normal distribution. */
const z80 = 0.8416;

/** How long somebody will wait, in words a citizen can use: never "0 minutes", never a false exactness. */
export const waitingEstimateSchema = z.discriminatedUnion('at', [
  z.object({ at: z.literal('now') }),
  z.object({ at: z.literal('upTo'), minutes: z.number().int() }),
  z.object({ at: z.literal('range'), from: z.number().int(), to: z.number().int() }),
  z.object({ at: z.literal('over'), minutes: z.number().int() }),
]);
export type WaitingEstimate = z.infer<typeof waitingEstimateSchema>;

export type WaitingFacts = {
  /** People who will be called before. */
  ahead: number;
  /** Counters that work for this queue now; a counter shared with other queues counts for its share. */
  counters: number;
  /** Whether one of them has nobody before it. */
  isFree: boolean;
  /** How long the last tickets of this queue kept their counter, from call to end, in ms. */
  lastServicesMs: readonly number[];
};

/**
 * When the person behind `ahead` others is called, as 50th and 80th percentile in ms; null when nobody can say.
 *
 * The counters finish one ticket after the other at the pace of the last ones. The first to finish has part of its ticket
 * behind it already (mean residual life: (m² + s²) / 2m). The spread holds two things: that tickets differ, and that a
 * mean of few samples is itself uncertain.
 */
export function waitingPercentiles(facts: WaitingFacts): { p50Ms: number; p80Ms: number } | null {
  const { ahead, counters, lastServicesMs } = facts;
  const samples = lastServicesMs.length;
  if (counters <= 0) return null;
  if (ahead === 0 && facts.isFree) return { p50Ms: 0, p80Ms: 0 };
  if (samples < fewestSamples) return null;
  const mean = lastServicesMs.reduce((sum, ms) => sum + ms, 0) / samples;
  const variance = lastServicesMs.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / (samples - 1);
  const residual = (mean ** 2 + variance) / (2 * mean);
  const expected = (ahead * mean + residual) / counters;
  const spread = Math.sqrt((ahead + 1) * variance + ((ahead + 1) ** 2 * variance) / samples) / counters;
  return { p50Ms: expected, p80Ms: expected + z80 * spread };
}

/** The range a screen shows: p50–p80 rounded to 5 minutes, at most 60; null when nobody can say. */
export function estimateWait(facts: WaitingFacts): WaitingEstimate | null {
  const percentiles = waitingPercentiles(facts);
  if (percentiles === null) return null;
  const rounded = (ms: number) => Math.round(ms / minuteMs / stepMinutes) * stepMinutes;
  const from = rounded(percentiles.p50Ms);
  const to = Math.max(rounded(percentiles.p80Ms), from + stepMinutes);
  if (percentiles.p80Ms < (stepMinutes / 2) * minuteMs) return { at: 'now' };
  if (to > capMinutes) return { at: 'over', minutes: Math.min(from, capMinutes) };
  return from === 0 ? { at: 'upTo', minutes: to } : { at: 'range', from, to };
}
