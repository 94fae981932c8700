import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import type { Door } from './door.ts';
import { BOARD_HOST, HALL_HOST, HALL_SCHEME } from './homeAddress.ts';
import { boardHeaders, pageHeaders } from './pageHeaders.ts';
import { contentTypeOf, staticTarget } from './staticFile.ts';

/** Before `ready`: makes `hall:` a secure origin with relative addresses, fetch and streams. */
export function registerHallScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([{ scheme: HALL_SCHEME, privileges }]);
}

/** A family of pages on a host of its own. The pages of a build share one folder of assets, so the root is the folder above each. */
export type HallSite = { host: string; homeFile: string; headers: Readonly<Record<string, string>> };

export const kioskSite: HallSite = { host: HALL_HOST, homeFile: 'kiosk/index.html', headers: pageHeaders };
export const boardSite: HallSite = { host: BOARD_HOST, homeFile: 'board/index.html', headers: boardHeaders };

/** Opens one site in one session: files of the built page, and below `/api/` whatever the station answers. */
export function openHallProtocol(request: { session: Session; pageFolder: string; door: Door; site: HallSite }): void {
  const { site } = request;
  request.session.protocol.handle(HALL_SCHEME, asked => {
    const url = new URL(asked.url);
    if (url.host !== site.host) return refusal(403);
    if (url.pathname.startsWith('/api/')) return request.door.answer(asked);
    if (asked.method !== 'GET' && asked.method !== 'HEAD') return refusal(405);
    return pageFile({ pathname: url.pathname, root: request.pageFolder, site });
  });
}

async function pageFile(request: { pathname: string; root: string; site: HallSite }): Promise<Response> {
  const { homeFile, headers } = request.site;
  const target = staticTarget({ ...request, home: homeFile });
  if (target.at === 'refused') return refusal(target.status);
  try {
    const bytes = await readFile(target.path);
    return new Response(new Uint8Array(bytes), {
      headers: { ...headers, 'content-type': contentTypeOf(target.path) },
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
