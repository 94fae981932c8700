import { backOffDelayMs, deviceBackOff } from './backOff.ts';
import type { Clock } from './clock.ts';
import { createObservable, type Observable } from './observable.ts';
import type { CloseReason, OpenFailure, Transport, TransportFactory } from './transport.ts';

export type ConnectionState =
  | { readonly at: 'stopped' }
  | { readonly at: 'opening' }
  | { readonly at: 'open'; readonly transport: Transport }
  | { readonly at: 'waiting'; readonly why: OpenFailure | 'lost'; readonly retryInMs: number };

export type Connection = {
  readonly state: Observable<ConnectionState>;
  start(): void;
  /** The device answered sensibly: the next loss starts with the shortest wait again. */
  confirm(): void;
  /** Gives up the present transport (the device has gone silent) and makes a new one after a wait. */
  renew(): void;
  close(): Promise<void>;
};

/**
 * A path that is not there costs one failed open() to look for, so an unplugged device is looked for every 1–2 s:
 * it must work again within 5 s after it is plugged in.
 */
const lookAgainMs = 1000;

/** Keeps one device connected for ever: open, and after every loss wait and open a NEW transport. Unplugging is ordinary. */
export function createConnection(options: {
  factory: TransportFactory;
  clock: Clock;
  /** A number in [0, 1), for the jitter. */
  random: () => number;
}): Connection {
  const { factory, clock, random } = options;
  const state = createObservable<ConnectionState>({ at: 'stopped' });
  let attempt = 0;
  let cancelTimer: (() => void) | null = null;
  let opening: Promise<void> = Promise.resolve();

  function open(): void {
    cancelTimer = null;
    state.set({ at: 'opening' });
    opening = openOnce();
  }

  async function openOnce(): Promise<void> {
    const opened = await factory();
    if (state.get().at !== 'opening') {
      if (opened.ok) await opened.value.close();
    } else if (opened.ok) {
      const transport = opened.value;
      state.set({ at: 'open', transport });
      transport.onClose((reason: CloseReason) => {
        const now = state.get();
        if (reason === 'lost' && now.at === 'open' && now.transport === transport) wait('lost');
      });
    } else {
      wait(opened.failure);
    }
  }

  function wait(why: OpenFailure | 'lost'): void {
    const retryInMs =
      why === 'not-found'
        ? lookAgainMs + Math.round(random() * lookAgainMs)
        : backOffDelayMs({ backOff: deviceBackOff, attempt: attempt++, random: random() });
    cancelTimer = clock.setTimer(retryInMs, open);
    state.set({ at: 'waiting', why, retryInMs });
  }

  return {
    state,
    start() {
      if (state.get().at === 'stopped') open();
    },
    confirm() {
      attempt = 0;
    },
    renew() {
      const now = state.get();
      if (now.at !== 'open') return;
      wait('lost');
      void now.transport.close();
    },
    async close() {
      const now = state.get();
      cancelTimer?.();
      cancelTimer = null;
      if (now.at !== 'stopped') state.set({ at: 'stopped' });
      if (now.at === 'open') await now.transport.close();
      await opening;
    },
  };
}
