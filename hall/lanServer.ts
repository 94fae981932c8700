import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import type { ServerCertificate } from './trust/serverCertificate.ts';

export type LanLimits = Record<
  'headersTimeoutMs' | 'requestTimeoutMs' | 'checkEveryMs' | 'idleTimeoutMs' | 'connections' | 'connectionsPerAddress',
  number
>;

/** What one stranger on the LAN can take from the hub. A large hall has 200 boards and as many counters; some thirty screens are behind one
 * address at the worst. */
export const lanLimits: LanLimits = {
  headersTimeoutMs: 3000,
  requestTimeoutMs: 10_000,
  /** How often Node looks for connections that exceed the two above. */
  checkEveryMs: 1000,
  idleTimeoutMs: 20_000,
  connections: 1000,
  connectionsPerAddress: 40,
};

export type LanServer = {
  port: number;
  /** Takes another certificate for the connections that come from now on. */
  renew(tls: ServerCertificate): void;
  /** Ends every connection, streams included, and frees the port. */
  close(): Promise<void>;
};

/** Opens the LAN door. Rejects when the port is taken. `answer` is told the address of the asker. */
export async function openLanServer(options: {
  listen: string;
  port: number;
  limits: LanLimits;
  /** null: plain HTTP. */
  tls: ServerCertificate | null;
  answer(request: Request, address: string): Response | Promise<Response>;
}): Promise<LanServer> {
  const { limits, tls } = options;
  const server = createAdaptorServer({
    fetch: (request, env) => options.answer(request, (env as HttpBindings).incoming.socket.remoteAddress ?? 'unknown'),
    createServer: tls === null ? createPlainServer : createTlsServer,
    serverOptions: {
      ...(tls === null ? {} : { cert: tls.certificate, key: tls.key, minVersion: 'TLSv1.2' }),
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.checkEveryMs,
      keepAliveTimeout: limits.idleTimeoutMs,
    },
  }) as Server;
  server.maxConnections = limits.connections;
  limitPerAddress(server, limits.connectionsPerAddress);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.listen, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    renew({ certificate, key }) {
      if (isTls(server)) server.setSecureContext({ cert: certificate, key });
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isTls(server: Server | TlsServer): server is TlsServer {
  return 'setSecureContext' in server;
}

function limitPerAddress(server: Server, most: number): void {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? 'unknown';
    const count = (open.get(address) ?? 0) + 1;
    if (count > most) {
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
