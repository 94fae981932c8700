import { type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import type { ChildOrder, ChildReport } from '../../hall/domain/door.ts';
import { report } from './mainLog.ts';
import { Respawn } from './respawn.ts';

/** How long a request may wait for a child that has never been ready yet. */
const FIRST_START_LIMIT_MS = 10_000;

export type ChildProgram = {
  readonly name: string;
  /** Absolute path of the built program. */
  readonly path: string;
  readonly environment: NodeJS.ProcessEnv;
};

/** A program in its own process that is started again whenever it ends, until `shutDown`. Its death never reaches the screen or another child. */
export class ChildProcess {
  readonly #program: ChildProgram;
  readonly #respawn = new Respawn();
  readonly #downListeners = new Set<() => void>();
  readonly #firstReadiness: Promise<void>;
  #at: 'starting' | 'ready' | 'down' | 'stopped' = 'starting';
  #process: UtilityProcess | null = null;
  #respawnTimer: NodeJS.Timeout | null = null;
  #heardAt = 0;
  #tellFirstReady: () => void = () => undefined;

  constructor(program: ChildProgram) {
    this.#program = program;
    this.#firstReadiness = new Promise(resolve => {
      this.#tellFirstReady = resolve;
    });
  }

  start(): void {
    if (this.#at === 'stopped') return;
    const { name, path, environment } = this.#program;
    const startedAt = Date.now();
    const child = utilityProcess.fork(path, [], { serviceName: name, env: environment, stdio: 'inherit' });
    this.#process = child;
    child.on('spawn', () => report({ is: 'child.started', name, pid: child.pid ?? null }));
    child.on('message', (message: ChildReport) => {
      if (message.is !== 'ready') return;
      if (this.#at !== 'stopped') this.#at = 'ready';
      report({ is: 'child.ready', name, pid: child.pid ?? null });
      this.#tellFirstReady();
    });
    child.on('exit', code => this.#ended(code, Date.now() - startedAt));
  }

  /** Can it be asked now? Waits only for its very first start: later the page shall say "one moment" at once. */
  async isReachable(): Promise<boolean> {
    if (this.#at === 'starting') {
      await Promise.race([this.#firstReadiness, new Promise(resolve => setTimeout(resolve, FIRST_START_LIMIT_MS))]);
    }
    return this.#at === 'ready';
  }

  post(order: ChildOrder, ports: MessagePortMain[]): void {
    this.#process?.postMessage(order, ports);
  }

  /** Tells that an answer came, so that one slow request is not taken for a hung process. */
  heard(): void {
    this.#heardAt = Date.now();
  }

  killIfSilentSince(since: number): void {
    if (this.#heardAt >= since) return;
    report({ is: 'child.silent', name: this.#program.name, forMs: Date.now() - since });
    this.#kill();
  }

  /** @returns a function that forgets the listener */
  onDown(listener: () => void): () => void {
    this.#downListeners.add(listener);
    return () => this.#downListeners.delete(listener);
  }

  /** Asks it to finish and waits; kills it when the time is over. */
  async shutDown(limitMs: number): Promise<void> {
    this.#at = 'stopped';
    if (this.#respawnTimer !== null) clearTimeout(this.#respawnTimer);
    const child = this.#process;
    if (child === null) return;
    const ended = new Promise<void>(resolve => {
      child.once('exit', () => resolve());
    });
    this.post({ is: 'shutdown' }, []);
    await Promise.race([ended, new Promise(resolve => setTimeout(resolve, limitMs))]);
    this.#kill();
  }

  #ended(code: number, livedMs: number): void {
    this.#process = null;
    const againInMs = this.#at === 'stopped' ? null : this.#respawn.waitMs({ livedMs, wasReady: this.#at === 'ready' });
    report({ is: 'child.ended', name: this.#program.name, code, againInMs });
    if (againInMs !== null) {
      this.#at = 'down';
      this.#respawnTimer = setTimeout(() => this.start(), againInMs);
    }
    for (const listener of this.#downListeners) listener();
    this.#downListeners.clear();
  }

  /** SIGKILL: a process that hangs does not listen to anything softer. */
  #kill(): void {
    const pid = this.#process?.pid;
    if (pid === undefined) return;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself in this very moment.
    }
  }
}
