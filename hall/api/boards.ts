import { createRoute } from '@hono/zod-openapi';
import { type BoardList, boardListSchema } from '../domain/boardApi.ts';
import { boardSkipSchema } from '../domain/boardSkip.ts';
import { allow, anyone } from './access.ts';
import { failureResponses, newModule, refusal, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';

const list = createRoute({
  ...allow(anyone),
  method: 'get',
  path: '/api/boards',
  responses: {
    ...failureResponses,
    200: { description: 'Every board of this hall', content: { 'application/json': { schema: boardListSchema } } },
  },
});

const skipped = createRoute({
  ...allow(anyone),
  method: 'post',
  path: '/api/boards/skipped',
  request: { body: { required: true, content: { 'application/json': { schema: boardSkipSchema } } } },
  responses: { ...failureResponses, 204: { description: 'Noted in the log' } },
});

/** Each call and reason is logged once, and so many between two starts: a stranger on the LAN cannot fill the log. */
const rememberedSkips = 5000;

/** The boards somebody can hang up here: the names of areas and the numbers of counters are on the walls anyway. */
export function boardRoutes({ state, log }: HubPorts) {
  const known = new Set<string>();
  return newModule()
    .openapi(skipped, c => {
      const { call, reason } = c.req.valid('json');
      const found = state.calls.find(call);
      if (found === null) return refuse(c, refusal('not_found', 'no such call today'));
      const skip = `${call} ${reason}`;
      if (!known.has(skip) && known.size < rememberedSkips) {
        known.add(skip);
        log.info({ call, label: found.label, reason }, 'a board did not say a call');
      }
      return c.body(null, 204);
    })
    .openapi(list, c => {
      const setup = state.setup();
      const boards: BoardList['boards'] = [
        { place: { at: 'hall' }, path: '/board/' },
        ...setup.areas.map(({ id, name }) => ({
          place: { at: 'area' as const, id, name },
          path: `/board/?area=${id}`,
        })),
        ...setup.counters.map(({ number }) => ({
          place: { at: 'counter' as const, number },
          path: `/board/?counter=${number}`,
        })),
      ];
      return c.json({ hall: setup.hall.name, boards }, 200);
    });
}
