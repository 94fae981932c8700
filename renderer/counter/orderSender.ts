import type { Session } from '../../hall/domain/hallApi.ts';
import type { CounterEntries } from '../../hall/domain/liveEntries.ts';
import type { CounterId } from '../../hall/domain/ids.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import * as api from './counterApi.ts';
import { isTooLate, type Order, type Outbox, withoutOrder } from './outbox.ts';

/** Where the orders belong; another one of these ends the sending, the rest stays on this PC. */
export type Desk = { session: Session; counter: CounterId; stream: LiveStream<CounterEntries>; outbox: Outbox };

/** The hub is up but cannot write or is too busy: worth another try, but not for ever. */
const passing: ReadonlySet<string> = new Set(['unavailable', 'storage_failed', 'too_many']);
const mostTries = 5;
const firstPauseMs = 400;
const lastPauseMs = 4000;

/**
 * Sends what is in the outbox, one after the other, whenever the hub is heard. While it is not, nothing is sent at all: an
 * order the clerk still can take back must not be on its way unnoticed.
 */
export function createOrderSender(ports: {
  desk: () => Desk | null;
  change: (outbox: Outbox) => void;
  /** Waits until the page shows the answer. */
  settle: (stream: LiveStream<CounterEntries>, answer: api.CounterAnswer) => Promise<void>;
  arrived: (order: Order, answer: api.CounterAnswer) => void;
  expired: () => void;
}): { wake: () => void } {
  let isRunning = false;

  async function sendAll(): Promise<void> {
    let tries = 0;
    for (;;) {
      const desk = ports.desk();
      const order = desk?.outbox.orders[0];
      if (desk === null || order === undefined || desk.stream.link() !== 'live') return;
      const { session, counter, stream, outbox } = desk;
      const { requestId, verb, expect, detail } = order;
      if (isTooLate(order, Date.now())) {
        ports.change(withoutOrder(outbox, requestId, 'late'));
        continue;
      }
      ports.change({ ...outbox, sending: requestId });
      const body = { requestId, expect, ...detail };
      const answer = await api.commandOnce({ token: session.token, counter, verb, body });
      if (answer.ok) await ports.settle(stream, answer.value);
      const now = ports.desk();
      if (now === null || now.stream !== stream) return;
      tries += 1;
      const code = answer.ok ? null : answer.failure.code;
      if (code === 'unauthorized') return ports.expired();
      const isAgain = code === 'unreachable' || (code !== null && passing.has(code) && tries < mostTries);
      if (isAgain) {
        const [head, ...rest] = now.outbox.orders;
        const orders = head === undefined ? rest : [{ ...head, mayHaveArrived: true }, ...rest];
        ports.change({ ...now.outbox, orders, sending: null });
        await new Promise(resume => setTimeout(resume, Math.min(lastPauseMs, firstPauseMs * 2 ** tries)));
        continue;
      }
      tries = 0;
      ports.change(withoutOrder(now.outbox, requestId, code));
      if (answer.ok) ports.arrived(order, answer.value);
    }
  }

  return {
    wake() {
      if (isRunning) return;
      isRunning = true;
      void sendAll().finally(() => {
        isRunning = false;
      });
    },
  };
}
