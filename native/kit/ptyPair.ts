import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { err, ok, type Result } from './result.ts';

export type PtyFailure = 'socat-missing' | 'timeout' | 'ended';

export type PtyPair = {
  /** What a driver opens as if it were /dev/ttyUSB0. */
  readonly path: string;
  /** Resolves when the pty is gone, whoever ended it. */
  readonly gone: Promise<void>;
  /** Unplugs: the program at `path` sees its line hang up. */
  close(): Promise<void>;
};

const readyTimeoutMs = 5000;

/**
 * A pseudo terminal at `link` whose other end is the TCP server 127.0.0.1:`port`, by socat – so that a simulator is a
 * plain TCP server and the driver still goes through the real serial code. Destroying the socket unplugs it too.
 */
export async function openPtyPair(options: { link: string; port: number }): Promise<Result<PtyPair, PtyFailure>> {
  const { link, port } = options;
  await mkdir(dirname(link), { recursive: true });
  // A killed socat leaves its link behind and pts numbers are reused: a stale link may point at somebody else's terminal.
  await rm(link, { force: true });
  const socat = spawn(
    'socat',
    ['-d', '-d', '-t', '0.02', `pty,raw,echo=0,link=${link}`, `tcp:127.0.0.1:${port},nodelay`],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const gone = new Promise<void>(resolve => {
    socat.once('close', () => resolve());
  });
  return new Promise(resolve => {
    let said = '';
    const timer = setTimeout(() => settle(err('timeout')), readyTimeoutMs);
    const settle = (result: Result<PtyPair, PtyFailure>): void => {
      clearTimeout(timer);
      if (!result.ok) socat.kill('SIGKILL');
      resolve(result);
    };
    socat.once('error', () => settle(err('socat-missing')));
    socat.once('close', () => settle(err('ended')));
    socat.stderr.setEncoding('utf8');
    socat.stderr.on('data', (text: string) => {
      // The link exists before the other end is connected; only this line says that bytes will pass.
      said = (said + text).slice(-4096);
      if (said.includes('starting data transfer loop')) {
        settle(
          ok({
            path: link,
            gone,
            async close() {
              socat.kill('SIGTERM');
              await gone;
              await rm(link, { force: true });
            },
          }),
        );
      }
    });
  });
}
