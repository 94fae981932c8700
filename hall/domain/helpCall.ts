import type { EventBody, Hlc, KnownEvent } from './event.ts';
import type { AccountId, CounterId, DeviceId } from './ids.ts';
import { compareHlc, hlcToMs } from './ticket.ts';

/** All that is known of one call for staff at a kiosk. Every field is a join: the earliest word stands, whatever arrives when. */
export type HelpFacts = {
  help: EventBody<'help.called'>['help'];
  called: { kiosk: DeviceId; screen: string; hlc: Hlc } | null;
  /** Who said "I am coming" first. */
  answered: { clerk: AccountId; counter: CounterId | null; hlc: Hlc } | null;
  ended: { by: 'citizen' | 'staff'; hlc: Hlc } | null;
};

export type HelpEvent = Extract<KnownEvent, { type: `help.${string}` }>;

export function isHelpEvent(event: KnownEvent): event is HelpEvent {
  return event.type.startsWith('help.');
}

function earlier<T extends { hlc: Hlc }>(known: T | null, next: T): T {
  if (known === null) return next;
  const time = compareHlc(next.hlc, known.hlc);
  if (time !== 0) return time < 0 ? next : known;
  return JSON.stringify(next) < JSON.stringify(known) ? next : known;
}

/** Joins one event into what is known of its call. Commutative, associative and idempotent. */
export function mergeHelp(facts: HelpFacts | null, event: HelpEvent): HelpFacts {
  const { help } = event.body;
  const before = facts ?? { help, called: null, answered: null, ended: null };
  const { hlc } = event;
  switch (event.type) {
    case 'help.called':
      return { ...before, called: earlier(before.called, { kiosk: event.dev, screen: event.body.screen, hlc }) };
    case 'help.answered': {
      const { clerk, counter } = event.body;
      return { ...before, answered: earlier(before.answered, { clerk, counter, hlc }) };
    }
    case 'help.ended':
      return { ...before, ended: earlier(before.ended, { by: event.body.by, hlc }) };
  }
}

/** Nobody waits at a kiosk for longer; a call that comes late, after a broken line, rings for nobody. */
const openForMs = 30 * 60_000;

/** Whether somebody is still expected at the kiosk. */
export function isHelpOpen({ called, ended }: HelpFacts, nowMs: number): boolean {
  return called !== null && ended === null && nowMs - hlcToMs(called.hlc) < openForMs;
}
