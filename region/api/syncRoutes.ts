import { createRoute } from '@hono/zod-openapi';
import {
  type Acknowledgement,
  acknowledgementSchema,
  enrolledSchema,
  enrolSchema,
  helloSchema,
  hwmRequestSchema,
  maxBatchBytes,
  pushSchema,
} from '../../hall/domain/syncApi.ts';
import { enrol } from '../store/enrolment.ts';
import { readHighWaterMarks, touchHall } from '../store/highWaterMarks.ts';
import { ingestSafely } from '../store/ingest.ts';
import { failureResponses, newRoutes, refusal, refuse } from './failure.ts';
import { asHall, atMost, onlyJson, unlessOverloaded, within } from './guards.ts';
import type { RegionPorts } from './regionEnv.ts';
import { tokenBuckets } from './tokenBucket.ts';

/** Room for the wrapper around a batch. */
const wrapperBytes = 1024;

const json = <S>(schema: S) => ({ content: { 'application/json': { schema } } });
const answer = <S>(schema: S, description: string) => ({ ...json(schema), description });

/** What halls talk to: `/v1/…`, the protocol of the hall's sender. */
export function syncRoutes(ports: RegionPorts) {
  const { database, days, incarnation, now, limits } = ports;
  const batches = tokenBuckets(limits.batches, now);
  const tries = tokenBuckets(limits.tries, now);

  const hello = createRoute({
    method: 'get',
    path: '/v1/hello',
    responses: { 200: answer(helloSchema, 'Who answers, and its clock') },
  });

  const enrolRoute = createRoute({
    method: 'post',
    path: '/v1/enrol',
    middleware: [within(tries, ({ address }) => address), onlyJson, atMost(4096)] as const,
    request: { body: { ...json(enrolSchema), required: true } },
    responses: { 201: answer(enrolledSchema, 'Token of the hall'), ...failureResponses },
  });

  const push = createRoute({
    method: 'post',
    path: '/v1/events',
    middleware: [
      asHall(ports),
      within(batches, ({ hall }) => String(hall)),
      unlessOverloaded(ports),
      onlyJson,
      atMost(maxBatchBytes + wrapperBytes),
    ] as const,
    request: { body: { ...json(pushSchema), required: true } },
    responses: { 200: answer(acknowledgementSchema, 'What is durable now'), ...failureResponses },
  });

  const marks = createRoute({
    method: 'post',
    path: '/v1/hwm',
    middleware: [asHall(ports), unlessOverloaded(ports), onlyJson, atMost(64 * 1024)] as const,
    request: { body: { ...json(hwmRequestSchema), required: true } },
    responses: { 200: answer(acknowledgementSchema, 'Where the region stands'), ...failureResponses },
  });

  return newRoutes()
    .openapi(hello, c => c.json({ incarnation, time: now(), protocol: [1] }, 200))
    .openapi(enrolRoute, async c => {
      const token = await enrol(database, { ...c.req.valid('json'), nowMs: now() });
      if (token === null) return refuse(c, refusal('unauthorized', 'the code is unknown, used or too old'));
      return c.json({ token }, 201);
    })
    .openapi(push, async c => {
      const { events } = c.req.valid('json');
      const hall = c.var.hall;
      if (events.length > 0 && events.every(event => isOfAnotherHall(event, hall)))
        return refuse(c, refusal('forbidden', `this token is of hall ${hall}, the events are of another one`));
      return c.json(await ingestSafely(database, days, { hall, events, nowMs: now(), incarnation }), 200);
    })
    .openapi(marks, async c => {
      const hall = c.var.hall;
      const hwm = await readHighWaterMarks(database, { hall, streams: c.req.valid('json').streams });
      await touchHall(database, { hall, nowMs: now() });
      const ack: Acknowledgement = { incarnation, hwm, missing: [], quarantined: [], forks: [] };
      return c.json(ack, 200);
    });
}

/** One strange event among others goes to quarantine; a whole batch is a hub with a wrong setting, and it is told. */
function isOfAnotherHall(event: unknown, hall: number): boolean {
  if (typeof event !== 'object' || event === null) return false;
  const { hall: written } = event as Record<string, unknown>;
  return typeof written === 'number' && written !== hall;
}
