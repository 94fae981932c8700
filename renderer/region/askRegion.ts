import { hc } from 'hono/client';
import type { Overview } from '../../hall/domain/regionApi.ts';
import type { RegionApi } from '../../region/api/regionApp.ts';
import { askRoute } from '../ui/askRoute.ts';
import type { Answer } from '../ui/askRoute.ts';
import type { PageFailure } from '../ui/failureText.ts';
import type { WordKey } from './words.ts';

const timeoutMs = 10_000;
/** Typed by the very routes of the region. */
const region = hc<RegionApi>(location.origin).api;
const bearer = (token: string): { headers: Record<string, string> } => ({
  headers: { authorization: `Bearer ${token}` },
});

export function signIn(account: string, pin: string) {
  return askRoute(timeoutMs, init => region.session.$post({ json: { account, pin } }, { init }));
}

export function changePin(token: string, json: { pin: string; newPin: string }) {
  return askRoute(timeoutMs, init => region.session.pin.$post({ json }, { init, ...bearer(token) }));
}

export function signOut(token: string) {
  return askRoute(timeoutMs, init => region.session.$delete({}, { init, ...bearer(token) }));
}

/** The client types a level nobody chose as `undefined`; in JSON it is simply absent, as `Overview` says. */
export function readOverview(token: string): Promise<Answer<Overview>> {
  const asked = askRoute(timeoutMs, init => region.overview.$get({ query: {} }, { init, ...bearer(token) }));
  return asked as Promise<Answer<Overview>>;
}

export function newEnrolmentCode(token: string) {
  return askRoute(timeoutMs, init => region['enrolment-codes'].$post({}, { init, ...bearer(token) }));
}

/** The sentence for what went wrong. */
export function failureWord({ code }: PageFailure): WordKey {
  switch (code) {
    case 'wrong_pin':
    case 'bad_request':
      return 'wrongPin';
    case 'locked':
      return 'locked';
    case 'pin_too_weak':
      return 'weakPin';
    case 'too_many':
      return 'tooMany';
    case 'unauthorized':
      return 'expired';
    case 'unreachable':
    case 'unavailable':
      return 'unreachable';
    default:
      return 'failed';
  }
}
