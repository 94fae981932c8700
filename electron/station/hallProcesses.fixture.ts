import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { enrolmentFileSchema } from '../../hall/domain/enrolment.ts';
import { sessionSchema } from '../../hall/domain/hallApi.ts';

const root = join(import.meta.dirname, '../..');
const readySchema = z.object({
  is: z.literal('ready'),
  hub: z.enum(['leading', 'following']),
  port: z.number(),
  machineUrls: z.array(z.string()),
  firstPins: z.array(z.object({ account: z.string(), pin: z.string() })),
});
export type HubReady = z.infer<typeof readySchema>;
/** A hub as a process. `states` = everything it has said about itself, `at` by our clock. */
export type HubProcess = {
  process: ChildProcess;
  url: string;
  ready: HubReady;
  states: { at: number; ready: HubReady }[];
  output(): string;
};

export const newPin = '739146';

export const post = (url: string, body: unknown, token: string | null) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });

/** Signs the supervisor in, who changes the PIN of the first start. */
export async function supervise(hub: Pick<HubProcess, 'url' | 'ready'>): Promise<string> {
  const first = hub.ready.firstPins.find(({ account }) => account === '1001');
  const pin = first?.pin ?? newPin;
  const signIn = async (withPin: string) =>
    sessionSchema.parse(await (await post(`${hub.url}/api/session`, { account: '1001', pin: withPin }, null)).json());
  const session = await signIn(pin);
  if (!session.mustChangePin) return session.token;
  const changed = await post(`${hub.url}/api/session/pin`, { pin, newPin }, session.token);
  if (!changed.ok) throw new Error(await changed.text());
  return (await signIn(newPin)).token;
}

const codeSchema = z.object({ code: z.string(), expiresAt: z.number(), file: enrolmentFileSchema });
export async function makeCode(hub: Pick<HubProcess, 'url'>, token: string, role: 'kiosk' | 'hub') {
  const answer: unknown = await (await post(`${hub.url}/api/enrolment-codes`, { role }, token)).json();
  return codeSchema.parse(answer, { error: () => JSON.stringify(answer) });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A folder and the processes of one test, all gone after `end`. */
export function openHallProcesses() {
  const folder = mkdtempSync(join(tmpdir(), 'hall-many-'));
  const running = new Set<ChildProcess>();

  function run(program: string, args: readonly string[], env: Record<string, string>) {
    const child = spawn(process.execPath, [join(root, program), ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => (output += bytes.toString()));
    const ended = new Promise<number | null>(resolve => child.once('close', resolve));
    return { child, output: () => output, ended };
  }

  /** Ports of a hub by its name: it keeps them when it begins to lead or to follow, and when it is started again. */
  const ports = new Map<string, readonly [string, string]>();
  async function portsOf(name: string): Promise<readonly [string, string]> {
    const known = ports.get(name) ?? ([String(await freePort()), String(await freePort())] as const);
    ports.set(name, known);
    return known;
  }

  async function startHub(name: string, more: readonly string[] = []): Promise<HubProcess> {
    const [port, tlsPort] = await portsOf(name);
    const args = ['--port', port, '--tls-port', tlsPort, '--tls-listen', '127.0.0.1', ...more];
    const { child, output, ended } = run('hall/hub.ts', args, { HALL_DATA: join(folder, name) });
    const states: HubProcess['states'] = [];
    const ready = await Promise.race([
      new Promise<HubReady>(resolve =>
        child.on('message', message => {
          const said = readySchema.parse(message);
          states.push({ at: Date.now(), ready: said });
          resolve(said);
        }),
      ),
      ended.then(code => Promise.reject(new Error(`the hub ended with ${code}: ${output()}`))),
    ]);
    return { process: child, url: `http://127.0.0.1:${ready.port}`, ready, states, output };
  }

  return {
    folder,
    run,
    startHub,
    end() {
      for (const child of running) child.kill('SIGKILL');
      running.clear();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
