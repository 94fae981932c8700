import * as fc from 'fast-check';
import { businessDaySchema } from './businessDay.ts';
import type { CallReason } from './callReason.ts';
import { type EventDraft, hlcSchema, type KnownEvent } from './event.ts';
import {
  accountIdSchema,
  appointmentIdSchema,
  callIdSchema,
  counterIdSchema,
  deviceIdSchema,
  queueIdSchema,
  ticketIdSchema,
} from './ids.ts';
import { labelSchema } from './label.ts';
import { classIdSchema, skillIdSchema } from './priorityClass.ts';

/* Events of one ticket, single and at random, for tests only. */

export const ticket = ticketIdSchema.parse('018f4a5e-0000-7000-8000-000000000001');
export const other = ticketIdSchema.parse('018f4a5e-0000-7000-8000-000000000002');
export const calls = ['018f4a5e-0000-7000-8000-00000000000a', '018f4a5e-0000-7000-8000-00000000000b'];
export const counters = [counterIdSchema.parse('c1'), counterIdSchema.parse('c2')] as const;
const clerks = [accountIdSchema.parse('zhang'), accountIdSchema.parse('li')] as const;
export const devices = [deviceIdSchema.parse('kiosk-1'), deviceIdSchema.parse('hub')] as const;
export const bday = businessDaySchema.parse('2026-11-22');

export function eventOf(draft: EventDraft, { hlc, dev }: { hlc: number; dev: (typeof devices)[number] }): KnownEvent {
  const envelope = {
    id: '018f4a5e-0000-7000-8000-0000000000ff',
    stream: '018f4a5e-0000-7000-8000-0000000000fe',
    seq: 1,
    dev,
    hall: 1,
    hlc: hlcSchema.parse(String(hlc)),
    bday,
    v: 1,
    prev: '',
  };
  return { ...envelope, ...draft };
}

export const issuedBody = (recovered: boolean, code: string) => ({
  ticket,
  label: labelSchema.parse('A017'),
  series: 'shared',
  number: 17,
  queue: queueIdSchema.parse('household'),
  issuedAt: 1,
  priority: 0,
  language: 'zh' as const,
  code,
  recovered,
});

const adoptedBody = {
  ticket,
  label: labelSchema.parse('AK003'),
  series: 'K',
  number: 3,
  queue: queueIdSchema.parse('tax'),
  issuedAt: 0,
  code: '000003',
  device: devices[0],
  by: null,
  hasSlip: true,
};

export const at = (name: keyof typeof draftsByName) => eventOf(draftsByName[name], { hlc: 10, dev: devices[0] });
const leg0 = { ticket, leg: 0 };
export const atCounter = { ...leg0, counter: counters[0], clerk: clerks[0] };
export const job = '018f4a5e-0000-7000-8000-0000000000aa';
export const draftsByName = {
  issued: { type: 'ticket.issued', body: issuedBody(false, '000001') },
  adopted: { type: 'ticket.adopted', body: adoptedBody },
  printed: { type: 'ticket.printed', body: { ticket, job } },
  failed: { type: 'ticket.print_failed', body: { ticket, job, reason: 'paper_out' } },
  uncertain: { type: 'ticket.print_uncertain', body: { ticket, job, reason: 'restarted' } },
  reprinted: { type: 'ticket.reprinted', body: { ticket, job } },
  called: {
    type: 'ticket.called',
    body: { ...atCounter, call: callIdSchema.parse(calls[0]), why: 'longest wait' },
  },
  serving: { type: 'ticket.serving', body: atCounter },
  done: { type: 'ticket.done', body: atCounter },
  noShow: { type: 'ticket.no_show', body: atCounter },
  cancelled: { type: 'ticket.cancelled', body: { ...leg0, reason: 'by_citizen' } },
  voided: { type: 'number.voided', body: { ticket, reason: 'late' } },
} as const satisfies Record<string, EventDraft>;

