import { MessageChannel } from 'node:worker_threads';
import type { DoorPort, DoorRequest } from '../../hall/domain/door.ts';

/*
 * Loaded before the station's own program (`node --import`): gives it the `process.parentPort` that Electron's utility process has,
 * over the IPC channel of a plain child process. Only the carrier differs; every message is the door's own.
 */
type Order = { id: number; request: DoorRequest } | { id: null; shutdown: true };
type Listener = (event: { data: unknown; ports: readonly DoorPort[] }) => void;

const listeners: Listener[] = [];
const send = (message: unknown): void => void process.send?.(message);

process.on('message', (order: Order) => {
  if (order.id === null) {
    for (const listener of listeners) listener({ data: { is: 'shutdown' }, ports: [] });
    return;
  }
  const { id, request } = order;
  const { port1, port2 } = new MessageChannel();
  port1.on('message', answer => send({ id, answer }));
  const ports: DoorPort = {
    postMessage: message => port2.postMessage(message),
    on: (event: 'message' | 'close', listener: (event: { data: unknown }) => void) =>
      event === 'close'
        ? port2.on('close', () => listener({ data: null }))
        : port2.on('message', data => listener({ data })),
    start: () => port2.start(),
    close: () => port2.close(),
  };
  for (const listener of listeners) listener({ data: request, ports: [ports] });
});

Object.assign(process, {
  parentPort: {
    postMessage: send,
    on: (_event: 'message', listener: Listener) => listeners.push(listener),
  },
});
