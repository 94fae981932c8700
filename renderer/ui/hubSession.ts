import { hc } from 'hono/client';
import type { HubApi } from '../../hall/api/hubApi.ts';
import { askRoute } from './askRoute.ts';

/** A PIN is hashed with Argon2id, so signing in takes its time on a slow PC. */
const signInWithinMs = 10_000;
const answerWithinMs = 3000;

/** Typed by the very routes of the hub. */
const hub = hc<HubApi>(location.origin).api;

/** The credential of a signed-in account, for `askRoute` calls. */
export const bearer = (token: string): { headers: Record<string, string> } => ({
  headers: { authorization: `Bearer ${token}` },
});

/** `POST /api/session` */
export function signIn(json: { account: string; pin: string }) {
  return askRoute(signInWithinMs, init => hub.session.$post({ json }, { init }));
}

/** `POST /api/session/pin` */
export function changePin(token: string, json: { pin: string; newPin: string }) {
  return askRoute(signInWithinMs, init => hub.session.pin.$post({ json }, { init, ...bearer(token) }));
}

/** `DELETE /api/session` */
export function signOut(token: string) {
  return askRoute(answerWithinMs, init => hub.session.$delete({}, { init, ...bearer(token) }));
}
