import type { HallStore } from '../../hall/store/hallStore.ts';
import { StorageFault } from '../../hall/store/storageFault.ts';
import type { DeviceStatus } from '../../native/kit/deviceStatus.ts';

/** A driver, as far as its health goes. */
type Watched = {
  status: { get(): DeviceStatus & { paper?: string }; subscribe(listener: () => void): () => void };
};

/** A device that is pulled out and put back says nothing to the whole hall. */
const settleMs = 3_000;

/** The state as it stands in the log: `ready`, `near-end`, `offline`, or the device's own word; null = not known yet. */
function stateOf(status: DeviceStatus & { paper?: string }): string | null {
  switch (status.at) {
    case 'connecting':
      return null;
    case 'faulty':
      return status.code;
    case 'offline':
      return 'offline';
    default:
      return status.paper === 'near-end' ? 'near-end' : 'ready';
  }
}

/** Writes every lasting change of reader and printer into the log, from which the counters are told. Returns the way to stop. */
export function logHealth(ports: {
  store: Pick<HallStore, 'append' | 'deviceStates'>;
  device: string;
  reader: Watched | null;
  printer: Watched | null;
}): () => void {
  const { store, reader, printer } = ports;
  const told = new Map(
    store.deviceStates().flatMap(({ kiosk, device, told: last }) => {
      return kiosk === ports.device && last !== null ? [[device, last.state] as const] : [];
    }),
  );
  const ends: (() => void)[] = [];

  function watch(device: string, read: () => string | null, subscribe: (listener: () => void) => () => void): void {
    let timer: NodeJS.Timeout | null = null;
    let pending: string | null = null;
    const look = () => {
      timer = null;
      const state = pending;
      pending = null;
      if (state === null || told.get(device) === state) return;
      try {
        store.append([{ type: 'device.health', body: { device, state: state.slice(0, 32) } }]);
        told.set(device, state);
      } catch (fault) {
        if (!(fault instanceof StorageFault)) throw fault;
        // A full disk must not take the kiosk down; it is told as soon as something can be written.
        wait();
      }
    };
    const wait = () => {
      const state = read();
      // A device that is away is knocked at again and again: that is no news and must not put the news off.
      if (state === null || state === pending) return;
      pending = state;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(look, settleMs);
      timer.unref();
    };
    ends.push(subscribe(wait), () => {
      if (timer !== null) clearTimeout(timer);
    });
    wait();
  }

  // A kiosk without the device says so once, so that an old trouble does not stand for ever.
  const absent = (device: string) =>
    watch(
      device,
      () => (told.has(device) ? 'absent' : null),
      () => () => undefined,
    );
  if (reader === null) absent('id-reader');
  else watch('id-reader', () => stateOf(reader.status.get()), reader.status.subscribe);
  if (printer === null) absent('printer');
  else watch('printer', () => stateOf(printer.status.get()), printer.status.subscribe);
  return () => {
    for (const end of ends) end();
  };
}
