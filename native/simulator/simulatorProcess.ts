import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

type Ready = { path: string; control: string };

/** A simulated device in a process of its own: a serial port to open, and an address to play tricks on it. */
export type SimulatorProcess = { path: string; control: string; stop(): void };

/** Starts a simulator and waits until its port is there. `link` is the path the port gets. Rejects with its own words when it ends early. */
export async function startSimulatorProcess(request: {
  checkout: string;
  device: 'id-reader' | 'printer';
  link: string;
}): Promise<SimulatorProcess> {
  const child = spawn(
    process.execPath,
    ['native/simulator/main.ts', request.device, '--link', request.link, '--with-parent'],
    {
      cwd: request.checkout,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ready = await firstReadyLine(child, request.device);
  return { path: ready.path, control: ready.control, stop: () => child.kill('SIGTERM') };
}

function firstReadyLine(child: ChildProcess, device: string): Promise<Ready> {
  return new Promise((resolve, reject) => {
    child.once('exit', code => reject(new Error(`the simulated ${device} ended with ${code}`)));
    child.once('error', reject);
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', line => {
      const ready = readReady(line);
      if (ready !== null) resolve(ready);
    });
  });
}

/** The line with which a simulator says where it is; null for any other line. */
function readReady(line: string): Ready | null {
  if (!line.startsWith('{')) return null;
  const said = JSON.parse(line) as Partial<Ready> & { ready?: unknown };
  return said.ready === true && typeof said.path === 'string' && typeof said.control === 'string'
    ? { path: said.path, control: said.control }
    : null;
}
