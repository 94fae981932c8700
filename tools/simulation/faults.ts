import { hashOf } from '../../hall/log/hash.ts';
import type { Hall, Place } from './hall.ts';
import type { DiskCopy } from './machine.ts';

/** The one fault of a run that takes away what was already flushed. */
export type StorageFault =
  | 'none'
  | 'kioskRolledBack'
  | 'hubRestored'
  | 'hubWithoutJournal'
  | 'hubReplaced'
  | 'regionRestored';
export const storageFaults = [
  'none',
  'kioskRolledBack',
  'hubRestored',
  'hubWithoutJournal',
  'hubReplaced',
  'regionRestored',
] as const;

const placeOf = (hall: Hall, fault: StorageFault): Place | null => {
  if (fault === 'none') return null;
  if (fault === 'kioskRolledBack') return hall.chance.pick(hall.kiosks);
  return fault === 'regionRestored' ? hall.region : hall.hub;
};

/** Lets the storage fault of this run happen: a copy is taken at `copyAtMs` and put back at `faultAtMs`. */
export function planStorageFault(
  hall: Hall,
  { fault, copyAtMs, faultAtMs }: { fault: StorageFault; copyAtMs: number; faultAtMs: number },
) {
  const { scheduler, ledger, without } = hall;
  const place = placeOf(hall, fault);
  if (place === null || fault === 'none') return;
  let copy: DiskCopy | null = null;
  const hasNumbers = () => {
    const store = place.machine.store();
    return store !== null && (fault === 'regionRestored' || store.ticketsOfDay(store.today()).length > 0);
  };
  function take() {
    if (place === null) return;
    // A hub that never issued anything cannot tell an old copy from a first start, so the copy holds a number at least.
    if (hasNumbers()) copy = place.machine.copy();
    else scheduler.after(2000, 'copy is put off', take);
  }
  scheduler.after(copyAtMs, `copy of ${place.name}`, take);
  if (fault !== 'kioskRolledBack')
    // Answers that are on their way while the receiver is restored come from its old life.
    scheduler.after(faultAtMs - 1500, 'slow answers', () => {
      hall.network.weather.delayMs = 3000;
      for (const { sender } of [hall.hub, ...hall.kiosks]) sender?.nudge();
    });
  scheduler.after(faultAtMs, `${fault} at ${place.name}`, () => {
    if (copy === null) return;
    hall.kill(place, 'crash');
    const isReceiver = fault !== 'kioskRolledBack';
    if (fault === 'hubReplaced') place.machine.replace();
    else
      place.machine.restore(copy, {
        marker: isReceiver && !without.has('incarnation'),
        loseWitness: fault === 'hubWithoutJournal',
      });
    ledger.sometimes[fault] += 1;
    hall.start(place);
  });
}

/** Kills and starts one computer. */
export function crash(hall: Hall, place: Place) {
  const { scheduler, chance } = hall;
  hall.kill(place, chance.happens(0.5) ? 'power' : 'crash');
  scheduler.after(chance.between(500, 15_000), `${place.name} starts`, () => hall.start(place));
}

/** Cuts one computer off the network for a while. */
export function partition(hall: Hall, place: Place) {
  const { scheduler, chance, network, ledger } = hall;
  ledger.sometimes.partition += 1;
  network.cutOff.add(place.name);
  scheduler.after(chance.between(2000, 20_000), `${place.name} is reached again`, () => {
    network.cutOff.delete(place.name);
  });
}

/** Sets a clock wrong: by seconds, by hours, or to the day its battery died. The hub's only by what a time server lets pass. */
export function jumpClock(hall: Hall, place: Place) {
  const { chance, ledger } = hall;
  ledger.sometimes.clockJump += 1;
  const seconds = chance.between(-20_000, 20_000);
  const wild = chance.pick([-3 * 3_600_000, 2 * 3_600_000, -hall.trueTime(), 0]);
  place.clockOffsetMs = place.mark !== '' && chance.happens(0.5) ? wild : seconds;
}

/** The second path: a stick or another device brings any slice of any log, so with gaps, repetitions and disorder. */
export function carrySlice(hall: Hall) {
  const { chance, handlers } = hall;
  const author = chance.pick([hall.hub, ...hall.kiosks]);
  const store = author.machine.store();
  const receiver = author === hall.hub || chance.happens(0.5) ? handlers.region : handlers.hub;
  if (store === null) return;
  const ends = store.outbox.streamEnds();
  if (ends.length === 0) return;
  const { stream, lastSeq } = chance.pick(ends);
  const afterSeq = chance.between(0, Math.max(0, lastSeq - 1));
  const lines = store.outbox.readStream({ stream, afterSeq, limit: chance.between(1, 40) });
  if (lines.length > 0) receiver.push(`{"events":[${lines.map(line => line.json).join(',')}]}`);
}

/** A cloned device tells another history of a line that the hub has already. */
export function cloneTells(hall: Hall) {
  const { chance, handlers, hub } = hall;
  const store = hub.machine.store();
  if (store === null) return;
  const ends = store.outbox.streamEnds().filter(end => end.lastSeq > 0);
  if (ends.length === 0) return;
  const { stream, lastSeq } = chance.pick(ends);
  const [line] = store.outbox.readStream({ stream, afterSeq: chance.between(0, lastSeq - 1), limit: 1 });
  if (line === undefined) return;
  const event = JSON.parse(line.json) as Record<string, unknown>;
  const other = { ...event, id: chance.uuid(), body: { clone: hashOf(event) } };
  handlers.hub.push(JSON.stringify({ events: [other] }));
}
