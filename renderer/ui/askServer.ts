import type { ApiFailure } from '../../hall/domain/hallApi.ts';
import type { PageFailure } from './failureText.ts';

export type Answer<T> = { ok: true; value: T } | { ok: false; failure: PageFailure };

export type Question = {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  /** null = no body. */
  body: unknown;
  token: string | null;
  timeoutMs: number;
};

/** Asks a route module. Never throws: no answer in time is the failure `unreachable`. The shape of a 2xx body is the route's promise. */
export async function askServer<T>({ method, path, body, token, timeoutMs }: Question): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      headers: {
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const content = await response.text();
    const parsed: unknown = content === '' ? null : JSON.parse(content);
    if (response.ok) return { ok: true, value: parsed as T };
    return { ok: false, failure: failureOf(parsed, response.status) };
  } catch (fault) {
    return { ok: false, failure: unreachable(fault instanceof Error ? fault.message : 'no answer') };
  }
}

export function unreachable(message: string): PageFailure {
  return { code: 'unreachable', message, retryAfterSeconds: null };
}

export function failureOf(body: unknown, status: number): PageFailure {
  if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string')
    return body as ApiFailure;
  return { code: 'internal', message: `status ${status} without a failure`, retryAfterSeconds: null };
}
