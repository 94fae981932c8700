import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import type { Door } from './door.ts';
import { HALL_HOST, HALL_SCHEME } from './homeAddress.ts';
import { pageHeaders } from './pageHeaders.ts';
import { contentTypeOf, staticTarget } from './staticFile.ts';

/** Before `ready`: makes `hall:` a secure origin with relative addresses, fetch and streams. */
export function registerHallScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme: HALL_SCHEME, privileges }]);
}

/** The pages of a build share one folder of assets, so the root is the folder above the kiosk's own. */
const homeFile = 'kiosk/index.html';

/** Opens `hall://kiosk/` in one session: files of the built page, and below `/api/` whatever the station answers. */
export function openHallProtocol(request: { session: Session; pageFolder: string; door: Door }): void {
  request.session.protocol.handle(HALL_SCHEME, asked => {
    const url = new URL(asked.url);
    if (url.host !== HALL_HOST) return refusal(403);
    if (url.pathname.startsWith('/api/')) return request.door.answer(asked);
    if (asked.method !== 'GET' && asked.method !== 'HEAD') return refusal(405);
    return pageFile({ pathname: url.pathname, root: request.pageFolder, home: homeFile });
  });
}

async function pageFile(request: { pathname: string; root: string; home: string }): Promise<Response> {
  const target = staticTarget(request);
  if (target.at === 'refused') return refusal(target.status);
  try {
    const bytes = await readFile(target.path);
    return new Response(new Uint8Array(bytes), {
      headers: { ...pageHeaders, 'content-type': contentTypeOf(target.path) },
    });
  } catch {
    return refusal(404);
  }
}

/**
 * Node loads its fetch classes with the first `Request`, which takes 60 ms of this thread. Called while the renderer is starting, on another
 * core, it no longer stands in the way of the first page.
 */
export function warmProtocol(): void {
  const { body } = new Response(new Uint8Array(1), { headers: pageHeaders });
  body?.cancel().catch(() => undefined);
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: pageHeaders });
}
