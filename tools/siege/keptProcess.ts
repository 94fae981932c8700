import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program that is started again after each kill, as main or systemd would. */
export type KeptProcess = {
  /** Pid of the running one; null while it is down. */
  pid(): number | null;
  send(message: object): void;
  onMessage(listener: (message: unknown) => void): void;
  onDown(listener: () => void): void;
  /** SIGKILL, and started again. Resolves when the next one is ready. */
  kill(): Promise<void>;
  /** In order, and not started again. */
  stop(): Promise<void>;
  /** After `stop`. */
  start(): Promise<void>;
};

const stopWithinMs = 5_000;

/** Starts a program of this repository under the running Node. Resolves when it has said `ready` on its IPC channel. */
export async function keepProcess(order: {
  args: readonly string[];
  env: Readonly<Record<string, string>>;
}): Promise<KeptProcess> {
  const messageListeners: ((message: unknown) => void)[] = [];
  const downListeners: (() => void)[] = [];
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const started = spawn(process.execPath, order.args, {
      env: { ...process.env, HALL_LOG_LEVEL: 'fatal', ...order.env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // Bytes stay bytes.
      serialization: 'advanced',
    });
    started.on('message', message => {
      for (const listener of messageListeners) listener(message);
    });
    const ready = new Promise<void>((resolve, reject) => {
      started.on('message', (message: { is?: string }) => message.is === 'ready' && resolve());
      started.once('exit', code =>
        reject(new Error(`${order.args.at(-1)} ended with ${String(code)} before it was ready`)),
      );
    });
    await ready;
    started.once('exit', () => {
      child = null;
      for (const listener of downListeners) listener();
    });
    child = started;
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const ending = child;
    if (ending === null) return;
    const gone = once(ending, 'exit');
    ending.kill(signal);
    const late = setTimeout(() => ending.kill('SIGKILL'), stopWithinMs);
    await gone;
    clearTimeout(late);
  }

  await start();
  return {
    pid: () => child?.pid ?? null,
    send: message => void child?.send(message, () => undefined),
    onMessage: listener => void messageListeners.push(listener),
    onDown: listener => void downListeners.push(listener),
    async kill() {
      await end('SIGKILL');
      await start();
    },
    stop: () => end('SIGTERM'),
    start,
  };
}
