import type { Hlc, KnownEvent } from './event.ts';
import type { AccountId, DeviceId } from './ids.ts';
import { compareHlc } from './ticket.ts';

/** The last word of one device of a kiosk, and who has seen it. The latest stands, whatever arrives when. */
export type DeviceFacts = {
  kiosk: DeviceId;
  device: string;
  told: { state: string; hlc: Hlc } | null;
  seen: { state: string; clerk: AccountId; hlc: Hlc } | null;
};

export type DeviceEvent = Extract<KnownEvent, { type: 'device.health' | 'device.seen' }>;

export function isDeviceEvent(event: KnownEvent): event is DeviceEvent {
  return event.type === 'device.health' || event.type === 'device.seen';
}

/** Kiosk and device an event speaks of, as one key. */
export function deviceKeyOf(event: DeviceEvent): { kiosk: DeviceId; device: string } {
  return { kiosk: event.type === 'device.seen' ? event.body.kiosk : event.dev, device: event.body.device };
}

function later<T extends { hlc: Hlc }>(known: T | null, next: T): T {
  if (known === null) return next;
  const time = compareHlc(next.hlc, known.hlc);
  if (time !== 0) return time > 0 ? next : known;
  return JSON.stringify(next) > JSON.stringify(known) ? next : known;
}

/** Joins one event into what is known of its device. Commutative, associative and idempotent. */
export function mergeDevice(facts: DeviceFacts | null, event: DeviceEvent): DeviceFacts {
  const before: DeviceFacts = facts ?? { ...deviceKeyOf(event), told: null, seen: null };
  const { hlc } = event;
  const { state } = event.body;
  if (event.type === 'device.health') return { ...before, told: later(before.told, { state, hlc }) };
  return { ...before, seen: later(before.seen, { state, clerk: event.body.clerk, hlc }) };
}

/** A device nobody has to look after: it works, or there is none. */
const quietStates: ReadonlySet<string> = new Set(['ready', 'absent', 'connecting']);

export function isTrouble(state: string): boolean {
  return !quietStates.has(state);
}

/** Who has seen the present state; null = nobody yet. A state that came back has to be seen anew. */
export function seenBy({ told, seen }: DeviceFacts): AccountId | null {
  if (told === null || seen === null || seen.state !== told.state) return null;
  return compareHlc(seen.hlc, told.hlc) > 0 ? seen.clerk : null;
}
