import { hc } from 'hono/client';
import type { HubApi } from '../../hall/api/hubApi.ts';
import { askRoute } from '../ui/askRoute.ts';
import type { Skipped } from './soundQueue.ts';

const patienceMs = 5000;
const hub = hc<HubApi>(location.origin);

/** Tells the hub's log of a call that was not said. Not told again when the hub does not answer: the words stood on the board. */
export async function tellSkipped({ call, reason }: Skipped): Promise<void> {
  await askRoute(patienceMs, init => hub.api.boards.skipped.$post({ json: { call: call.call, reason } }, { init }));
}