const legs = fc.integer({ min: 0, max: 2 });
const atCounterArbitrary = fc.record({
  ticket: fc.constant(ticket),
  leg: legs,
  counter: fc.constantFrom(...counters),
  clerk: fc.constantFrom(...clerks),
});
const callArbitrary = fc.constantFrom(...calls).map(id => callIdSchema.parse(id));
const reasonArbitrary = fc.constantFrom<CallReason[] | null>(
  null,
  [{ is: 'bound', times: 3 }],
  [{ is: 'unskilled', skill: skillIdSchema.parse('signing') }],
  [
    { is: 'class', class: classIdSchema.parse('elder'), older: 1 },
    { is: 'longest', waiting: 1 },
  ],
);
const queueArbitrary = fc.constantFrom(...['household', 'tax'].map(id => queueIdSchema.parse(id)));
const alsoArbitrary = fc.array(queueArbitrary, { maxLength: 2 });
const classArbitrary = fc.constantFrom(null, ...['elder', 'soldier'].map(id => classIdSchema.parse(id)));
/** What a move says of class and matters; `null` as a whole: written by a program that knew neither. */
const rest = fc.option(fc.record({ also: alsoArbitrary, class: classArbitrary }));
const draftArbitrary: fc.Arbitrary<EventDraft> = fc.oneof(
  fc
    .tuple(fc.boolean(), fc.constantFrom('000001', '000002'))
    .map(([recovered, code]): EventDraft => ({ type: 'ticket.issued', body: issuedBody(recovered, code) })),
  fc.constantFrom(
    ...(['adopted', 'printed', 'failed', 'uncertain', 'reprinted', 'voided'] as const).map(
      (name): EventDraft => draftsByName[name],
    ),
  ),
  fc.tuple(atCounterArbitrary, callArbitrary, fc.constantFrom('first', 'second'), reasonArbitrary).map(
    ([body, call, why, because]): EventDraft => ({
      type: 'ticket.called',
      body: { ...body, call, why, ...(because === null ? {} : { because }) },
    }),
  ),
  fc.tuple(alsoArbitrary, classArbitrary).map(
    ([also, priorityClass]): EventDraft => ({
      type: 'ticket.described',
      body: { ticket, also, class: priorityClass },
    }),
  ),
  fc
    .tuple(atCounterArbitrary, callArbitrary, fc.integer({ min: 1, max: 4 }))
    .map(([body, call, count]): EventDraft => ({ type: 'ticket.recalled', body: { ...body, call, count } })),
  fc
    .tuple(
      fc.constantFrom('ticket.serving' as const, 'ticket.done' as const, 'ticket.no_show' as const),
      atCounterArbitrary,
    )
    .map(([type, body]) => ({ type, body })),
  fc.tuple(fc.constantFrom(ticket, other), fc.integer({ min: 1, max: 3 }), fc.boolean()).map(
    ([appointment, startsAt, late]): EventDraft => ({
      type: 'appointment.checked_in',
      body: { appointment: appointmentIdSchema.parse(appointment), leg: 0, ticket, startsAt, late },
    }),
  ),
  fc
    .tuple(atCounterArbitrary, fc.constantFrom('documents', 'photo'))
    .map(([body, reason]): EventDraft => ({ type: 'ticket.held', body: { ...body, reason } })),
  fc
    .tuple(atCounterArbitrary, fc.constantFrom('called' as const, 'serving' as const), callArbitrary)
    .map(([body, to, call]): EventDraft => ({ type: 'ticket.resumed', body: { ...body, to, call } })),
  fc
    .tuple(
      fc.constantFrom(
        'ticket.requeued' as const,
        'ticket.call_withdrawn' as const,
        'ticket.transferred' as const,
        'ticket.classified' as const,
        'ticket.matter_done' as const,
      ),
      atCounterArbitrary,
      queueArbitrary,
      fc.constantFrom(null, ...counters),
      fc.constantFrom(null, hlcSchema.parse('3')),
      fc.integer({ min: 0, max: 2 }),
      rest,
    )
    .map(([type, body, queue, toCounter, since, n, more]): EventDraft => {
      const place = { ...body, queue, priority: n, toCounter, since, notBefore: null, returns: n, ...more };
      if (type === 'ticket.matter_done') {
        const done = queueIdSchema.parse('land');
        return { type, body: { ...place, done, to: n > 0 ? 'serving' : 'waiting' } };
      }
      if (type !== 'ticket.transferred') return { type, body: place };
      return { type, body: { ...place, note: String(n), returnPriority: n > 0 } };
    }),
  legs.map((leg): EventDraft => ({ type: 'ticket.cancelled', body: { ticket, leg, reason: 'by_staff' } })),
);
/** Few readings and devices, so that ties of every kind happen often. */
export const eventArbitrary = fc
  .tuple(draftArbitrary, fc.integer({ min: 8, max: 12 }), fc.constantFrom(...devices))
  .map(([draft, hlc, dev]) => eventOf(draft, { hlc, dev }));
