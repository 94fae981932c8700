import { createRoute, z } from '@hono/zod-openapi';
import { reportNumbersSchema } from '../domain/hallApi.ts';
import { deviceIdSchema } from '../domain/ids.ts';
import { allow } from './access.ts';
import { failureResponses, newModule, refusal, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';
import { takeReportedNumbers } from './reportedNumbers.ts';

const report = createRoute({
  ...allow(['device']),
  method: 'post',
  path: '/api/numbers',
  request: { body: { required: true, content: { 'application/json': { schema: reportNumbersSchema } } } },
  responses: {
    ...failureResponses,
    200: {
      description: 'How many of them this hub had never heard of',
      content: { 'application/json': { schema: z.object({ taken: z.number().int() }) } },
    },
  },
});

/** Kiosks tell the hub they have found which shared numbers of today they have given out. */
export function numberRoutes({ store, log }: HubPorts) {
  return newModule().openapi(report, c => {
    const { asker } = c.var;
    const device = deviceIdSchema.safeParse('device' in asker ? asker.device : null);
    if (!device.success) return refuse(c, refusal('forbidden', 'for devices'));
    const taken = takeReportedNumbers({ store, device: device.data }, c.req.valid('json'));
    if (taken > 0)
      log.warn({ taken, device: device.data }, 'numbers of a lost hub; no shared number is given before tomorrow');
    return c.json({ taken }, 200);
  });
}
