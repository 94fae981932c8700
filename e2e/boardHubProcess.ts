import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export type HubOrder = { is: 'call'; queue: string; counter: string } | { is: 'log' };
export type HubWord =
  | { is: 'ready'; port: number }
  | { is: 'called'; label: string; askedAt: number }
  | { is: 'logged'; lines: readonly string[] };

/** A hub in a process of its own, which can be stopped and killed. */
export type BoardHub = {
  port: number;
  url: string;
  /** Issues a number, prints it and calls it to a counter; the one before is served and finished. */
  call(queue: string, counter: string): Promise<string>;
  /** The same, with the instant (UTC epoch ms) at which the call was asked for. */
  timedCall(queue: string, counter: string): Promise<{ label: string; askedAt: number }>;
  log(): Promise<readonly string[]>;
  /** Freezes it: its connections stay open and say nothing. */
  freeze(): void;
  kill(): Promise<void>;
};

/** Starts a hub with the pages of a folder; port 0 = any free one. Each has a hall of its own, as after a change of machines. */
export async function startBoardHub(request: { pagesFolder: string; port: number }): Promise<BoardHub> {
  const program = join(import.meta.dirname, 'boardHub.ts');
  const child = spawn(process.execPath, [program, request.pagesFolder, String(request.port)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ready = await wordOf(child, 'ready');
  async function timedCall(queue: string, counter: string): Promise<{ label: string; askedAt: number }> {
    child.send({ is: 'call', queue, counter } satisfies HubOrder);
    const { label, askedAt } = await wordOf(child, 'called');
    return { label, askedAt };
  }
  return {
    port: ready.port,
    url: `http://127.0.0.1:${ready.port}`,
    call: async (queue, counter) => (await timedCall(queue, counter)).label,
    timedCall,
    async log() {
      child.send({ is: 'log' } satisfies HubOrder);
      return (await wordOf(child, 'logged')).lines;
    },
    freeze: () => void child.kill('SIGSTOP'),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function wordOf<Is extends HubWord['is']>(child: ChildProcess, is: Is): Promise<Extract<HubWord, { is: Is }>> {
  return new Promise((resolve, reject) => {
    const hear = (word: HubWord) => {
      if (word.is !== is) return;
      child.off('message', hear);
      child.off('exit', fail);
      resolve(word as Extract<HubWord, { is: Is }>);
    };
    const fail = (code: number | null) => reject(new Error(`the hub ended with ${code} before it said ${is}`));
    child.on('message', hear);
    child.once('exit', fail);
  });
}
