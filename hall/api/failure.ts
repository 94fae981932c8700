import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, ErrorHandler, NotFoundHandler, TypedResponse } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ZodError } from 'zod';
import { type ApiFailure, type ApiFailureCode, apiFailureSchema } from '../domain/hallApi.ts';
import type { HubEnv } from './access.ts';
import type { HubLog } from './hubLog.ts';

export type FailureStatus = 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500 | 503;

const statusOf: Record<ApiFailureCode, FailureStatus> = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  too_large: 413,
  too_many: 429,
  queue_closed: 409,
  quota_reached: 409,
  card_required: 409,
  slot_full: 409,
  slot_gone: 409,
  already_booked: 409,
  queue_empty: 409,
  already_called: 409,
  wrong_state: 409,
  counter_taken: 409,
  // Not 401: a page that asks for the PIN once more must not believe that its session has ended.
  wrong_pin: 403,
  locked: 429,
  pin_too_weak: 400,
  account_exists: 409,
  own_account: 409,
  already_rated: 409,
  not_ratable: 409,
  undo_expired: 409,
  slip_not_genuine: 409,
  slip_outdated: 409,
  no_shared_series: 409,
  storage_failed: 503,
  device_revoked: 403,
  enrolment_refused: 409,
  unavailable: 503,
  internal: 500,
};

const failureContent = {
  description: 'Failure',
  content: { 'application/json': { schema: apiFailureSchema } },
} as const;

/** Answers every route may give besides its own; spread into `responses` of `createRoute`. */
export const failureResponses: Record<FailureStatus, typeof failureContent> = {
  400: failureContent,
  401: failureContent,
  403: failureContent,
  404: failureContent,
  409: failureContent,
  413: failureContent,
  429: failureContent,
  500: failureContent,
  503: failureContent,
};

/** What went wrong, as a use case says it; the route turns it into an answer. */
export type Refusal = { code: ApiFailureCode; message: string; retryAfterSeconds: number | null };

export function refusal(code: ApiFailureCode, message: string): Refusal {
  return { code, message, retryAfterSeconds: null };
}

/** One member per status: the typed client tells answers apart by their status, and a union within one member would not match. */
export type FailureAnswer = {
  [S in FailureStatus]: Response & TypedResponse<ApiFailure, S, 'json'>;
}[FailureStatus];

/** The answer for a refusal, with its HTTP status and, where a wait helps, `Retry-After`. */
export function refuse(c: Context, { code, message, retryAfterSeconds }: Refusal): FailureAnswer {
  const failure: ApiFailure = { code, message, retryAfterSeconds };
  if (retryAfterSeconds !== null) c.header('Retry-After', String(retryAfterSeconds));
  return c.json(failure, statusOf[code]) as FailureAnswer;
}

/** An empty module whose malformed input is answered as `bad_request` instead of the library's own words. */
export function newModule(): OpenAPIHono<HubEnv> {
  return new OpenAPIHono<HubEnv>({
    defaultHook: (result, c) =>
      result.success ? undefined : refuse(c, refusal('bad_request', firstProblem(result.error))),
  });
}

/** Names the field, never the value: what somebody typed does not belong in a log. */
function firstProblem(error: ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? 'malformed input' : `${issue.path.join('.') || 'input'}: ${issue.message}`.slice(0, 200);
}

export const unknownRoute: NotFoundHandler<HubEnv> = c => refuse(c, refusal('not_found', 'no such route'));

const codeOfStatus: Readonly<Record<number, ApiFailureCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  413: 'too_large',
};

/** Last resort: a failure of the framework keeps its meaning, anything else is a bug and is only told to the log. */
export function failureOf(log: HubLog): ErrorHandler<HubEnv> {
  return (fault, c) => {
    if (fault instanceof HTTPException && fault.status < 500)
      return refuse(c, refusal(codeOfStatus[fault.status] ?? 'bad_request', fault.message || 'malformed request'));
    log.error({ err: fault, method: c.req.method, route: c.req.routePath }, 'a request failed');
    return refuse(c, refusal('internal', 'the request failed; the reason is in the log of the hub'));
  };
}
