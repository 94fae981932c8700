import type { BoardEntries } from '../../hall/domain/boardApi.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import { useLiveLink } from '../ui/useLive.ts';

/** Since when (UTC epoch ms) what is shown may be wrong; null while it is fresh, or so young that nobody has read it yet. */
export function useStaleSince(live: LiveStream<BoardEntries>): number | null {
  const link = useLiveLink(live);
  return link === 'broken' || link === 'stale' || link === 'refused' ? live.heardAt() + live.serverAheadMs() : null;
}
