import { createRoute, z } from '@hono/zod-openapi';
import { counterCommandSchema } from '../domain/hallApi.ts';
import { counterTicketSchema } from '../domain/liveEntries.ts';
import { counterIdSchema } from '../domain/ids.ts';
import { allow, staff } from './access.ts';
import { counterVerbs } from './counterDesk.ts';
import { failureResponses, newModule, refusal, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';

/** The counter after a command: what the page would see in its live entries a moment later. */
export const counterAnswerSchema = z.object({
  counter: z.object({
    id: z.string(),
    number: z.number().int(),
    at: z.enum(['closed', 'open', 'paused']),
    clerk: z.string().nullable(),
  }),
  current: counterTicketSchema.nullable(),
});

const command = createRoute({
  ...allow(staff),
  method: 'post',
  path: '/api/counters/{counter}/{verb}',
  request: {
    params: z.object({ counter: counterIdSchema, verb: z.enum(counterVerbs) }),
    body: { required: true, content: { 'application/json': { schema: counterCommandSchema } } },
  },
  responses: {
    ...failureResponses,
    200: { description: 'The counter now', content: { 'application/json': { schema: counterAnswerSchema } } },
  },
});

/** What clerks do at their counters. */
export function counterRoutes({ desk }: HubPorts) {
  return newModule().openapi(command, c => {
    const asker = c.var.asker;
    if (!('account' in asker)) return refuse(c, refusal('forbidden', 'for staff'));
    const { account, role } = asker;
    const outcome = desk.perform({ ...c.req.valid('json'), ...c.req.valid('param'), account, role });
    return outcome.ok ? c.json(outcome.value, 200) : refuse(c, outcome.failure);
  });
}
