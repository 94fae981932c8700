import { join } from 'node:path';
import { type DeviceId, deviceIdSchema } from '../../hall/domain/ids.ts';
import type { PeerAnswer } from '../../hall/log/peer.ts';
import { type Sender, senderPace, startSender } from '../../hall/log/sender.ts';
import type { StoreRole } from '../../hall/store/session.ts';
import type { Guard } from './guards.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { createMachine, type Machine } from './machine.ts';
import { createNetwork, type Network } from './network.ts';
import { type Chance, createChance } from './random.ts';
import { createPeer, createReceiver, type ReceiverHandlers } from './receiver.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { createStrangeAuthor } from './strangeAuthor.ts';

/** One computer of the simulated hall with its place in the hall. */
export type Place = {
  name: string;
  /** Series mark of a kiosk; empty elsewhere. */
  mark: string;
  machine: Machine;
  /** How wrong its clock is. */
  clockOffsetMs: number;
  /** Where its events go, and the running sender; null at the region. */
  uplink: 'hub' | 'region' | null;
  sender: Sender | null;
  /** What else begins with the process. */
  onStart: (() => void)[];
};

export type Hall = {
  scheduler: Scheduler;
  chance: Chance;
  ledger: Ledger;
  network: Network;
  hub: Place;
  region: Place;
  kiosks: readonly Place[];
  handlers: { hub: ReceiverHandlers; region: ReceiverHandlers };
  without: ReadonlySet<Guard>;
  /** Time of day where all clocks agree, UTC epoch ms. */
  trueTime(): number;
  passNight(): void;
  start(place: Place): void;
  kill(place: Place, how: 'crash' | 'power'): void;
  /** Sender of the device with another program. */
  strange: Sender;
  close(): void;
};

/** 22 November 2026, 10:00 in Beijing. */
const morning = Date.UTC(2026, 10, 22, 2);
const nightMs = 24 * 60 * 60 * 1000;
const marks = ['K', 'L', 'M'] as const;

