import { hc } from 'hono/client';
import type { HubApi } from '../../hall/api/hubApi.ts';
import type { BoardList } from '../../hall/domain/boardApi.ts';
import { askRoute } from '../ui/askRoute.ts';

const patienceMs = 5000;
const hub = hc<HubApi>(location.origin);

/** Every board of this hall; null when the hub does not answer. */
export async function askBoards(): Promise<BoardList | null> {
  const answer = await askRoute(patienceMs, init => hub.api.boards.$get({}, { init }));
  return answer.ok ? answer.value : null;
}
