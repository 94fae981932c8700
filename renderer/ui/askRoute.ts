import type { ClientResponse } from 'hono/client';
import type { ApiFailure } from '../../hall/domain/hallApi.ts';
import type { PageFailure } from './failureText.ts';

export type Answer<T> = { ok: true; value: T } | { ok: false; failure: PageFailure };

/** JSON of the 2xx answers among everything a route may say. */
type SuccessOf<R> =
  R extends ClientResponse<infer T, infer Status, infer _Format> ? (Status extends 200 | 201 | 204 ? T : never) : never;

/**
 * Awaits one call of a typed client (`hc<Routes>(…)`) and tells value from failure. Never throws: no answer within
 * `timeoutMs` is the failure `unreachable`.
 */
export async function askRoute<R extends ClientResponse<unknown, number>>(
  timeoutMs: number,
  ask: (init: RequestInit) => Promise<R>,
): Promise<Answer<SuccessOf<R>>> {
  try {
    const response = await ask({ signal: AbortSignal.timeout(timeoutMs) });
    const content = await response.text();
    const parsed: unknown = content === '' ? null : JSON.parse(content);
    if (response.ok) return { ok: true, value: parsed as SuccessOf<R> };
    return { ok: false, failure: failureOf(parsed, response.status) };
  } catch (fault) {
    return { ok: false, failure: unreachable(fault instanceof Error ? fault.message : 'no answer') };
  }
}

function unreachable(message: string): PageFailure {
  return { code: 'unreachable', message, retryAfterSeconds: null };
}

function failureOf(body: unknown, status: number): PageFailure {
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string')
    return body as ApiFailure;
  return { code: 'internal', message: `status ${status} without a failure`, retryAfterSeconds: null };
}
