import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, ErrorHandler, NotFoundHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { type ApiFailure, type ApiFailureCode, apiFailureSchema } from '../../hall/domain/hallApi.ts';
import { isUnreachable } from '../store/database.ts';
import type { RegionEnv } from './regionEnv.ts';
import type { RegionLog } from './regionLog.ts';

export type RegionFailureStatus = 400 | 401 | 403 | 404 | 413 | 415 | 429 | 500 | 503;
export type RegionFailureCode = Extract<
  ApiFailureCode,
  | 'bad_request'
  | 'unauthorized'
  | 'forbidden'
  | 'wrong_pin'
  | 'not_found'
  | 'too_large'
  | 'too_many'
  | 'locked'
  | 'pin_too_weak'
  | 'internal'
  | 'unavailable'
>;

const statuses: Record<RegionFailureCode, RegionFailureStatus> = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  wrong_pin: 403,
  not_found: 404,
  too_large: 413,
  too_many: 429,
  locked: 429,
  pin_too_weak: 400,
  internal: 500,
  unavailable: 503,
};

const content = { description: 'Failure', content: { 'application/json': { schema: apiFailureSchema } } } as const;

/** Failures every route may answer with; spread into `responses` of `createRoute`. */
export const failureResponses: Record<RegionFailureStatus, typeof content> = {
  400: content,
  401: content,
  403: content,
  404: content,
  413: content,
  415: content,
  429: content,
  500: content,
  503: content,
};

export type Refusal = { code: RegionFailureCode; message: string; retryAfterSeconds: number | null };

/** Answers a refusal with its status and, where waiting helps, `Retry-After`. */
export function refuse(c: Context, { code, message, retryAfterSeconds }: Refusal) {
  if (retryAfterSeconds !== null) c.header('retry-after', String(retryAfterSeconds));
  const failure: ApiFailure = { code, message, retryAfterSeconds };
  return c.json(failure, statuses[code]);
}

/** A refusal that no waiting changes. */
export function refusal(code: RegionFailureCode, message: string): Refusal {
  return { code, message, retryAfterSeconds: null };
}

/** A set of routes; input that does not fit its schema names the field, never the value. */
export function newRoutes(): OpenAPIHono<RegionEnv> {
  return new OpenAPIHono<RegionEnv>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const issue = result.error.issues[0];
      const what = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'malformed'}`.slice(0, 200);
      const tooMany = issue?.code === 'too_big' && issue.origin === 'array';
      return refuse(c, refusal(tooMany ? 'too_large' : 'bad_request', what));
    },
  });
}

export const unknownRoute: NotFoundHandler<RegionEnv> = c => refuse(c, refusal('not_found', 'no such route'));

/** Last resort. A database that is away or busy is said so, and the hall comes back later; the rest is a bug. */
export function faultHandler(log: RegionLog): ErrorHandler<RegionEnv> {
  return (fault, c) => {
    if (fault instanceof HTTPException && fault.status < 500)
      return refuse(
        c,
        refusal(fault.status === 413 ? 'too_large' : 'bad_request', fault.message || 'malformed request'),
      );
    log.error({ err: fault, method: c.req.method, route: c.req.path }, 'a request failed');
    if (isUnreachable(fault))
      return refuse(c, { code: 'unavailable', message: 'the database does not answer', retryAfterSeconds: 5 });
    return refuse(c, refusal('internal', 'the request failed; the reason is in the log of the region'));
  };
}
