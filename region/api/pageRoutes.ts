import { serveStatic } from '@hono/node-server/serve-static';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { secureHeaders } from 'hono/secure-headers';
import { newRoutes, refusal, refuse } from './failure.ts';
import type { RegionPorts } from './regionEnv.ts';

/** The supervisor's page at `/`, its scripts, styles and fonts at `/assets/`, with a policy that loads nothing from elsewhere. */
export function pageRoutes({ pages }: RegionPorts) {
  const routes = newRoutes();
  routes.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      // The region may stand behind a proxy or be tried over plain HTTP; whoever ends TLS decides about HSTS.
      strictTransportSecurity: false,
      crossOriginResourcePolicy: 'same-origin',
    }),
  );
  routes.get('/', async (c, next) => {
    if (!existsSync(join(pages, 'region', 'index.html')))
      return refuse(c, { code: 'unavailable', message: 'the page has not been built yet', retryAfterSeconds: null });
    c.header('cache-control', 'no-cache');
    return serveStatic({ root: pages, path: 'region/index.html' })(c, next);
  });
  routes.use('/assets/*', async (c, next) => {
    await next();
    // Names carry a hash of the content.
    if (c.res.ok) c.header('cache-control', 'public, max-age=31536000, immutable');
  });
  if (existsSync(pages)) routes.use('/assets/*', serveStatic({ root: pages }));
  routes.get('/assets/*', c => refuse(c, refusal('not_found', 'no such file')));
  return routes;
}
