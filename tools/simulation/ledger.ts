import type { Label, Series } from '../../hall/domain/label.ts';
import type { Acknowledgement } from '../../hall/domain/syncApi.ts';
import type { QueueId, RequestId, TicketId } from '../../hall/domain/ids.ts';

/** A broken invariant, by its number in the sync design. */
export type Violation = { seed: number; invariant: number; what: string };

/** Things that must happen now and then, or the run proves nothing. */
export const sometimesNames = [
  'ownNumber',
  'lateNumber',
  'voidBeforeRequest',
  'repeatedTouch',
  'touchAfterCrash',
  'crash',
  'powerCutBeforeJournal',
  'numberPutBack',
  'kioskRolledBack',
  'hubRestored',
  'hubWithoutJournal',
  'hubReplaced',
  'numberToldByKiosk',
  'regionRestored',
  'sharedGivenUp',
  'oldAcknowledgement',
  'dropped',
  'duplicated',
  'partition',
  'clockJump',
  'night',
  'gapReported',
  'forkReported',
  'quarantined',
  'unknownKept',
  'printUncertain',
  'severalMatters',
] as const;
export type Sometimes = Record<(typeof sometimesNames)[number], number>;

/** A fresh tally. */
export function noSometimes(): Sometimes {
  return Object.fromEntries(sometimesNames.map(name => [name, 0])) as Sometimes;
}

export type Shown = { request: RequestId; ticket: TicketId; label: Label; series: Series; kiosk: string; bday: string };

/** What the world outside the computers has seen: screens, paper, acknowledgements. It forgets nothing and never crashes. */
export type Ledger = {
  readonly violations: readonly Violation[];
  readonly sometimes: Sometimes;
  violate(invariant: number, what: string): void;
  /** A touch, with the two tickets that can come of it, and the further matters it asks for. */
  touched(touch: { request: RequestId; tickets: readonly TicketId[]; also: readonly QueueId[] }): void;
  /** The further matters of a touch. */
  matters(request: RequestId): readonly QueueId[];
  shown(seen: Shown): void;
  printed(ticket: TicketId): void;
  /** A call; `also`: the further matters the hub knows of. `isWhole`: no kiosk has lost what it wrote. */
  called(call: { ticket: TicketId; also: readonly QueueId[]; isWhole: boolean }): void;
  allShown(): readonly Shown[];
  acknowledged(receiver: string, ack: Acknowledgement): void;
  /** What a receiver has claimed in an incarnation. */
  claimsOf(receiver: string, incarnation: number): ReadonlyMap<string, number>;
};

/** Makes the ledger of one run. */
export function createLedger(seed: number): Ledger {
  const violations: Violation[] = [];
  const sometimes = noSometimes();
  const requestOf = new Map<TicketId, RequestId>();
  const givenTo = new Map<RequestId, TicketId>();
  const shownTickets = new Map<TicketId, Shown>();
  const labels = new Map<string, TicketId>();
  const claims = new Map<string, Map<string, number>>();
  const wanted = new Map<RequestId, readonly QueueId[]>();
  const violate = (invariant: number, what: string) => void violations.push({ seed, invariant, what });

  function given(request: RequestId, ticket: TicketId, how: string) {
    const before = givenTo.get(request);
    if (before === undefined) givenTo.set(request, ticket);
    else if (before !== ticket) violate(3, `touch ${request}: ${ticket} ${how} after ${before}`);
  }
  function claimsOf(receiver: string, incarnation: number) {
    const key = `${receiver}/${incarnation}`;
    const found = claims.get(key) ?? new Map<string, number>();
    claims.set(key, found);
    return found;
  }

  return {
    violations,
    sometimes,
    violate,
    touched({ request, tickets, also }) {
      for (const ticket of tickets) requestOf.set(ticket, request);
      wanted.set(request, also);
    },
    matters: request => wanted.get(request) ?? [],
    shown(seen) {
      given(seen.request, seen.ticket, 'shown');
      const before = shownTickets.get(seen.ticket);
      if (before !== undefined && before.label !== seen.label)
        violate(3, `ticket ${seen.ticket}: ${seen.label} after ${before.label}`);
      shownTickets.set(seen.ticket, seen);
      // A run never reaches 999 numbers of one series, so an own label may not come back at all.
      const key = seen.series === 'shared' ? `${seen.bday} ${seen.label}` : seen.label;
      const holder = labels.get(key);
      if (holder === undefined) labels.set(key, seen.ticket);
      else if (holder !== seen.ticket) violate(1, `label ${key}: on ${holder} and on ${seen.ticket}`);
    },
    printed(ticket) {
      const request = requestOf.get(ticket);
      if (request !== undefined) given(request, ticket, 'printed');
    },
    called({ ticket, also, isWhole }) {
      const request = requestOf.get(ticket);
      const asked = request === undefined ? [] : (wanted.get(request) ?? []);
      if (asked.length > 0) sometimes.severalMatters += 1;
      if (isWhole && asked.join(' ') !== also.join(' ')) violate(26, `${ticket} called without all that was asked for`);
      const held = request === undefined ? undefined : givenTo.get(request);
      if (held !== undefined && held !== ticket) violate(3, `${ticket} called, but the citizen holds ${held}`);
    },
    allShown: () => [...shownTickets.values()],
    acknowledged(receiver, ack) {
      const claimed = claimsOf(receiver, ack.incarnation);
      const gaps = new Set(ack.missing.map(gap => gap.stream));
      for (const [stream, mark] of Object.entries(ack.hwm)) {
        const before = claimed.get(stream) ?? 0;
        if (mark < before) violate(6, `${receiver}: ${stream} from ${before} back to ${mark}`);
        claimed.set(stream, Math.max(before, mark));
      }
      sometimes.gapReported += gaps.size;
      sometimes.forkReported += ack.forks.length;
      sometimes.quarantined += ack.quarantined.length;
    },
    claimsOf,
  };
}
