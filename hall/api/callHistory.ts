import type { KnownEvent } from '../domain/event.ts';
import type { CounterId, TicketId } from '../domain/ids.ts';
import type { PastCall } from '../domain/priorityCap.ts';
import type { ClassId } from '../domain/priorityClass.ts';
import { hlcToMs, standingOf, type TicketFacts } from '../domain/ticket.ts';

/** The longest ratio and the widest cap look back this far. */
const keptCalls = 60;
const hourMs = 3_600_000;

type Entry = PastCall & { ticket: TicketId; atMs: number; passed: TicketId | null };

/** What each counter called last: the memory of ratios, caps and of how often the oldest ticket was passed over. */
export type CallHistory = {
  /** Oldest first. */
  here(counter: CounterId): readonly PastCall[];
  preferredLastHour(priorityClass: ClassId, nowMs: number): number;
  /** How often a ticket was passed over while it was the oldest of a counter. */
  passedOf(ticket: TicketId): number;
  /** The call the counter is about to make passes this ticket over. */
  willPass(counter: CounterId, ticket: TicketId | null): void;
  take(event: KnownEvent, facts: TicketFacts | null): void;
  forget(ticket: TicketId): void;
  /** Starts over from the tickets of the day. How often one was passed over is lost then, which costs a wait, never a turn. */
  load(tickets: readonly TicketFacts[]): void;
};

export function createCallHistory(): CallHistory {
  const calls = new Map<CounterId, Entry[]>();
  const passed = new Map<TicketId, number>();
  const coming = new Map<CounterId, TicketId>();
  /** Of each class, when it went before others; at most of the last hour and a bit. */
  const preferred = new Map<ClassId, Entry[]>();

  function add(counter: CounterId, entry: Entry): void {
    const before = calls.get(counter) ?? [];
    calls.set(counter, [...before.slice(1 - keptCalls), entry]);
    if (!entry.isPreferred || entry.class === null) return;
    const ofClass = preferred.get(entry.class) ?? [];
    preferred.set(entry.class, [...ofClass.filter(({ atMs }) => entry.atMs - atMs < hourMs), entry]);
  }

  function pass(ticket: TicketId | null, step: 1 | -1): void {
    if (ticket !== null) passed.set(ticket, Math.max(0, (passed.get(ticket) ?? 0) + step));
  }

  /** A call that was taken back has not been: not for the ratio, not for the cap, not for whom it passed. */
  function takeBack(counter: CounterId, ticket: TicketId): void {
    const before = calls.get(counter) ?? [];
    const last = before.findLast(entry => entry.ticket === ticket);
    if (last === undefined) return;
    calls.set(
      counter,
      before.filter(entry => entry !== last),
    );
    pass(last.passed, -1);
    if (last.class !== null)
      preferred.set(
        last.class,
        (preferred.get(last.class) ?? []).filter(entry => entry !== last),
      );
  }

  return {
    here: counter => calls.get(counter) ?? [],
    preferredLastHour: (id, nowMs) => (preferred.get(id) ?? []).filter(({ atMs }) => nowMs - atMs < hourMs).length,
    passedOf: ticket => passed.get(ticket) ?? 0,
    willPass(counter, ticket) {
      if (ticket === null) coming.delete(counter);
      else coming.set(counter, ticket);
    },
    take(event, facts) {
      if (event.type === 'ticket.call_withdrawn') takeBack(event.body.counter, event.body.ticket);
      if (event.type !== 'ticket.called') return;
      const { counter, ticket, because } = event.body;
      const standing = facts === null ? null : standingOf(facts);
      if (standing === null) return;
      const isPreferred = because?.some(({ is }) => is === 'class') ?? false;
      const passedOver = coming.get(counter) ?? null;
      coming.delete(counter);
      pass(passedOver, 1);
      const { queue, class: priorityClass } = standing;
      add(counter, { queue, class: priorityClass, isPreferred, ticket, atMs: hlcToMs(event.hlc), passed: passedOver });
    },
    forget: ticket => void passed.delete(ticket),
    load(tickets) {
      for (const collection of [calls, passed, coming, preferred]) collection.clear();
      const called = tickets.flatMap(({ ticket, calledAt, claim, ...rest }) => {
        const standing = standingOf({ ticket, calledAt, claim, ...rest });
        const counter = claim?.counter ?? null;
        if (standing === null || counter === null || calledAt === null) return [];
        const { queue, class: priorityClass } = standing;
        // What the claim no longer says counts against the cap: a restart must not open it.
        const isPreferred = claim?.because?.some(({ is }) => is === 'class') ?? priorityClass !== null;
        const atMs = hlcToMs(calledAt);
        return [{ counter, entry: { queue, class: priorityClass, isPreferred, ticket, atMs, passed: null } }];
      });
      for (const { counter, entry } of called.sort((a, b) => a.entry.atMs - b.entry.atMs)) add(counter, entry);
    },
  };
}
