import { createRoute, z } from '@hono/zod-openapi';
import { acknowledgementSchema, helloSchema, hwmRequestSchema, maxBatchEvents } from '../domain/syncApi.ts';
import { allow } from './access.ts';
import { failureResponses, newModule, refusal, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';

const acknowledgement = {
  description: 'Where this receiver stands',
  content: { 'application/json': { schema: acknowledgementSchema } },
} as const;

const hello = createRoute({
  ...allow(['device']),
  method: 'get',
  path: '/v1/hello',
  responses: {
    ...failureResponses,
    200: { description: 'Who receives', content: { 'application/json': { schema: helloSchema } } },
  },
});
const push = createRoute({
  ...allow(['device']),
  method: 'post',
  path: '/v1/events',
  // The number of events is judged below, because a batch that is too large is answered 413, not 400.
  request: {
    body: { required: true, content: { 'application/json': { schema: z.object({ events: z.array(z.unknown()) }) } } },
  },
  responses: { ...failureResponses, 200: acknowledgement },
});
const marks = createRoute({
  ...allow(['device']),
  method: 'post',
  path: '/v1/hwm',
  request: { body: { required: true, content: { 'application/json': { schema: hwmRequestSchema } } } },
  responses: { ...failureResponses, 200: acknowledgement },
});

/** Receiving side of the sync protocol: kiosks hand their events to the hub. */
export function syncRoutes({ store, now }: Pick<HubPorts, 'store' | 'now'>) {
  return newModule()
    .openapi(hello, c => c.json({ incarnation: store.highWaterMarks([]).incarnation, time: now(), protocol: [1] }, 200))
    .openapi(push, c => {
      const { events } = c.req.valid('json');
      if (events.length > maxBatchEvents) return refuse(c, refusal('too_large', `more than ${maxBatchEvents} events`));
      return c.json(store.ingest(events), 200);
    })
    .openapi(marks, c => c.json(store.highWaterMarks(c.req.valid('json').streams), 200));
}
