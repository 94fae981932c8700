import { createAdaptorServer } from '@hono/node-server';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failed, type Result, success } from './result.ts';

export type HttpServer = {
  port: number;
  /** Takes no new request, lets those under way end (10 s at most), then closes every connection. */
  stop(): Promise<void>;
};

export type ListenFailure = { code: 'port_in_use' | 'cannot_listen'; message: string };

const drainMs = 10_000;

type Fetch = (request: Request, bindings: { address: string }) => Response | Promise<Response>;
type Socketed = { incoming: { socket: { remoteAddress?: string | undefined } } };

/** Serves an app over HTTP. Port 0 takes a free one. */
export async function serveHttp(
  fetch: Fetch,
  { host, port }: { host: string; port: number },
): Promise<Result<HttpServer, ListenFailure>> {
  const server = createAdaptorServer({
    fetch: (request: Request, env: unknown) =>
      fetch(request, { address: (env as Socketed).incoming.socket.remoteAddress ?? 'unknown' }),
    // A slow sender may not hold a connection for ever.
    serverOptions: { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 60_000 },
  }) as Server;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    return failed(
      inUse
        ? { code: 'port_in_use', message: `port ${port} is taken by another program: use --port` }
        : { code: 'cannot_listen', message: `cannot listen on ${host}:${port}: ${String(error)}` },
    );
  }
  return success({
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), drainMs);
      await closed;
      clearTimeout(late);
    },
  });
}
