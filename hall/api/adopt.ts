import { createRoute } from '@hono/zod-openapi';
import { adoptedSchema, adoptSlipSchema } from '../domain/hallApi.ts';
import { allow } from './access.ts';
import { failureResponses, newModule, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';

const adopt = createRoute({
  ...allow(['clerk', 'supervisor', 'device']),
  method: 'post',
  path: '/api/adopt',
  request: { body: { required: true, content: { 'application/json': { schema: adoptSlipSchema } } } },
  responses: {
    ...failureResponses,
    200: { description: 'The ticket is in the queue', content: { 'application/json': { schema: adoptedSchema } } },
  },
});

/** A ticket is taken in from the QR code of its slip. */
export function adoptRoutes({ adoptDesk }: HubPorts) {
  return newModule().openapi(adopt, c => {
    const { asker } = c.var;
    const adopted = adoptDesk.adopt({ text: c.req.valid('json').slip, by: 'account' in asker ? asker.account : null });
    return adopted.ok ? c.json(adopted.value, 200) : refuse(c, adopted.failure);
  });
}
