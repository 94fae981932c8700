import { createRoute, z } from '@hono/zod-openapi';
import { heldSharedSchema, issuedSharedSchema, issueSharedSchema } from '../domain/hallApi.ts';
import { allow } from './access.ts';
import { failureResponses, newModule, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';

const issue = createRoute({
  ...allow(['device']),
  method: 'post',
  path: '/api/issue',
  request: { body: { required: true, content: { 'application/json': { schema: issueSharedSchema } } } },
  responses: {
    ...failureResponses,
    200: {
      description: 'The number, durable',
      content: { 'application/json': { schema: z.union([heldSharedSchema, issuedSharedSchema]) } },
    },
  },
});

/** Numbers of the shared series for kiosks. The same ticket asked again is given the same number. */
export function issueRoutes({ issueDesk }: HubPorts) {
  return newModule().openapi(issue, async c => {
    const answer = await issueDesk.issue(c.req.valid('json'));
    return answer.ok ? c.json(answer.value, 200) : refuse(c, answer.failure);
  });
}
