import type { Overview, RegionSession } from '../../hall/domain/regionApi.ts';
import { type Answer, askServer } from '../ui/askServer.ts';
import type { PageFailure } from '../ui/failureText.ts';
import type { WordKey } from './words.ts';

const timeoutMs = 10_000;

export async function signIn(account: string, pin: string): Promise<Answer<RegionSession>> {
  return askServer({ method: 'POST', path: '/api/session', body: { account, pin }, token: null, timeoutMs });
}

export async function changePin(token: string, pins: { pin: string; newPin: string }): Promise<Answer<RegionSession>> {
  return askServer({ method: 'POST', path: '/api/session/pin', body: pins, token, timeoutMs });
}

export async function signOut(token: string): Promise<Answer<null>> {
  return askServer({ method: 'DELETE', path: '/api/session', body: null, token, timeoutMs });
}

export async function readOverview(token: string): Promise<Answer<Overview>> {
  return askServer({ method: 'GET', path: '/api/overview', body: null, token, timeoutMs });
}

export async function newEnrolmentCode(token: string): Promise<Answer<{ code: string }>> {
  return askServer({ method: 'POST', path: '/api/enrolment-codes', body: null, token, timeoutMs });
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
