import { createRoute } from '@hono/zod-openapi';
import { type ApiFailureCode, issuedSharedSchema, issueSharedSchema } from '../domain/hallApi.ts';
import { findQueue } from '../domain/hallSetup.ts';
import type { IssueFailure } from '../store/hallStore.ts';
import { allow } from './access.ts';
import { failureResponses, newModule, refusal, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';

const issue = createRoute({
  ...allow(['device']),
  method: 'post',
  path: '/api/issue',
  request: { body: { required: true, content: { 'application/json': { schema: issueSharedSchema } } } },
  responses: {
    ...failureResponses,
    200: { description: 'The number, durable', content: { 'application/json': { schema: issuedSharedSchema } } },
  },
});

const codeOf: Record<IssueFailure['code'], ApiFailureCode> = {
  no_shared_series: 'no_shared_series',
  voided: 'wrong_state',
  storage_failed: 'storage_failed',
};

/** Numbers of the shared series for kiosks. The same ticket asked again is given the same number. */
export function issueRoutes({ store, state }: HubPorts) {
  return newModule().openapi(issue, c => {
    const { ticket, queue, language, priority } = c.req.valid('json');
    const letter = findQueue(state.setup(), queue)?.letter;
    if (letter === undefined) return refuse(c, refusal('not_found', 'no such queue'));
    const outcome = store.issue({
      ticket,
      queue,
      letter,
      series: 'shared',
      language,
      priority,
      requestId: null,
      personKey: null,
    });
    if (!outcome.ok) return refuse(c, refusal(codeOf[outcome.failure.code], outcome.failure.message));
    const { label, number, issuedAt, code, hlc } = outcome.value;
    return c.json({ ticket, label, number, ahead: state.ahead(ticket), issuedAt, code, hlc }, 200);
  });
}