/** Builds region, hub and kiosks on empty disks below `root`, and starts them. */
export function createHall({ seed, root, without }: { seed: number; root: string; without: ReadonlySet<Guard> }): Hall {
  const chance = createChance(seed);
  const scheduler = createScheduler();
  const ledger = createLedger(seed);
  const network = createNetwork({ scheduler, chance, ledger });
  let nights = 0;
  const trueTime = () => morning + nights * nightMs + scheduler.now();

  function place(name: string, { role, mark, uplink }: { role: StoreRole; mark: string; uplink: Place['uplink'] }) {
    const device: DeviceId = deviceIdSchema.parse(name);
    const self: Place = {
      name,
      mark,
      clockOffsetMs: 0,
      uplink,
      sender: null,
      onStart: [],
      machine: createMachine({
        folder: join(root, name),
        device,
        role,
        clock: () => Math.max(0, trueTime() + self.clockOffsetMs),
        random: chance.bytes,
        without,
        durability: mark === '' ? 'durable-before-ack' : 'durable-before-show',
        onPowerCut() {
          ledger.sometimes.powerCutBeforeJournal += 1;
          scheduler.after(0, `${name} loses power`, () => kill(self, 'power'));
          scheduler.after(3000, `${name} comes back`, () => start(self));
        },
        onRecovered({ putBack, gaveUp }) {
          ledger.sometimes.numberPutBack += putBack;
          if (gaveUp) ledger.sometimes.sharedGivenUp += 1;
        },
      }),
    };
    return self;
  }

  // The region is played by the same store in the role that opens no day of its own: what it holds is what it was sent.
  const region = place('region', { role: 'kiosk', mark: '', uplink: null });
  const hub = place('hub', { role: 'hub', mark: '', uplink: 'region' });
  const kiosks = marks.map(mark => place(`kiosk-${mark}`, { role: 'kiosk', mark, uplink: 'hub' }));
  const handlers = {
    hub: createReceiver(hub, { ledger, without }),
    region: createReceiver(region, { ledger, without }),
  };

  /** Acknowledgements a restore has overtaken are counted: they must change nothing. */
  function watched(to: 'hub' | 'region', answer: PeerAnswer): PeerAnswer {
    const target = to === 'hub' ? hub : region;
    const now = target.machine.store()?.highWaterMarks([]).incarnation ?? 0;
    if (answer.is === 'ack' && answer.ack.incarnation < now) ledger.sometimes.oldAcknowledgement += 1;
    return answer;
  }
  function senderTo({
    name,
    to,
    store,
    stillThere,
    clock,
  }: {
    name: string;
    to: 'hub' | 'region';
    store: Parameters<typeof startSender>[0]['store'];
    stillThere: () => boolean;
    clock: () => number;
  }): Sender {
    const peer = createPeer({ network, from: name, to, handlers: handlers[to], stillThere });
    return startSender({
      store,
      peer: {
        push: async body => watched(to, await peer.push(body)),
        askHwm: async streams => watched(to, await peer.askHwm(streams)),
      },
      peerName: to,
      clock,
      timers: scheduler.timers(`${name} looks at its log`),
      random: chance.next,
      ...senderPace,
    });
  }

  function start(self: Place) {
    if (self.machine.store() !== null) return;
    self.machine.start();
    scheduler.note(`${self.name} started`);
    const store = self.machine.store();
    if (store === null) return;
    checkAfterStart(self);
    if (self.uplink !== null) {
      const boot = self.machine.boot();
      const sender = senderTo({
        name: self.name,
        to: self.uplink,
        store: store.outbox,
        stillThere: () => self.machine.boot() === boot,
        clock: () => trueTime() + self.clockOffsetMs,
      });
      store.onCommitted(() => sender.nudge());
      self.sender = sender;
    }
    for (const work of self.onStart) work();
  }

  /** Invariants 2 and 5: what was shown or acknowledged before the crash is still there. */
  function checkAfterStart(self: Place) {
    const store = self.machine.store();
    if (store === null) return;
    for (const { ticket, label, kiosk, series } of ledger.allShown())
      if (kiosk === self.name && series !== 'shared' && store.ticket(ticket)?.facts.issued?.label !== label)
        ledger.violate(2, `${self.name} showed ${label} and has lost it`);
    const { incarnation } = store.highWaterMarks([]);
    const claims = ledger.claimsOf(self.name, incarnation);
    const { hwm } = store.highWaterMarks([...claims.keys()]);
    for (const [stream, mark] of claims)
      if ((hwm[stream] ?? 0) < mark) ledger.violate(5, `${self.name} acknowledged ${stream}/${mark} and lost it`);
  }

  function kill(self: Place, how: 'crash' | 'power') {
    if (self.machine.store() === null) return;
    self.sender?.stop();
    self.sender = null;
    self.machine.kill(how);
    ledger.sometimes.crash += 1;
    scheduler.note(`${self.name} ${how}`);
  }

  const stranger = createStrangeAuthor(chance);
  const strange = senderTo({
    name: 'strange',
    to: 'hub',
    store: stranger.outbox,
    stillThere: () => true,
    clock: trueTime,
  });
  const hall: Hall = {
    scheduler,
    chance,
    ledger,
    network,
    hub,
    region,
    kiosks,
    handlers,
    without,
    trueTime,
    passNight() {
      nights += 1;
    },
    start,
    kill,
    strange,
    close() {
      for (const self of [region, hub, ...kiosks]) {
        self.sender?.stop();
        self.machine.store()?.close();
      }
      strange.stop();
    },
  };
  function strangeEvent() {
    if (stranger.write(trueTime()) === 'unknown') ledger.sometimes.unknownKept += 1;
    strange.nudge();
    if (scheduler.now() < strangeUntilMs) scheduler.after(chance.between(2000, 20_000), 'strange event', strangeEvent);
  }
  scheduler.after(1000, 'strange event', strangeEvent);
  for (const self of [region, hub, ...kiosks]) start(self);
  return hall;
}

const strangeUntilMs = 150_000;
