import { createMiddleware } from 'hono/factory';
import { bodyLimit } from 'hono/body-limit';
import { sessionOf } from '../store/accounts.ts';
import { hallOfToken } from '../store/enrolment.ts';
import { refusal, refuse } from './failure.ts';
import type { RegionEnv, RegionPorts } from './regionEnv.ts';
import type { TokenBuckets } from './tokenBucket.ts';

/** The token of an `Authorization: Bearer` header, or null. */
function bearerOf(header: string | undefined): string | null {
  return /^Bearer ([A-Za-z0-9_-]{32,128})$/.exec(header ?? '')?.[1] ?? null;
}

/** Admits a hall by its token and puts its id into the context; the body never says who asks. */
export function asHall({ database }: RegionPorts) {
  return createMiddleware<RegionEnv>(async (c, next) => {
    const token = bearerOf(c.req.header('authorization'));
    const hall = token === null ? null : await hallOfToken(database, token);
    if (hall === null) return refuse(c, refusal('unauthorized', 'an enrolled hall shows its token here'));
    c.set('hall', hall);
    await next();
    return undefined;
  });
}

/** Admits a supervisor. Until the first PIN has been replaced only signing out and replacing it is possible. */
export function asSupervisor({ database, now }: RegionPorts, { firstPinWillDo }: { firstPinWillDo: boolean }) {
  return createMiddleware<RegionEnv>(async (c, next) => {
    const token = bearerOf(c.req.header('authorization'));
    const session = token === null ? null : await sessionOf(database, token, now());
    if (token === null || session === null) return refuse(c, refusal('unauthorized', 'sign in first'));
    if (session.mustChangePin && !firstPinWillDo)
      return refuse(c, refusal('forbidden', 'the first-sign-in PIN has to be changed first'));
    c.set('supervisor', { ...session, token });
    await next();
    return undefined;
  });
}

/** Sends away what is not plain JSON before a byte of it is read. */
export const onlyJson = createMiddleware<RegionEnv>(async (c, next) => {
  const type = c.req.header('content-type') ?? '';
  const encoding = c.req.header('content-encoding') ?? 'identity';
  if (!/^application\/json(?:\s*;|$)/i.test(type) || encoding !== 'identity')
    return c.json({ ...refusal('bad_request', 'application/json without content-encoding is expected') }, 415);
  await next();
  return undefined;
});

/** More than this of a refused body is not read: the connection is cut instead. */
const drainBytes = 4 * 1024 * 1024;

/**
 * Reads what is left of the body before a refusal leaves. A server that answers and hangs up while the sender still
 * writes makes the sender see a broken connection instead of `413` or `429`, and it would never send a smaller batch.
 */
export const readToTheEnd = createMiddleware<RegionEnv>(async (c, next) => {
  await next();
  if (c.res.status < 400 || c.req.method === 'GET') return;
  const body = c.req.raw.bodyUsed ? null : c.req.raw.body;
  if (body === null || body.locked || Number(c.req.header('content-length') ?? 0) > drainBytes) return;
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > drainBytes) return;
  }
});

/** Refuses a body of more than `maxSize` bytes, whether its length was announced or not. */
export function atMost(maxSize: number) {
  return bodyLimit({ maxSize, onError: c => refuse(c, refusal('too_large', `at most ${maxSize} bytes`)) });
}

/** Counts a request against a bucket of its own; `key` names it. */
export function within(buckets: TokenBuckets, key: (asker: { address: string; hall: number }) => string) {
  return createMiddleware<RegionEnv>(async (c, next) => {
    const retryAfterSeconds = buckets.take(key({ address: c.env.address, hall: c.var.hall }));
    if (retryAfterSeconds > 0) return refuse(c, { code: 'too_many', message: 'slow down', retryAfterSeconds });
    await next();
    return undefined;
  });
}

/** Sends new work away while too much already waits for the database: a short queue recovers, a long one does not. */
export function unlessOverloaded({ database, limits }: RegionPorts) {
  return createMiddleware<RegionEnv>(async (c, next) => {
    if (database.waitingCount > limits.waiting)
      return refuse(c, { code: 'unavailable', message: 'too much is waiting', retryAfterSeconds: 2 });
    await next();
    return undefined;
  });
}
