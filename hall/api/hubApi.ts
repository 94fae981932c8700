import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { maxBatchBytes } from '../domain/syncApi.ts';
import { type HubEnv, identify } from './access.ts';
import { alertRoutes } from './alerts.ts';
import { accountRoutes } from './accounts.ts';
import { announcementRoutes } from './announcements.ts';
import { auditRoutes } from './audit.ts';
import { auditOrders } from './auditBook.ts';
import { boardRoutes } from './boards.ts';
import { appointmentRoutes } from './appointments.ts';
import { counterRoutes } from './counters.ts';
import { adoptRoutes } from './adopt.ts';
import { deviceRoutes } from './devices.ts';
import { failureOf, newModule, refusal, refuse, unknownRoute } from './failure.ts';
import { floorRoutes } from './floor.ts';
import { followRoutes } from './follow.ts';
import { healthRoutes } from './health.ts';
import type { HubReign } from './hubReign.ts';
import type { HubPorts } from './hubPorts.ts';
import { issueRoutes } from './issueShared.ts';
import { liveRoutes } from './live.ts';
import { numberRoutes } from './numbers.ts';
import { personRoutes } from './persons.ts';
import { sessionRoutes } from './session.ts';
import { setupRoutes } from './setup.ts';
import { voiceRoutes } from './voices.ts';
import { standbyRoutes } from './standby.ts';
import { syncRoutes } from './sync.ts';

const mostBodyBytes = 64 * 1024;
/** A hall of 500 counters and 2,000 services is some 400 KB of JSON. */
const mostSetupBytes = 1024 * 1024;
const documentPath = '/openapi.json';

/** Bodies of a stated length are judged by it alone; looking at the stream of each would cost a fifth of a request. */
function limit(maxSize: number): MiddlewareHandler<HubEnv> {
  const tooLarge = (c: Context<HubEnv>) => refuse(c, refusal('too_large', `more than ${maxSize} bytes`));
  const counted = bodyLimit({ maxSize, onError: tooLarge });
  return async (c, next) => {
    const stated = c.req.header('transfer-encoding') === undefined ? c.req.header('content-length') : undefined;
    if (stated === undefined) return counted(c, next);
    if (Number(stated) > maxSize) return tooLarge(c);
    await next();
    return undefined;
  };
}

/** Set before the answer exists: a header added to a finished answer makes a second one of it. */
function privateAnswer(now: () => number, reign: HubReign): MiddlewareHandler<HubEnv> {
  return async (c, next) => {
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-store');
    // A machine whose clock is wrong signs with the hub's time (sync design, clock skew).
    c.header('hall-time', String(now()));
    c.header('hall-term', String(reign.term()));
    await next();
  };
}

/** All routes of the hub over one set of ports. Called as `fetch(request, { door, address })` by whichever door it stands behind. */
export function hubApi(ports: HubPorts) {
  const app = newModule();
  const limits = { batch: limit(maxBatchBytes), setup: limit(mostSetupBytes), other: limit(mostBodyBytes) };
  const limitOf = (path: string) =>
    path === '/v1/events' ? limits.batch : path.startsWith('/api/setup') ? limits.setup : limits.other;
  app.use(privateAnswer(ports.deviceGate.time, ports.reign));
  app.use(auditOrders(ports.audit));
  app.use(identify(ports));
  app.use((c, next) => limitOf(c.req.path)(c, next));
  app.notFound(unknownRoute);
  app.onError(failureOf(ports.log));
  const routes = app
    .route('/', healthRoutes(ports))
    .route('/', sessionRoutes(ports))
    .route('/', accountRoutes(ports))
    .route('/', auditRoutes(ports))
    .route('/', counterRoutes(ports))
    .route('/', floorRoutes(ports))
    .route('/', alertRoutes(ports))
    .route('/', appointmentRoutes(ports))
    .route('/', issueRoutes(ports))
    .route('/', personRoutes(ports))
    .route('/', numberRoutes(ports))
    .route('/', adoptRoutes(ports))
    .route('/', followRoutes(ports))
    .route('/', liveRoutes(ports))
    .route('/', announcementRoutes(ports))
    .route('/', syncRoutes(ports))
    .route('/', setupRoutes(ports))
    .route('/', boardRoutes(ports))
    .route('/', voiceRoutes(ports))
    .route('/', deviceRoutes(ports))
    .route('/', standbyRoutes(ports));
  const info = { title: 'Hall hub', version: ports.version };
  app.get(documentPath, c => c.json(app.getOpenAPI31Document({ openapi: '3.1.0', info })));
  return routes;
}

/** For the typed client: `hc<HubApi>(address)`. */
export type HubApi = ReturnType<typeof hubApi>;
