import { beijingOffsetMs } from '../../hall/domain/beijingTime.ts';

const dayMs = 24 * 60 * 60 * 1000;
const hourMs = 60 * 60 * 1000;
/** Hours of the night (Beijing) in which a board loads itself anew. */
const night = { fromMs: 3 * hourMs, toMs: 5 * hourMs } as const;

export type PageFacts = {
  /** What the hub's pages were called when this one heard of them first, and now. */
  firstBuild: string | null;
  build: string | null;
  openedAtMs: number;
  nowMs: number;
  /** This board's own delay within the night, so that the boards of a hall do not load together. */
  nightDelayMs: number;
  /** Nothing is being said or outlined. */
  isIdle: boolean;
};

/**
 * Why the page should load itself now, or null: the hub serves other pages than this one, or it is night and the page has
 * been open since the evening. Never while somebody is being called.
 */
export function renewalDue(facts: PageFacts): 'newPages' | 'night' | null {
  if (!facts.isIdle) return null;
  if (facts.firstBuild !== null && facts.build !== null && facts.build !== facts.firstBuild) return 'newPages';
  const local = facts.nowMs + beijingOffsetMs;
  const midnight = Math.floor(local / dayMs) * dayMs;
  const due = midnight + night.fromMs + facts.nightDelayMs;
  const wasOpenBefore = facts.openedAtMs + beijingOffsetMs < midnight + night.fromMs;
  return wasOpenBefore && local >= due && local < midnight + night.toMs ? 'night' : null;
}

/** Longest delay of a board within the night. */
export const longestNightDelayMs = hourMs;
