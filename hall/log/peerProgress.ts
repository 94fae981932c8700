import type { Acknowledgement } from '../domain/syncApi.ts';
import type { PeerProgress, StreamEnd } from './logStore.ts';

/** What an acknowledgement does to what is believed of a receiver. */
export type AckEffect = {
  progress: PeerProgress;
  /** The receiver was restored: all that was believed of other streams is void and has to be asked again. */
  restored: boolean;
};

/**
 * Applies an acknowledgement. Within one incarnation a mark only rises, except where the receiver reports a gap: then
 * its own mark is the truth. A newer incarnation replaces everything, even by lower marks; an older one changes nothing.
 */
export function applyAck(before: PeerProgress | null, ack: Acknowledgement): AckEffect {
  if (before !== null && ack.incarnation < before.incarnation) return { progress: before, restored: false };
  if (before === null || ack.incarnation > before.incarnation)
    return { progress: { incarnation: ack.incarnation, hwm: { ...ack.hwm } }, restored: before !== null };
  const hwm = { ...before.hwm };
  const gaps = new Set(ack.missing.map(gap => gap.stream));
  for (const [stream, mark] of Object.entries(ack.hwm))
    hwm[stream] = gaps.has(stream) ? mark : Math.max(hwm[stream] ?? 0, mark);
  return { progress: { incarnation: before.incarnation, hwm }, restored: false };
}

/** Streams whose end the receiver has not confirmed, newest stream first: today's events go before a long backlog. */
export function unsentStreams(ends: readonly StreamEnd[], progress: PeerProgress | null): readonly StreamEnd[] {
  return ends
    .filter(end => end.lastSeq > (progress?.hwm[end.stream] ?? 0))
    .sort((a, b) => (a.stream < b.stream ? 1 : a.stream > b.stream ? -1 : 0));
}

/** How many events the receiver has not confirmed. */
export function backlogOf(ends: readonly StreamEnd[], progress: PeerProgress | null): number {
  return ends.reduce((sum, end) => sum + Math.max(0, end.lastSeq - (progress?.hwm[end.stream] ?? 0)), 0);
}
