import { fence, processId } from './commands.ts';
import type { PrintSegment } from './encoder.ts';

/** On top of what paper and line need. */
const fenceGraceMs = 2000;

/** What is to be printed and how its end is to be heard of. */
export type JobPlan = {
  readonly segments: readonly PrintSegment[];
  /** Four characters for GS ( H, or null on printers without it: then the last GS r tells. */
  readonly processId: string | null;
  /** False for a printer that was never heard answering GS r: then time passes instead, and nothing is confirmed. */
  readonly fenced: boolean;
  readonly speedMmPerS: number;
  readonly baudRate: number;
  /**
   * Fences that earlier jobs sent and nobody answered. Their answers may still come and must not be taken for this
   * job's, so only a clean-up, never a slip, is planned with more than 0.
   */
  readonly staleFences: number;
};

/** What closes a segment: the fence, or at the end the process id. */
export function closingOf(plan: JobPlan, index: number): Uint8Array {
  if (!plan.fenced) return new Uint8Array();
  return isLast(plan, index) && plan.processId !== null ? processId(plan.processId) : fence;
}

/** How long a segment may take: its bytes on the line, its paper at the printer's speed, and two seconds. */
export function deadlineMs(plan: JobPlan, segment: PrintSegment): number {
  const lineMs = (segment.bytes.length * 10_000) / plan.baudRate;
  return Math.ceil(lineMs + (segment.paperMm * 1000) / plan.speedMmPerS + (plan.fenced ? fenceGraceMs : 0));
}

export function isLast(plan: JobPlan, index: number): boolean {
  return index === plan.segments.length - 1;
}
