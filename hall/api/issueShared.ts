import { createRoute } from '@hono/zod-openapi';
import { type ApiFailureCode, issuedSharedSchema, issueSharedSchema } from '../domain/hallApi.ts';
import { findQueue, hoursOf } from '../domain/hallSetup.ts';
import { isOpenAt } from '../domain/openingHours.ts';
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
export function issueRoutes({ store, state, now }: HubPorts) {
  return newModule().openapi(issue, c => {
    const { ticket, queue, language, priority } = c.req.valid('json');
    const known = findQueue(state.setup(), queue);
    if (known === null) return refuse(c, refusal('not_found', 'no such queue'));
    // A number that exists is answered again, whatever the time is by now.
    if (state.ticket(ticket) === null) {
      if (!isOpenAt(hoursOf(state.setup(), known), now()))
        return refuse(c, refusal('queue_closed', 'outside its opening hours'));
      if (state.left(known) === 0)
        return refuse(c, refusal('quota_reached', `all ${known.quotaPerDay} numbers of the day are taken`));
    }
    const outcome = store.issue({
      ticket,
      queue,
      letter: known.letter,
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
