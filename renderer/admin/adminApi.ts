import { hc } from 'hono/client';
import type { HubApi } from '../../hall/api/hubApi.ts';
import type { HallSetup } from '../../hall/domain/hallSetup.ts';
import { askRoute } from '../ui/askRoute.ts';
import { bearer } from '../ui/hubSession.ts';

/** A set-up of a large hall is read and compared on a slow PC. */
const answerWithinMs = 8000;

/** Typed by the very routes of the hub. */
const hub = hc<HubApi>(location.origin).api.setup;

/** `GET /api/setup` */
export function readSetup(token: string) {
  return askRoute(answerWithinMs, init => hub.$get({}, { init, ...bearer(token) }));
}

/** `PUT /api/setup` */
export function saveSetup(token: string, { basedOn, setup }: { basedOn: number; setup: HallSetup }) {
  return askRoute(answerWithinMs, init => hub.$put({ json: { basedOn, setup } }, { init, ...bearer(token) }));
}

/** `GET /api/setup/export` */
export function exportSetup(token: string) {
  return askRoute(answerWithinMs, init => hub.export.$get({}, { init, ...bearer(token) }));
}

/** `POST /api/setup/import` */
export function importSetup(
  token: string,
  json: { basedOn: number; dryRun: boolean; document: Record<string, unknown> },
) {
  return askRoute(answerWithinMs, init => hub.import.$post({ json }, { init, ...bearer(token) }));
}

/** `GET /api/setup/history` */
export function readHistory(token: string) {
  return askRoute(answerWithinMs, init => hub.history.$get({}, { init, ...bearer(token) }));
}

/** `POST /api/setup/restore` */
export function restoreSetup(token: string, json: { basedOn: number; revision: number }) {
  return askRoute(answerWithinMs, init => hub.restore.$post({ json }, { init, ...bearer(token) }));
}
