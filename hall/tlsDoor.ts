import { type LanLimits, type LanServer, openLanServer } from './lanServer.ts';
import type { Authority } from './trust/authority.ts';
import { openServerCertificate, ownNames } from './trust/serverCertificate.ts';

/** The door for the other machines of the hall: TLS with a certificate of the hall. Closed until there are any. */
export type TlsDoor = {
  /** Opens the door; nothing happens when it is open. Rejects when the port is taken. */
  open(): Promise<void>;
  /** Port of the open door; null while it is closed. */
  port(): number | null;
  /** Where machines reach this hub, best first; empty while the door is closed. */
  addresses(): readonly string[];
  close(): Promise<void>;
};

/** Looks whether the certificate has to be renewed: it may end, and the machine may get another address. */
const renewEveryMs = 10 * 60_000;

export function createTlsDoor(options: {
  folder: string;
  authority: Authority;
  listen: '127.0.0.1' | '0.0.0.0';
  port: number;
  limits: LanLimits;
  answer(request: Request, address: string): Response | Promise<Response>;
  now: () => number;
  /** Called once the door is open. */
  onOpen(): void;
}): TlsDoor {
  const { folder, authority, listen, port, limits, answer, now } = options;
  let server: LanServer | null = null;
  let opening: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  async function openNow(): Promise<void> {
    let kept = openServerCertificate({ folder, authority, now: now() });
    const opened = await openLanServer({ listen, port, limits, answer, tls: kept });
    server = opened;
    options.onOpen();
    timer = setInterval(() => {
      const next = openServerCertificate({ folder, authority, now: now() });
      if (next.certificate === kept.certificate) return;
      kept = next;
      opened.renew(next);
    }, renewEveryMs);
    timer.unref();
  }

  return {
    open() {
      opening ??= openNow().catch((fault: unknown) => {
        opening = null;
        throw fault;
      });
      return opening;
    },
    port: () => server?.port ?? null,
    addresses() {
      if (server === null) return [];
      const { addresses, names } = ownNames();
      const local = names.filter(name => name.endsWith('.local'));
      const hosts = listen === '127.0.0.1' || addresses.length === 0 ? ['127.0.0.1'] : [...addresses, ...local];
      return hosts.map(host => `https://${host}:${server?.port ?? port}`);
    },
    async close() {
      if (timer !== null) clearInterval(timer);
      await opening?.catch(() => undefined);
      await server?.close();
    },
  };
}
