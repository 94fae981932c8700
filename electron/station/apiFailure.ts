import type { ApiFailure, ApiFailureCode } from '../../hall/domain/hallApi.ts';

/** A refusal as the page reads it. */
export function apiFailure(code: ApiFailureCode, message: string): { ok: false; failure: ApiFailure } {
  return { ok: false, failure: { code, message, retryAfterSeconds: null } };
}
