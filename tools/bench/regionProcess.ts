import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type { RunAs } from '../../region/runAs.ts';

export type RegionProcess = {
  pid: number;
  /** Enrols a hall and answers its token. */
  enrol(hall: number): Promise<string>;
  /** Sends a ready-made batch; throws unless the region acknowledges it. */
  push(token: string, body: string): Promise<void>;
  stop(): Promise<void>;
};

type Answer = { status: number; text: string };

const root = join(import.meta.dirname, '..', '..');

/** Starts the region as `npm run region` does, as a process of its own, and signs in with what it prints. */
export async function startRegionProcess(folder: string, runAs: RunAs | null): Promise<RegionProcess> {
  const child = spawn(process.execPath, [join(root, 'region', 'main.ts'), '--port', '0'], {
    cwd: root,
    env: { ...process.env, HALL_DATA: folder, HOME: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
    ...runAs,
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const gone = once(child, 'exit');
  while (!printed.includes('Enrolment code'))
    await Promise.race([
      once(child.stdout, 'data'),
      gone.then(([code]) => Promise.reject(new Error(`the region ended with ${String(code)}`))),
    ]);
  const find = (pattern: RegExp): string => pattern.exec(printed)?.[1] ?? '';
  const base = find(/(http:\/\/\S+?)\/\s/);
  const pin = find(/PIN (\d+)/);

  const agent = new Agent({ keepAlive: true });
  const post = async (path: string, { token, body }: { token: string | null; body: string }): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      };
      const sent = request(base + path, { method: 'POST', agent, headers }, answer => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const ask = async <T>(path: string, token: string | null, json: unknown): Promise<T> => {
    const { status, text } = await post(path, { token, body: JSON.stringify(json) });
    if (status >= 300) throw new Error(`${path} answered ${status}: ${text}`);
    return JSON.parse(text) as T;
  };

  const session = await ask<{ token: string }>('/api/session', null, { account: 'admin', pin });
  await ask('/api/session/pin', session.token, { pin, newPin: '71940285' });
  return {
    pid: child.pid ?? 0,
    enrol: async hall => {
      const { code } = await ask<{ code: string }>('/api/enrolment-codes', session.token, {});
      return (await ask<{ token: string }>('/v1/enrol', null, { code, hall, name: `Hall ${hall}` })).token;
    },
    push: async (token, body) => {
      const { status, text } = await post('/v1/events', { token, body });
      if (status !== 200) throw new Error(`a batch was answered ${status}: ${text}`);
    },
    stop: async () => {
      agent.destroy();
      child.kill('SIGTERM');
      await gone;
    },
  };
}
