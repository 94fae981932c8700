import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../e2e/freePort.ts';
import { deviceIdSchema } from '../../hall/domain/ids.ts';
import type { TakenTicket } from '../../hall/domain/hallApi.ts';
import { systemRandom } from '../../hall/log/systemRandom.ts';
import { openHallStore } from '../../hall/store/openHallStore.ts';
import { createChance } from '../simulation/random.ts';
import { type BesiegedKiosk, openBesiegedKiosk } from './besiegedKiosk.ts';
import { openFaultProxy } from './faultProxy.ts';
import { keepProcess } from './keptProcess.ts';

export type SiegeResult = {
  /** Numbers that were shown to somebody. */
  shown: number;
  kills: number;
  /** Lines that were cut or made mute. */
  badLines: number;
  /** Shown from a kiosk's own series, because the hub could not be asked. */
  own: number;
  /** Shown labels that the hub does not have in the end. */
  lost: readonly string[];
  /** Labels that were shown to two people, or stand on two tickets that count. */
  twice: readonly string[];
  /** Longest time from a touch to its number, ms. */
  longestWaitMs: number;
};

const queues = ['social-insurance', 'medical-insurance', 'real-estate', 'household-registration', 'tax'];
const marks = ['K', 'L', 'M', 'N', 'P', 'Q', 'R', 'S'];
/** Slow enough that no letter comes to 999 in a siege, fast enough that most kills hit something. */
const touchEveryMs = 120;
const settleRounds = 8;
const settleMs = 3_000;

/**
 * Layer 3 of the proof: a hub and kiosks as real processes, each kiosk behind a line that is cut and muted at random, one of the
 * processes killed with SIGKILL again and again while numbers are taken. What was shown has to be there in the end, once.
 * @param order.folder an empty folder for all data
 * @param order.onKill told after each kill, for progress
 */
export async function besiege(order: {
  folder: string;
  kiosks: number;
  kills: number;
  seed: number;
  onKill: (kills: number) => void;
}): Promise<SiegeResult> {
  const chance = createChance(order.seed);
  const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
  const hubFolder = join(order.folder, 'hub');
  mkdirSync(hubFolder, { recursive: true });
  const hubPort = await freePort();
  const hub = await keepProcess({
    args: [join(import.meta.dirname, '../../hall/hub.ts'), '--port', String(hubPort)],
    env: { HALL_DATA: hubFolder },
  });
  const deviceToken = readFileSync(join(hubFolder, 'device.token'), 'utf8');
  const lines = await Promise.all(Array.from({ length: order.kiosks }, () => openFaultProxy(() => hubPort)));
  const kiosks: BesiegedKiosk[] = [];
  for (const [i, line] of lines.entries()) {
    const [name, mark] = [`kiosk-${i + 1}`, marks[i] ?? 'K'];
    const folder = join(order.folder, name);
    kiosks.push(await openBesiegedKiosk({ name, mark, folder, hubPort: line.port, deviceToken }));
  }

  const shown: TakenTicket[] = [];
  let longestWaitMs = 0;
  let besieged = true;
  async function visit(kiosk: BesiegedKiosk): Promise<void> {
    while (besieged) {
      const touchedAt = performance.now();
      shown.push(await kiosk.touch({ requestId: chance.uuid(), queue: chance.pick(queues) }));
      longestWaitMs = Math.max(longestWaitMs, performance.now() - touchedAt);
      await pause(chance.between(0, 2 * touchEveryMs));
    }
  }
  let badLines = 0;
  async function weather(line: (typeof lines)[number]): Promise<void> {
    while (besieged) {
      await pause(chance.between(500, 4_000));
      line.become(chance.pick(['cut', 'mute']));
      badLines += 1;
      await pause(chance.between(100, 2_500));
      line.become('open');
    }
  }
  const running = [...kiosks.map(visit), ...lines.map(weather)];
  for (let kills = 1; kills <= order.kills; kills += 1) {
    await pause(chance.between(50, 600));
    await chance.pick([hub, ...kiosks.map(kiosk => kiosk.process)]).kill();
    order.onKill(kills);
  }
  besieged = false;
  await Promise.all(running);
  for (const line of lines) line.become('open');

  const judged = await judgeWhenSettled();
  await Promise.all([hub.stop(), ...kiosks.map(kiosk => kiosk.process.stop()), ...lines.map(line => line.close())]);
  const own = shown.filter(({ series }) => series !== 'shared').length;
  return { shown: shown.length, kills: order.kills, badLines, own, ...judged, longestWaitMs };

  /** The hub's file has one owner, so the hub rests while it is read; until nothing is missing, or it has had its time. */
  async function judgeWhenSettled(): Promise<Pick<SiegeResult, 'lost' | 'twice'>> {
    for (let round = 1; ; round += 1) {
      await pause(settleMs);
      await hub.stop();
      const judged = judge({ folder: hubFolder, shown });
      if (judged.lost.length === 0 || round === settleRounds) return judged;
      await hub.start();
    }
  }
}

function judge({
  folder,
  shown,
}: {
  folder: string;
  shown: readonly TakenTicket[];
}): Pick<SiegeResult, 'lost' | 'twice'> {
  const opened = openHallStore({
    databasePath: join(folder, 'hub/hub.db'),
    witnessPath: join(folder, 'witness/hub.journal'),
    device: deviceIdSchema.parse('hub'),
    hall: 1,
    clock: Date.now,
    random: systemRandom,
    nativeBinding: null,
    role: 'hub',
  });
  if (!opened.ok) throw new Error(opened.failure.message);
  const store = opened.value;
  try {
    const lost = shown.filter(({ ticket, label }) => {
      const facts = store.ticket(ticket)?.facts;
      return facts?.issued?.label !== label || facts.claim?.at === 'voided';
    });
    const held = store
      .ticketsOfDay(store.today())
      .flatMap(({ facts }) => (facts.issued === null || facts.claim?.at === 'voided' ? [] : [facts.issued.label]));
    return {
      lost: lost.map(({ label }) => label),
      twice: [...repeatedIn(shown.map(({ label }) => label)), ...repeatedIn(held)],
    };
  } finally {
    store.close();
  }
}

function repeatedIn(labels: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return labels.filter(label => seen.size === seen.add(label).size);
}
