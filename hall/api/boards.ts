import { createRoute } from '@hono/zod-openapi';
import { type BoardList, boardListSchema } from '../domain/boardApi.ts';
import { allow, anyone } from './access.ts';
import { failureResponses, newModule } from './failure.ts';
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

/** The boards somebody can hang up here: the names of areas and the numbers of counters are on the walls anyway. */
export function boardRoutes({ state }: HubPorts) {
  return newModule().openapi(list, c => {
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
