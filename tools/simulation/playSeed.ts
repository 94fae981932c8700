import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WaitingTicket } from '../../hall/domain/callOrder.ts';
import type { EventBody } from '../../hall/domain/event.ts';
import {
  type AccountId,
  accountIdSchema,
  callIdSchema,
  type CounterId,
  counterIdSchema,
  type QueueId,
  type TicketId,
} from '../../hall/domain/ids.ts';
import { compareClaims, standingOf, type TicketClaim, ticketOf } from '../../hall/domain/ticket.ts';
import { carrySlice, cloneTells, crash, jumpClock, partition, planStorageFault, storageFaults } from './faults.ts';
import type { Guard } from './guards.ts';
import { createHall, type Hall } from './hall.ts';
import { playKiosk } from './kiosk.ts';
import type { Sometimes, Violation } from './ledger.ts';

import { judgeQuiescence } from './quiescence.ts';

export type SeedResult = {
  violations: readonly Violation[];
  sometimes: Sometimes;
  steps: number;
  tickets: number;
  traceHash: string;
};

/** Of simulated time: a short, crowded morning, then the quiet in which everything has to come together. */
const busyMs = 150_000;
const quietMs = 12 * 60_000;
const counter = counterIdSchema.parse('c1');
const clerk = accountIdSchema.parse('clerk-1');

/** Invariant 13 at the hub: what is known of a ticket only moves forwards while nobody restores a copy. */
function watchClaims(hall: Hall) {
  const store = hall.hub.machine.store();
  const claims = new Map<TicketId, TicketClaim>();
  store?.onCommitted(events => {
    for (const event of events) {
      const ticket = ticketOf(event);
      const now = ticket === null ? null : (store.ticket(ticket)?.facts.claim ?? null);
      if (ticket === null || now === null) continue;
      const before = claims.get(ticket);
      if (before !== undefined && compareClaims(now, before) < 0)
        hall.ledger.violate(13, `${ticket} went from ${before.at} back to ${now.at}`);
      claims.set(ticket, now);
    }
  });
}

/** The number goes on to its next matter. */
function handedOn(request: {
  ticket: TicketId;
  leg: number;
  counter: CounterId;
  clerk: AccountId;
  waiting: WaitingTicket;
  following: QueueId;
  rest: readonly QueueId[];
}): EventBody<'ticket.matter_done'> {
  const { waiting, following, rest, leg, ...at } = request;
  const { queue: done, priority, since, returns } = waiting;
  const place = { queue: following, priority, toCounter: null, since, notBefore: null, returns };
  return { ...at, ...place, leg: leg + 1, class: null, also: [...rest], done, to: 'waiting' };
}

/** One counter at the hub: calls who waits, serves, finishes. */
function playCounter(hall: Hall) {
  const { scheduler, chance, ledger } = hall;
  const open = hall.hub.machine.store();
  const next = open?.waiting(open.today())[0];
  if (open !== null && next !== undefined) {
    const { ticket, leg } = next;
    const facts = open.ticket(ticket)?.facts ?? null;
    const also = (facts === null ? null : standingOf(facts)?.also) ?? [];
    if (leg === 0) ledger.called({ ticket, also, isWhole: ledger.sometimes.kioskRolledBack === 0 });
    const at = { ticket, leg, counter, clerk };
    open.append([{ type: 'ticket.called', body: { ...at, call: callIdSchema.parse(chance.uuid()), why: '' } }]);
    scheduler.after(chance.between(300, 3000), 'counter is done', () => {
      const end = chance.happens(0.8) ? 'ticket.done' : 'ticket.no_show';
      const [following, ...rest] = also;
      hall.hub.machine
        .store()
        ?.append([
          { type: 'ticket.serving', body: at },
          following === undefined || end === 'ticket.no_show'
            ? { type: end, body: at }
            : { type: 'ticket.matter_done', body: handedOn({ ...at, waiting: next, following, rest }) },
        ]);
    });
  }
  if (scheduler.now() < busyMs) scheduler.after(chance.between(500, 3000), 'counter', () => playCounter(hall));
}

function playFaults(hall: Hall) {
  const { scheduler, chance, network } = hall;
  const anyone = () => chance.pick([hall.hub, hall.region, ...hall.kiosks]);
  const act = chance.between(0, 99);
  if (act < 12) crash(hall, anyone());
  else if (act < 24) partition(hall, anyone());
  else if (act < 34) jumpClock(hall, chance.pick([hall.hub, ...hall.kiosks]));
  else if (act < 60) carrySlice(hall);
  else if (act < 66) cloneTells(hall);
  else if (act < 74) chance.pick([hall.hub, ...hall.kiosks]).machine.cutAtNextNumber();
  else {
    network.weather.drop = chance.next() * 0.22;
    network.weather.duplicate = chance.next() * 0.17;
    network.weather.delayMs = chance.pick([5, 20, 60, 300, 600]);
  }
  if (scheduler.now() < busyMs) scheduler.after(chance.between(500, 6000), 'fault', () => playFaults(hall));
}

function playTouches(hall: Hall) {
  const { scheduler, chance } = hall;
  const kiosks = hall.kiosks.map(kiosk => playKiosk(hall, kiosk));
  function touch() {
    chance.pick(kiosks).touch();
    if (scheduler.now() < busyMs) scheduler.after(chance.between(100, 2200), 'touch', touch);
  }
  scheduler.after(500, 'touch', touch);
}

async function healAndRest(hall: Hall) {
  const { scheduler, network } = hall;
  await scheduler.play(busyMs + 20_000);
  network.weather.drop = 0;
  network.weather.duplicate = 0;
  network.weather.delayMs = 5;
  network.cutOff.clear();
  for (const place of [hall.region, hall.hub, ...hall.kiosks]) hall.start(place);
  await scheduler.play(busyMs + 20_000 + quietMs);
}

/** Plays one seed from empty disks to the judgement. The same seed and guards give the same trace. */
export async function playSeed(seed: number, without: ReadonlySet<Guard>): Promise<SeedResult> {
  const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'hall-simulation-'));
  try {
    const hall = createHall({ seed, root, without });
    const { scheduler, chance, ledger } = hall;
    watchClaims(hall);
    hall.hub.onStart.push(() => watchClaims(hall));
    const fault = chance.pick(storageFaults);
    const copyAtMs = chance.between(5000, 60_000);
    planStorageFault(hall, { fault, copyAtMs, faultAtMs: copyAtMs + chance.between(5000, 80_000) });
    if (chance.happens(0.3))
      scheduler.after(chance.between(40_000, 120_000), 'night', () => {
        ledger.sometimes.night += 1;
        hall.passNight();
      });
    playTouches(hall);
    scheduler.after(3000, 'counter', () => playCounter(hall));
    scheduler.after(2000, 'fault', () => playFaults(hall));
    await healAndRest(hall);
    judgeQuiescence(hall, fault);
    const { violations, sometimes } = ledger;
    return {
      violations,
      sometimes,
      steps: scheduler.steps(),
      tickets: ledger.allShown().length,
      traceHash: scheduler.traceHash(),
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
