import type { BoardEntries } from '../../hall/domain/boardApi.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import { longestNightDelayMs, renewalDue } from './pageRenewal.ts';

const lookEveryMs = 15_000;
/** A board nobody has, or a hub that refuses: asked again this late, there is nobody who would press "again". */
const refusedForMs = 30_000;
const patienceMs = 8000;

/**
 * Loads the page anew when it is due. Only after the hub has just given the page: a browser that fails to load one
 * shows its own error for ever.
 */
export function keepPageNew(request: { live: LiveStream<BoardEntries>; isIdle: () => boolean }): void {
  const { live, isIdle } = request;
  const openedAtMs = Date.now();
  const nightDelayMs = Math.random() * longestNightDelayMs;
  let firstBuild: string | null = null;
  let refusedSinceMs: number | null = null;

  async function renew(): Promise<void> {
    try {
      const page = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(patienceMs) });
      const isWhole = page.ok && (await page.text()).includes('id="root"');
      if (isWhole) location.reload();
    } catch {
      // The hub does not answer: the page stays, with its badge, and is looked after again in a moment.
    }
  }

  setInterval(() => {
    const nowMs = Date.now();
    const build = live.entry('hall')?.build ?? null;
    firstBuild ??= build;
    const isRefused = live.link() === 'refused' || live.entry('place')?.at === 'unknown';
    refusedSinceMs = isRefused ? (refusedSinceMs ?? nowMs) : null;
    const isRefusedLong = refusedSinceMs !== null && nowMs - refusedSinceMs >= refusedForMs;
    const due = renewalDue({ firstBuild, build, openedAtMs, nowMs, nightDelayMs, isIdle: isIdle() });
    if (isRefusedLong || (due !== null && live.link() === 'live')) void renew();
  }, lookEveryMs);
}
