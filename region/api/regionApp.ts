import { createRoute, z } from '@hono/zod-openapi';
import { failureResponses, faultHandler, newRoutes, unknownRoute } from './failure.ts';
import { readToTheEnd } from './guards.ts';
import { pageRoutes } from './pageRoutes.ts';
import type { RegionPorts } from './regionEnv.ts';
import { supervisorRoutes } from './supervisorRoutes.ts';
import { syncRoutes } from './syncRoutes.ts';

const stateSchema = z.object({ ok: z.literal(true) });
const okAnswer = { description: 'Yes', content: { 'application/json': { schema: stateSchema } } };

/** The whole region as one Hono app: `app.fetch(request, { address })`. OpenAPI at `/openapi.json`. */
export function regionApp(ports: RegionPorts) {
  const health = createRoute({ method: 'get', path: '/healthz', responses: { 200: okAnswer } });
  const ready = createRoute({ method: 'get', path: '/readyz', responses: { 200: okAnswer, ...failureResponses } });
  const root = newRoutes();
  root.use(readToTheEnd);
  root.onError(faultHandler(ports.log));
  root.notFound(unknownRoute);
  const app = root
    .openapi(health, c => c.json({ ok: true as const }, 200))
    .openapi(ready, async c => {
      await ports.database.query('SELECT 1');
      return c.json({ ok: true as const }, 200);
    })
    .route('/', syncRoutes(ports))
    .route('/', supervisorRoutes(ports))
    .route('/', pageRoutes(ports));
  app.doc31('/openapi.json', { openapi: '3.1.0', info: { title: 'Region', version: '1' } });
  return app;
}

/** For the typed client: `hc<RegionApi>(address)`. */
export type RegionApi = ReturnType<typeof regionApp>;
