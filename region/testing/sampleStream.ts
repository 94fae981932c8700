import { randomUUID } from 'node:crypto';
import { businessDayAt } from '../../hall/domain/businessDay.ts';
import { type EventDraft, type LoggedEvent, loggedEventSchema } from '../../hall/domain/event.ts';
import {
  accountIdSchema,
  callIdSchema,
  counterIdSchema,
  deviceIdSchema,
  queueIdSchema,
  ticketIdSchema,
} from '../../hall/domain/ids.ts';
import { formatLabel } from '../../hall/domain/label.ts';
import { ratingLevels } from '../../hall/domain/ratingLevel.ts';
import { hashOf } from '../../hall/log/hash.ts';

export type SampleStream = {
  stream: string;
  events: LoggedEvent[];
  /** Appends one event with the next `seq`, a later clock and the hash of the one before. */
  add(draft: { type: string; v?: number; body: Record<string, unknown> } | EventDraft): LoggedEvent;
};

/** A well-formed stream of one device of a hall, as its log would write it. */
export function sampleStream({ hall, dev, startMs }: { hall: number; dev: string; startMs: number }): SampleStream {
  const stream = randomUUID();
  const events: LoggedEvent[] = [];
  let prev = '';
  let ms = startMs;
  return {
    stream,
    events,
    add(draft) {
      ms += 250;
      const event = loggedEventSchema.parse({
        id: randomUUID(),
        stream,
        seq: events.length + 1,
        dev: deviceIdSchema.parse(dev),
        hall,
        hlc: String(BigInt(ms) << 16n),
        bday: businessDayAt(ms),
        type: draft.type,
        v: 'v' in draft ? (draft.v ?? 1) : 1,
        prev,
        body: draft.body,
      });
      prev = hashOf(event);
      events.push(event);
      return event;
    },
  };
}

/** Plays visits of a hall into one stream, ten citizens at a time: seven events each, one in six does not turn up. */
export function playVisits(
  stream: SampleStream,
  { visits, pick }: { visits: number; pick: (below: number) => number },
): void {
  const under: EventDraft[][] = [];
  for (let made = 0; made < visits || under.length > 0; ) {
    if (made < visits && under.length < 10) under.push(visitOf(made++, pick));
    const index = pick(under.length);
    const next = under[index]?.shift();
    if (next === undefined) under.splice(index, 1);
    else stream.add(next);
  }
}

function visitOf(index: number, pick: (below: number) => number): EventDraft[] {
  const ticket = ticketIdSchema.parse(randomUUID());
  const counter = counterIdSchema.parse(`c${pick(6) + 1}`);
  const clerk = accountIdSchema.parse(`clerk${pick(6) + 1}`);
  const call = callIdSchema.parse(randomUUID());
  const number = (index % 999) + 1;
  const at = { ticket, leg: 0, counter, clerk };
  const begin: EventDraft[] = [
    {
      type: 'ticket.issued',
      body: {
        ticket,
        label: formatLabel({ letter: 'A', series: 'shared', number }),
        series: 'shared',
        number,
        queue: queueIdSchema.parse('general'),
        issuedAt: 1_795_000_000_000 + index,
        priority: 0,
        language: 'zh',
        code: String(100_000 + pick(900_000)),
        recovered: false,
      },
    },
    { type: 'ticket.printed', body: { ticket, job: randomUUID() } },
  ];
  if (pick(8) === 0) return begin;
  const called: EventDraft = { type: 'ticket.called', body: { ...at, call, why: '等候最久，共 9 个号在等' } };
  if (pick(6) === 0) return [...begin, called, { type: 'ticket.no_show', body: at }];
  const level = ratingLevels[pick(ratingLevels.length)] ?? 'satisfied';
  return [
    ...begin,
    called,
    { type: 'ticket.recalled', body: { ...at, call, count: 1 } },
    { type: 'ticket.serving', body: at },
    { type: 'ticket.done', body: at },
    {
      type: 'rating.given',
      body: {
        rating: randomUUID(),
        ticket,
        level,
        tags: [],
        channel: 'counter',
        anonymous: false,
        isDefault: pick(10) === 0,
      },
    },
  ];
}

/** A small repeatable source of choices (Lehmer generator), so that a failing run can be played again. */
export function choices(seed: number): (below: number) => number {
  let state = (seed % 2_147_483_646) + 1;
  return below => {
    state = Number((BigInt(state) * 48_271n) % 2_147_483_647n);
    return Math.floor((state / 2_147_483_647) * below);
  };
}
