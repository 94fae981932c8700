import type { HubAddress } from './hubLink.ts';

/** The shell kills a station that lets a request wait for ten seconds. */
const patienceMs = 4000;
/** Headers of the hub's answer that a board reads. */
const passedHeaders = ['content-type', 'cache-control', 'date'] as const;

/**
 * What the board on this kiosk's second screen may ask of the hub: its view, sounds, and to note a call it left out. The
 * address is put together anew, because the line to the hub carries the credential of a device.
 */
export function boardPath(method: string, url: URL): string | null {
  const { pathname, searchParams } = url;
  if (method === 'POST') return pathname === '/api/boards/skipped' ? pathname : null;
  if (method !== 'GET') return null;
  if (/^\/api\/announcements\/[0-9a-f-]{36}\.wav$/.test(pathname)) return pathname;
  if (pathname !== '/api/live' || searchParams.get('view') !== 'board') return null;
  const asked = new URLSearchParams({ view: 'board' });
  for (const name of ['area', 'number']) {
    const value = searchParams.get(name);
    if (value !== null) asked.set(name, value);
  }
  return `${pathname}?${asked}`;
}

/** Answers requests of the second screen's board with what the hub says. Never rejects and never lets a request hang. */
export function createBoardDoor(ports: { address(): HubAddress | null }): (request: Request) => Promise<Response> {
  return async request => {
    const path = boardPath(request.method, new URL(request.url));
    if (path === null) return new Response(null, { status: 404 });
    const address = ports.address();
    if (address === null) return new Response(null, { status: 503 });
    const gone = new AbortController();
    const leave = () => gone.abort();
    request.signal.addEventListener('abort', leave, { once: true });
    const late = setTimeout(leave, patienceMs);
    try {
      const answer = await address.fetch(`${address.url}${path}`, {
        method: request.method,
        headers: {
          ...(address.token === null ? {} : { authorization: `Bearer ${address.token}` }),
          ...(request.method === 'POST' ? { 'content-type': 'application/json' } : {}),
        },
        signal: gone.signal,
        ...(request.method === 'POST' ? { body: await request.text() } : {}),
      });
      const headers = passedHeaders.flatMap((name): [string, string][] => {
        const value = answer.headers.get(name);
        return value === null ? [] : [[name, value]];
      });
      return new Response(answer.body, { status: answer.status, headers });
    } catch {
      return new Response(null, { status: 503 });
    } finally {
      clearTimeout(late);
    }
  };
}
