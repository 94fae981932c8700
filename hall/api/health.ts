import { createRoute, z } from '@hono/zod-openapi';
import { allow, anyone } from './access.ts';
import { failureResponses, newModule } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';

const health = createRoute({
  ...allow(anyone),
  method: 'get',
  path: '/health',
  responses: {
    ...failureResponses,
    200: {
      description: 'The hub answers',
      content: {
        'application/json': {
          schema: z.object({ ok: z.literal(true), version: z.string(), time: z.number().int(), day: z.string() }),
        },
      },
    },
  },
});

/** For watchdogs and discovery: says that the hub is there, and nothing about anybody in the hall. */
export function healthRoutes({ version, now, state }: HubPorts) {
  return newModule().openapi(health, c => c.json({ ok: true as const, version, time: now(), day: state.day() }, 200));
}
