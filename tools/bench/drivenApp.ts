import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { electronExecutable, readRuntime } from '../electronRuntime.ts';

const ANSWER_LIMIT_MS = 30_000;

/** An Electron program that is driven over Chromium's debugging protocol, the same way for the kiosk and for its floor. */
export type DrivenApp = {
  readonly pid: number;
  /** `performance.now()` just before the process was made. */
  readonly startedAtMs: number;
  /** Value of an expression in the page; a promise is waited for. */
  evaluate<T>(expression: string): Promise<T>;
  /** A finger that touches and leaves, through Chromium's input path. */
  tap(at: Point): Promise<void>;
  stop(): Promise<void>;
};

export type Point = { readonly x: number; readonly y: number };

/**
 * Starts a program and connects to its page.
 * @param order.program file of the app; it must allow `--remote-debugging-port`
 * @param order.environment what it gets beside this process's own
 */
export async function startDriven(order: {
  program: string;
  environment: Readonly<Record<string, string>>;
}): Promise<DrivenApp> {
  const { sqliteBinding } = readRuntime();
  const binding = sqliteBinding === null ? {} : { HALL_SQLITE_BINDING: sqliteBinding };
  const startedAtMs = performance.now();
  const child = spawn(electronExecutable('test'), ['--remote-debugging-port=0', order.program], {
    env: { ...process.env, ...binding, ...order.environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const port = await debuggingPort(child);
  const page = await Protocol.open(await pageAddress(port));
  return {
    pid: child.pid ?? 0,
    startedAtMs,
    evaluate: expression => page.evaluate(expression),
    async tap(at) {
      // Both on their way at once, as from a finger that only taps.
      await Promise.all([
        page.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] }),
        page.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] }),
      ]);
    },
    async stop() {
      page.close();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(late);
    },
  };
}

async function debuggingPort(child: ChildProcess): Promise<string> {
  const { stderr } = child;
  if (stderr === null) throw new Error('no standard error');
  const told: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    told.push(line);
    const port = /^DevTools listening on ws:\/\/[^:]+:(\d+)\//.exec(line)?.[1];
    if (port === undefined) continue;
    stderr.resume();
    return port;
  }
  throw new Error(`the program ended before it could be driven:\n${told.join('\n')}`);
}

async function pageAddress(port: string): Promise<string> {
  const deadline = performance.now() + ANSWER_LIMIT_MS;
  while (performance.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
    const targets = (await answer.json()) as { type: string; url: string; webSocketDebuggerUrl: string }[];
    const page = targets.find(({ type, url }) => type === 'page' && url !== '' && url !== 'about:blank');
    if (page !== undefined) return page.webSocketDebuggerUrl;
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  throw new Error('the program shows no page');
}

type Answer = { id?: number; result?: unknown; error?: { message: string } };

/** One connection of the debugging protocol. */
class Protocol {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #lastId = 0;

  static async open(address: string): Promise<Protocol> {
    const socket = new WebSocket(address);
    await once(socket, 'open');
    return new Protocol(socket);
  }

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const answer = JSON.parse(String(data)) as Answer;
      if (answer.id === undefined) return;
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
  }

  async send(method: string, params: object): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answered = new Promise<Answer>(resolve => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params }));
    const late = new Promise<never>((_resolve, reject) => {
      setTimeout(
        () => reject(new Error(`${method} was not answered: ${JSON.stringify(params)}`)),
        ANSWER_LIMIT_MS,
      ).unref();
    });
    const { error, result } = await Promise.race([answered, late]);
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  async evaluate<T>(expression: string): Promise<T> {
    const wish = { expression, awaitPromise: true, returnByValue: true };
    const answer = (await this.send('Runtime.evaluate', wish)) as {
      result: { value: T };
      exceptionDetails?: { exception?: { description?: string } };
    };
    if (answer.exceptionDetails !== undefined) {
      throw new Error(`the page failed: ${answer.exceptionDetails.exception?.description ?? 'without a word'}`);
    }
    return answer.result.value;
  }

  close(): void {
    this.#socket.close();
  }
}
