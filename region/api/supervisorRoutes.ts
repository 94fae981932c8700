import { createRoute, z } from '@hono/zod-openapi';
import { businessDayAt, businessDaySchema } from '../../hall/domain/businessDay.ts';
import {
  enrolmentCodeSchema,
  type HallOverview,
  overviewSchema,
  regionChangePinSchema,
  regionSessionSchema,
  regionSignInSchema,
} from '../../hall/domain/regionApi.ts';
import { changePin, signIn, signOut } from '../store/accounts.ts';
import { isCalendarDay } from '../store/dayPartitions.ts';
import { createEnrolmentCode } from '../store/enrolment.ts';
import { readOverview } from '../store/overview.ts';
import { isGuessablePin } from '../store/secrets.ts';
import { failureResponses, newRoutes, refusal, refuse } from './failure.ts';
import { asSupervisor, atMost, onlyJson, within } from './guards.ts';
import type { RegionPorts } from './regionEnv.ts';
import { tokenBuckets } from './tokenBucket.ts';

/** The page of every supervisor asks every few seconds; the figures are counted once for all of them. */
const overviewAgeMs = 1000;

const json = <S>(schema: S) => ({ content: { 'application/json': { schema } } });
const answer = <S>(schema: S, description: string) => ({ ...json(schema), description });

/** What the supervisor's page talks to: `/api/…`. */
export function supervisorRoutes(ports: RegionPorts) {
  const { database, now } = ports;
  const tries = tokenBuckets(ports.limits.tries, now);
  const signedIn = asSupervisor(ports, { firstPinWillDo: false });
  const anySession = asSupervisor(ports, { firstPinWillDo: true });
  const cache = new Map<string, { atMs: number; halls: Promise<readonly HallOverview[]> }>();

  const startSession = createRoute({
    method: 'post',
    path: '/api/session',
    middleware: [within(tries, ({ address }) => address), onlyJson, atMost(4096)] as const,
    request: { body: { ...json(regionSignInSchema), required: true } },
    responses: { 200: answer(regionSessionSchema, 'Signed in'), ...failureResponses },
  });
  const endSession = createRoute({
    method: 'delete',
    path: '/api/session',
    middleware: [anySession] as const,
    responses: { 204: { description: 'Signed out' }, ...failureResponses },
  });
  const newPin = createRoute({
    method: 'post',
    path: '/api/session/pin',
    middleware: [anySession, within(tries, ({ address }) => address), onlyJson, atMost(4096)] as const,
    request: { body: { ...json(regionChangePinSchema), required: true } },
    responses: { 200: answer(regionSessionSchema, 'The new PIN is in force'), ...failureResponses },
  });
  const newCode = createRoute({
    method: 'post',
    path: '/api/enrolment-codes',
    middleware: [signedIn] as const,
    responses: { 201: answer(enrolmentCodeSchema, 'A one-time code for one hall'), ...failureResponses },
  });
  const overview = createRoute({
    method: 'get',
    path: '/api/overview',
    middleware: [signedIn] as const,
    request: { query: z.object({ day: businessDaySchema.optional() }) },
    responses: { 200: answer(overviewSchema, 'All halls on one day'), ...failureResponses },
  });

  return newRoutes()
    .openapi(startSession, async c => {
      const { account, pin } = c.req.valid('json');
      const outcome = await signIn(database, { account, pin, nowMs: now() });
      if (outcome.is === 'signed_in')
        return c.json({ token: outcome.token, account, mustChangePin: outcome.mustChangePin }, 200);
      if (outcome.is === 'wrong_pin') return refuse(c, refusal('wrong_pin', 'wrong account or PIN'));
      const { retryAfterSeconds } = outcome;
      return refuse(c, { code: 'locked', message: 'too many wrong PINs', retryAfterSeconds });
    })
    .openapi(endSession, async c => {
      await signOut(database, c.var.supervisor.token);
      return c.body(null, 204);
    })
    .openapi(newPin, async c => {
      const { pin, newPin } = c.req.valid('json');
      const { account, token } = c.var.supervisor;
      if (isGuessablePin(newPin) || newPin === pin)
        return refuse(c, refusal('pin_too_weak', 'eight digits or more, four different ones, no run, not the old one'));
      const checked = await signIn(database, { account, pin, nowMs: now() });
      if (checked.is === 'locked')
        return refuse(c, {
          code: 'locked',
          message: 'too many wrong PINs',
          retryAfterSeconds: checked.retryAfterSeconds,
        });
      if (checked.is === 'wrong_pin') return refuse(c, refusal('wrong_pin', 'wrong PIN'));
      await changePin(database, { account, newPin, token });
      return c.json({ token, account, mustChangePin: false }, 200);
    })
    .openapi(newCode, async c => c.json({ code: await createEnrolmentCode(database, now()) }, 201))
    .openapi(overview, async c => {
      const time = now();
      const day = c.req.valid('query').day ?? businessDayAt(time);
      if (!isCalendarDay(day) || day < '0001-01-01') return refuse(c, refusal('bad_request', 'day: no such day'));
      let entry = cache.get(day);
      if (entry === undefined || time - entry.atMs > overviewAgeMs) {
        entry = { atMs: time, halls: readOverview(database, day) };
        cache.clear();
        cache.set(day, entry);
        entry.halls.catch(() => cache.delete(day));
      }
      return c.json({ day, time, halls: [...(await entry.halls)] }, 200);
    });
}
