import { z } from 'zod';
import { type BusinessDay, businessDaySchema } from '../domain/businessDay.ts';
import type { KnownEvent } from '../domain/event.ts';
import {
  type CallId,
  callIdSchema,
  type CounterId,
  counterIdSchema,
  type QueueId,
  queueIdSchema,
  ticketIdSchema,
} from '../domain/ids.ts';
import { type Label, labelSchema } from '../domain/label.ts';
import { languageSchema } from '../domain/text.ts';
import { hlcToMs, recallsNow, standingOf, type TicketFacts } from '../domain/ticket.ts';
import type { HallStore } from '../store/hallStore.ts';

const callSchema = z.object({
  call: callIdSchema,
  ticket: ticketIdSchema,
  label: labelSchema,
  counter: counterIdSchema,
  /** Queue it was called from; null in a document of an earlier program. */
  queue: queueIdSchema.nullable().prefault(null),
  /** The language the number was taken in. */
  language: languageSchema.prefault('zh'),
  /** The last time it was called or recalled. */
  calledAt: z.number().int(),
  recalls: z.number().int(),
});
/** One call of one ticket to a counter. */
export type Call = z.infer<typeof callSchema>;

const documentName = 'board';
const documentSchema = z.object({ day: businessDaySchema, calls: z.array(callSchema) });
/** A board shows six; twice as many cover the six of each of two areas. */
const keptCalls = 12;

/** The calls of the day. A ticket forgets its call when it is served, so the last ones are also kept in a document. */
export type CallLedger = {
  find(call: CallId): Call | null;
  /** Newest first, at most twelve. */
  last(): readonly Call[];
  load(request: { day: BusinessDay; tickets: readonly TicketFacts[] }): void;
  take(event: KnownEvent, facts: TicketFacts | null): void;
};

export function createCallLedger({ store }: { store: HallStore }): CallLedger {
  let today: BusinessDay | null = null;
  const calls = new Map<CallId, Call>();
  /** Calls that were a mistake: known, so that a late repeat changes nothing, and no longer shown. */
  const withdrawn = new Set<CallId>();
  const last = () =>
    [...calls.values()]
      .filter(({ call }) => !withdrawn.has(call))
      .sort((a, b) => b.calledAt - a.calledAt)
      .slice(0, keptCalls);

  function add(request: {
    call: CallId;
    counter: CounterId;
    label: Label;
    facts: TicketFacts;
    calledAt: number;
  }): void {
    const { call, counter, label, facts, calledAt } = request;
    const queue: QueueId | null = standingOf(facts)?.queue ?? null;
    const language = facts.issued?.language ?? 'zh';
    const recalls = recallsNow(facts);
    calls.set(call, { call, ticket: facts.ticket, label, counter, queue, language, calledAt, recalls });
  }

  return {
    find: call => calls.get(call) ?? null,
    last,
    load({ day, tickets }) {
      today = day;
      calls.clear();
      withdrawn.clear();
      const stored = documentSchema.safeParse(store.readDocument(documentName));
      if (stored.success && stored.data.day === day) for (const call of stored.data.calls) calls.set(call.call, call);
      for (const facts of tickets) {
        const { claim, issued } = facts;
        if (claim?.at !== 'called' || claim.call === null || claim.counter === null || issued === null) continue;
        add({ call: claim.call, counter: claim.counter, label: issued.label, facts, calledAt: hlcToMs(claim.hlc) });
      }
    },
    take(event, facts) {
      if (event.type === 'ticket.call_withdrawn' && today !== null) {
        for (const { call, ticket } of calls.values()) if (ticket === event.body.ticket) withdrawn.add(call);
        store.writeDocument(documentName, { day: today, calls: last() });
      }
      if (event.type !== 'ticket.called' && event.type !== 'ticket.recalled') return;
      const label = facts?.issued?.label;
      if (facts === null || label === undefined || today === null) return;
      const { call, counter } = event.body;
      // A recall counts as the newest call: it has to be seen and heard even when six others came after the first one.
      add({ call, counter, label, facts, calledAt: hlcToMs(event.hlc) });
      store.writeDocument(documentName, { day: today, calls: last() });
    },
  };
}
