import { describe, expect, it } from 'vitest';
import { bookingCodeSchema } from '../../hall/domain/bookingCode.ts';
import { businessDaySchema } from '../../hall/domain/businessDay.ts';
import { appointmentIdSchema, queueIdSchema, requestIdSchema, ticketIdSchema } from '../../hall/domain/ids.ts';
import { labelSchema } from '../../hall/domain/label.ts';
import { type AppointmentEvent, type AppointmentStep, codeStep, nextAppointmentStep } from './appointmentStep.ts';
import { type KioskState, restedKiosk } from './kioskState.ts';
import { step } from './step.ts';

const [first, second] = ['a1', 'a2'].map(end => requestIdSchema.parse(`018f4a5e-0000-7000-8000-0000000000${end}`));
const queue = queueIdSchema.parse('tax');
const own = {
  appointment: appointmentIdSchema.parse('018f4a5e-0000-7000-8000-0000000000b1'),
  queue,
  startsAt: 1000,
  endsAt: 2000,
  code: bookingCodeSchema.parse('12345670'),
  queueName: { zh: '税务', ug: null, en: null },
};
const taken = {
  ticket: ticketIdSchema.parse('018f4a5e-0000-7000-8000-0000000000c1'),
  label: labelSchema.parse('E001'),
  series: 'shared',
  queue,
  queueName: own.queueName,
  area: null,
  counters: [4],
  ahead: 0,
  aheadAtLeast: false,
  wait: null,
  issuedAt: 1,
  code: '123456',
  appointmentAt: 1000,
  also: [],
  className: null,
  qr: 'x',
  held: null,
};
const play = (state: KioskState, ...events: AppointmentEvent[]) =>
  events.reduce((next, event, at) => step(next, { is: 'appointment', event, nowMs: 100 + at }), state);
const stepOf = ({ screen }: KioskState): AppointmentStep | null => (screen.at === 'appointment' ? screen.step : null);
const type = (digits: string): AppointmentEvent[] => [...digits].map(digit => ({ is: 'typed', digit }));

describe('appointments at the kiosk', () => {
  it('a typed code that is welcome becomes a number like every other', () => {
    const asked = play(restedKiosk(0), { is: 'opened' }, ...type('12345670'), { is: 'asked', request: first! });
    expect(stepOf(asked)).toMatchObject({ digits: '12345670', sending: first });
    const welcome = { is: 'welcome' as const, late: false, own, taken };
    const late = play(asked, { is: 'checkedIn', request: second!, answer: { ok: true, value: welcome } });
    expect(late).toBe(asked);
    const done = play(asked, { is: 'checkedIn', request: first!, answer: { ok: true, value: welcome } });
    expect(done.screen).toMatchObject({ at: 'issued', taken: { label: 'E001', appointmentAt: 1000 }, print: 'queued' });
  });

  it('says why there is no number, and goes back to the code', () => {
    const asked = play(restedKiosk(0), { is: 'opened' }, { is: 'asked', request: first! });
    const early = play(asked, {
      is: 'checkedIn',
      request: first!,
      answer: { ok: true, value: { is: 'too_early', from: 500, own } },
    });
    expect(stepOf(early)).toMatchObject({ at: 'answer', answer: { is: 'too_early' } });
    expect(stepOf(step(early, { is: 'backPressed', nowMs: 300 }))).toEqual(codeStep);
    expect(step(step(early, { is: 'backPressed', nowMs: 300 }), { is: 'backPressed', nowMs: 301 }).screen.at).toBe(
      'home',
    );
  });

  it('a code is not longer than twelve digits, can be erased, and stays while it is being asked for', () => {
    const long = play(restedKiosk(0), { is: 'opened' }, ...type('1234567890123'));
    expect(stepOf(long)).toMatchObject({ digits: '123456789012' });
    expect(stepOf(play(long, { is: 'erased' }))).toMatchObject({ digits: '12345678901' });
    expect(stepOf(play(long, { is: 'cleared' }))).toEqual(codeStep);
    const asked = play(long, { is: 'asked', request: first! });
    expect(play(asked, { is: 'erased' }, { is: 'asked', request: second! })).toBe(asked);
  });

  it('books in three steps and goes back through them', () => {
    const day = businessDaySchema.parse('2026-11-24');
    const calendar = { days: [{ day, slots: [{ startsAt: 1000, endsAt: 2000, free: 1 }] }] };
    const days = play(
      restedKiosk(0),
      { is: 'bookOpened' },
      { is: 'queueChosen', queue, request: first! },
      { is: 'calendarCame', request: first!, answer: { ok: true, value: calendar } },
    );
    const slots = play(days, { is: 'dayChosen', day });
    expect(stepOf(slots)).toMatchObject({ at: 'calendar', day, calendar, sending: null });
    const back = step(slots, { is: 'backPressed', nowMs: 200 });
    expect(stepOf(back)).toMatchObject({ at: 'calendar', day: null });
    expect(stepOf(step(back, { is: 'backPressed', nowMs: 201 }))).toEqual({ at: 'queues' });

    const sent = play(slots, { is: 'asked', request: second! });
    const failure = { code: 'slot_full' as const, message: '', retryAfterSeconds: null };
    const full = play(sent, { is: 'booked', request: second!, answer: { ok: false, failure } });
    expect(stepOf(full)).toMatchObject({ at: 'calendar', failure: 'slot_full', sending: null });
    const booked = play(sent, { is: 'booked', request: second!, answer: { ok: true, value: { own, paper: true } } });
    expect(stepOf(booked)).toEqual({ at: 'booked', booked: { own, paper: true } });
  });

  it('an answer that nobody waits for any longer changes nothing', () => {
    const home = restedKiosk(0);
    expect(play(home, { is: 'typed', digit: '1' })).toBe(home);
    const answer = { ok: true, value: null } as const;
    expect(nextAppointmentStep(codeStep, { is: 'cancelled', request: first!, answer })).toBe(codeStep);
  });
});
