import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RatableTicket, TakenTicket } from '../../hall/domain/hallApi.ts';
import type { VisitEntry } from '../../hall/domain/liveEntries.ts';
import type { QueueId, RequestId, TicketId } from '../../hall/domain/ids.ts';
import type { Label } from '../../hall/domain/label.ts';
import { idleOf, showsPersonalData } from './idle.ts';
import { type KioskEvent, type KioskState, restedKiosk } from './kioskState.ts';
import { step } from './step.ts';

const request = 'r1' as RequestId;
const queue = 'q1' as QueueId;
const taken: TakenTicket = {
  ticket: 't1' as TicketId,
  label: 'A015' as Label,
  series: 'shared',
  queue,
  queueName: { zh: '业务', ug: null, en: null },
  area: null,
  counters: [3],
  also: [],
  className: null,
  ahead: 2,
  aheadAtLeast: false,
  wait: null,
  appointmentAt: null,
  issuedAt: 0,
  code: '123456',
  qr: 'HALL:1:A015:t1',
  held: null,
};
const ratable = (n: number): RatableTicket => ({
  ticket: `t${n}` as TicketId,
  label: 'A015' as Label,
  counter: 3,
  endedAt: 0,
});
const card: VisitEntry = { at: 'card', maskedName: '张*', expired: false, tickets: [] };
const failure = (code: 'not_found' | 'undo_expired') => ({
  ok: false as const,
  failure: { code, message: '', retryAfterSeconds: null },
});

const play = (events: readonly KioskEvent[], from: KioskState = restedKiosk(0)) => events.reduce(step, from);
const take = (useCard = false): KioskEvent => ({ is: 'queuePressed', taking: { request, queue, useCard }, nowMs: 10 });
const answered: KioskEvent = { is: 'ticketAnswered', request, answer: { ok: true, value: taken }, nowMs: 20 };

describe('several matters on one number', () => {
  const [a, b, c] = ['a', 'b', 'c'] as unknown as [QueueId, QueueId, QueueId];
  const pressed = (...queues: QueueId[]): KioskEvent[] =>
    queues.map(one => ({ is: 'matterPressed', queue: one, most: 2, nowMs: 5 }));
  const opened: KioskEvent[] = [
    { is: 'chooseOpened', nowMs: 1 },
    { is: 'severalOpened', nowMs: 2 },
  ];
  const pickedAfter = (...events: KioskEvent[]) => {
    const { screen } = play([...opened, ...events]);
    return screen.at === 'choose' ? screen.picked : screen.at;
  };

  it('are ticked in the order of the touches, off again by a second one, and no more than the hall allows', () => {
    expect(pickedAfter(...pressed(b, a))).toEqual([b, a]);
    expect(pickedAfter(...pressed(b, a, c))).toEqual([b, a]);
    expect(pickedAfter(...pressed(b, a, b, c))).toEqual([a, c]);
    expect(play([{ is: 'chooseOpened', nowMs: 1 }, ...pressed(a)]).screen).toMatchObject({ picked: null });
  });

  it('are left by "back" before the screen is', () => {
    const back: KioskEvent = { is: 'backPressed', nowMs: 9 };
    expect(pickedAfter(...pressed(a), back)).toBeNull();
    expect(pickedAfter(...pressed(a), back, back)).toBe('home');
  });

  it('are there again when the question of the class is gone back from, and gone with the card', () => {
    const asked: KioskEvent = { is: 'classAsked', matters: [b, a], withCard: false, nowMs: 6 };
    const back: KioskEvent = { is: 'backPressed', nowMs: 9 };
    expect(pickedAfter(...pressed(b, a), asked)).toBe('class');
    expect(pickedAfter(...pressed(b, a), asked, back)).toEqual([b, a]);
    expect(pickedAfter({ ...asked, matters: [b] }, back)).toBeNull();
    const lifted: KioskEvent = { is: 'visitChanged', visit: { at: 'nobody' }, nowMs: 12 };
    const laid: KioskEvent = { is: 'visitChanged', visit: card, nowMs: 3 };
    expect(pickedAfter(laid, { ...asked, withCard: true }, lifted)).toBe('home');
    expect(pickedAfter(take(), asked)).not.toBe('class');
  });
});

describe('taking a number', () => {
  it('takes one tap from home and two through the list', () => {
    expect(play([take(), answered]).screen).toMatchObject({ at: 'issued', print: 'queued', withCard: false });
    expect(play([{ is: 'chooseOpened', nowMs: 1 }, take(), answered]).screen.at).toBe('issued');
  });

  it('asks once, however often the tile is touched', () => {
    const twice: KioskEvent = {
      is: 'queuePressed',
      taking: { request: 'r2' as RequestId, queue, useCard: false },
      nowMs: 11,
    };
    const state = play([take(), twice]);
    expect(state.taking?.request).toBe('r1');
  });

  it('shows the number the card has already, and prints a copy only when asked', () => {
    const held: KioskEvent = {
      is: 'ticketAnswered',
      request,
      answer: { ok: true, value: { ...taken, held: { at: 'waiting', counter: null, isSure: true } } },
      nowMs: 20,
    };
    const paper = (print: 'queued' | 'printed', nowMs: number): KioskEvent => ({
      is: 'printChanged',
      ticket: taken.ticket,
      print,
      reason: null,
      nowMs,
    });
    const shown = play([take(true), held, paper('printed', 25)]);
    expect(shown.screen).toMatchObject({ at: 'issued', print: 'none' });
    expect(idleOf(shown, 30_000).is).toBe('quiet');
    const copied = play([{ is: 'reprintPressed', nowMs: 30 }, paper('queued', 40), paper('printed', 900)], shown);
    expect(copied.screen).toMatchObject({ at: 'issued', print: 'printed', reprints: 1 });
    expect(idleOf(copied, 20_000).is).toBe('over');
  });

  it('ignores an answer that nobody waits for', () => {
    expect(play([answered])).toEqual(restedKiosk(0));
  });

  it('says why there is no number, and goes back to the list', () => {
    const state = play([take(), { is: 'ticketAnswered', request, answer: failure('not_found'), nowMs: 20 }]);
    expect(state.screen).toEqual({ at: 'refused', failure: 'not_found' });
    expect(step(state, { is: 'backPressed', nowMs: 30 }).screen.at).toBe('choose');
  });

  it('opens the list by card on any screen, and binds the number to the card', () => {
    const state = play([
      { is: 'rateOpened', nowMs: 1 },
      { is: 'visitChanged', visit: { at: 'reading' }, nowMs: 2 },
      { is: 'visitChanged', visit: card, nowMs: 3 },
    ]);
    expect(state.screen).toEqual({ at: 'choose', withCard: true, page: 0, picked: null });
    expect(state.overlay).toBeNull();
    const issued = play([take(true), answered], state);
    expect(issued.screen).toMatchObject({ at: 'issued', withCard: true });
    const listed: KioskEvent = { is: 'visitChanged', visit: { ...card, tickets: ['A015' as Label] }, nowMs: 21 };
    expect(step(issued, listed).screen.at).toBe('issued');
  });

  it('keeps the step when the language changes', () => {
    const state = play([
      { is: 'chooseOpened', nowMs: 1 },
      { is: 'languageChosen', language: 'ug', nowMs: 2 },
    ]);
    expect(state.screen.at).toBe('choose');
    expect(state.language).toBe('ug');
  });
});

describe('card messages', () => {
  it('keeps what went wrong in sight after the card was lifted', () => {
    const failed = play([
      { is: 'visitChanged', visit: { at: 'reading' }, nowMs: 1 },
      { is: 'visitChanged', visit: { at: 'unreadable', code: 'card-removed' }, nowMs: 2 },
      { is: 'visitChanged', visit: { at: 'nobody' }, nowMs: 3 },
    ]);
    expect(failed.overlay).toEqual({ at: 'unreadable', code: 'card-removed' });
    expect(idleOf(failed, 15_002)).toEqual({ is: 'over' });
    expect(step(failed, { is: 'visitChanged', visit: { at: 'reading' }, nowMs: 4 }).overlay).toEqual({ at: 'reading' });
    expect(step(failed, { is: 'chooseOpened', nowMs: 4 }).overlay).toBeNull();
  });
});

describe('the number on the screen', () => {
  const issued = play([take(), answered]);
  const print = (at: 'sending' | 'printed' | 'failed' | 'uncertain', nowMs: number): KioskEvent => ({
    is: 'printChanged',
    ticket: taken.ticket,
    print: at,
    reason: null,
    nowMs,
  });

  it('goes home 15 s after the number, and never before the paper can be taken', () => {
    const quick = play([print('sending', 30), print('printed', 1000)], issued);
    expect(idleOf(quick, 14_000)).toMatchObject({ is: 'countdown', secondsLeft: 2 });
    expect(idleOf(quick, 15_021)).toEqual({ is: 'over' });
    const late = play([print('printed', 14_000)], issued);
    expect(idleOf(late, 18_999)).toMatchObject({ is: 'countdown', secondsLeft: 1 });
    expect(idleOf(late, 19_000)).toEqual({ is: 'over' });
  });

  it('waits 8 s for paper, then the screen is the ticket', () => {
    expect(idleOf(issued, 8019).is).toBe('quiet');
    const late = step(issued, { is: 'timeOver', nowMs: 8020 });
    expect(late.screen).toMatchObject({ at: 'issued', print: 'late' });
    expect(idleOf(late, 60_000).is).toBe('quiet');
    expect(idleOf(late, 68_021).is).toBe('warning');
    expect(play([print('sending', 9000)], late).screen).toMatchObject({ print: 'late' });
    expect(play([print('printed', 9000)], late).screen).toMatchObject({ print: 'printed' });
  });

  it.each(['failed', 'uncertain'] as const)('stays 60 + 30 s when the paper is %s', at => {
    const state = play([print(at, 2000)], issued);
    expect(idleOf(state, 61_999).is).toBe('quiet');
    expect(idleOf(state, 62_000)).toMatchObject({ is: 'warning', secondsLeft: 30 });
    expect(idleOf(state, 92_000)).toEqual({ is: 'over' });
  });

  it('hears only of its own paper', () => {
    const other: KioskEvent = { is: 'printChanged', ticket: 't9' as TicketId, print: 'failed', reason: null, nowMs: 5 };
    expect(step(issued, other)).toBe(issued);
  });

  it('prints again when somebody asks', () => {
    const again = play([print('uncertain', 2000), { is: 'reprintPressed', nowMs: 3000 }], issued);
    expect(again.screen).toMatchObject({ print: 'queued', reprints: 1 });
    expect(idleOf(again, 10_999).is).toBe('quiet');
  });

  it('takes the number back, or says why it cannot', () => {
    const asked = step(issued, { is: 'cancelPressed', nowMs: 100 });
    const gone = step(asked, {
      is: 'cancelAnswered',
      ticket: taken.ticket,
      answer: { ok: true, value: null },
      nowMs: 200,
    });
    expect(gone.screen).toEqual({ at: 'cancelled', label: 'A015' });
    expect(idleOf(gone, 5200)).toEqual({ is: 'over' });
    const refused = step(asked, {
      is: 'cancelAnswered',
      ticket: taken.ticket,
      answer: failure('undo_expired'),
      nowMs: 200,
    });
    expect(refused.screen).toMatchObject({ at: 'issued', cancelling: false, failure: 'undo_expired' });
  });
});

describe('rating', () => {
  const looking = 'l1' as RequestId;
  const digits = (word: string): KioskEvent[] =>
    [...word].map(digit => ({ is: 'digitPressed', digit, looking, nowMs: 1 }));
  const found = (tickets: RatableTicket[]): KioskEvent => ({
    is: 'ratableAnswered',
    looking,
    answer: { ok: true, value: { tickets } },
    nowMs: 2,
  });
  const open: KioskEvent = { is: 'rateOpened', nowMs: 0 };

  it('looks as soon as the sixth digit is there', () => {
    expect(play([open, ...digits('12345')]).screen).toMatchObject({ looking: null, digits: '12345' });
    expect(play([open, ...digits('1234567')]).screen).toMatchObject({ looking, digits: '123456' });
  });

  it('good ratings are sent at once, others ask for reasons first', () => {
    const level = play([open, ...digits('123456'), found([ratable(1)])]);
    expect(level.screen).toMatchObject({ at: 'rateLevel' });
    const good = step(level, { is: 'levelPressed', level: 'satisfied', sending: request, nowMs: 3 });
    expect(good.screen).toMatchObject({ at: 'rateLevel', sending: request });
    const bad = step(level, { is: 'levelPressed', level: 'dissatisfied', sending: request, nowMs: 3 });
    expect(bad.screen).toMatchObject({ at: 'rateReasons', reasons: [] });
    const sent = play(
      [
        { is: 'reasonPressed', reason: 'slow', nowMs: 4 },
        { is: 'reasonPressed', reason: 'waited_long', nowMs: 4 },
        { is: 'reasonPressed', reason: 'slow', nowMs: 4 },
        { is: 'ratingSubmitted', sending: request, nowMs: 5 },
      ],
      bad,
    );
    expect(sent.screen).toMatchObject({ reasons: ['waited_long'], sending: request });
    expect(
      step(sent, { is: 'ratingAnswered', sending: request, answer: { ok: true, value: null }, nowMs: 6 }).screen.at,
    ).toBe('thanks');
  });

  it('asks which visit when there are several, and says when there is none', () => {
    expect(play([open, ...digits('123456'), found([ratable(1), ratable(2)])]).screen.at).toBe('rateChoose');
    expect(play([open, ...digits('123456'), found([])]).screen).toMatchObject({ at: 'rateCode', failure: 'not_found' });
    const byCard: KioskEvent[] = [
      { is: 'visitChanged', visit: card, nowMs: 0 },
      { is: 'cardSearched', looking, nowMs: 1 },
    ];
    expect(play([...byCard, found([])]).screen).toMatchObject({ at: 'rateCode', failure: 'not_ratable' });
  });
});

describe('idle', () => {
  it('leaves nothing of a person behind', () => {
    const state = play([
      { is: 'visitChanged', visit: card, nowMs: 0 },
      { is: 'languageChosen', language: 'ug', nowMs: 10 },
    ]);
    expect(showsPersonalData(state)).toBe(true);
    expect(idleOf(state, 40_010)).toMatchObject({ is: 'warning', secondsLeft: 20 });
    const over = play(
      [
        { is: 'timeOver', nowMs: 60_010 },
        { is: 'visitChanged', visit: { at: 'nobody' }, nowMs: 60_020 },
      ],
      state,
    );
    expect(over).toEqual(restedKiosk(60_010));
  });

  it('is extended by any touch, as often as wanted', () => {
    let state = play([{ is: 'chooseOpened', nowMs: 0 }]);
    for (let i = 1; i <= 12; i += 1) {
      expect(idleOf(state, i * 110_000).is).toBe('warning');
      state = step(state, { is: 'touched', nowMs: i * 110_000 });
      expect(idleOf(state, i * 110_000 + 10).is).toBe('quiet');
      state = { ...state, touchedAtMs: i * 110_000 };
    }
  });

  it('home sleeps for ever, but forgets a language that was left behind', () => {
    expect(idleOf(restedKiosk(0), 1e9)).toEqual({ is: 'quiet', wakeAtMs: null });
    const left = step(restedKiosk(0), { is: 'languageChosen', language: 'en', nowMs: 0 });
    expect(idleOf(left, 90_000)).toEqual({ is: 'over' });
    expect(step(left, { is: 'timeOver', nowMs: 90_000 }).language).toBe('zh');
  });

  it('every state that somebody can leave goes home by itself', () => {
    const event = fc.constantFrom<KioskEvent>(
      { is: 'chooseOpened', nowMs: 0 },
      { is: 'rateOpened', nowMs: 0 },
      take(),
      answered,
      { is: 'visitChanged', visit: card, nowMs: 0 },
      { is: 'visitChanged', visit: { at: 'unreadable', code: 'x' }, nowMs: 0 },
      { is: 'printChanged', ticket: taken.ticket, print: 'printed', reason: null, nowMs: 0 },
      { is: 'languageChosen', language: 'en', nowMs: 0 },
      { is: 'backPressed', nowMs: 0 },
      { is: 'ratableChosen', ticket: ratable(1), nowMs: 0 },
      { is: 'cardSearched', looking: request, nowMs: 0 },
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), events => {
        let state = play(events);
        if (state.taking !== null) return;
        let nowMs = 0;
        for (let i = 0; i < 200; i += 1) {
          const idle = idleOf(state, nowMs);
          if (idle.is === 'over') state = step(state, { is: 'timeOver', nowMs });
          else if (idle.wakeAtMs === null) break;
          else nowMs = idle.wakeAtMs;
        }
        expect(state.screen).toEqual({ at: 'home' });
        expect(state.language).toBe('zh');
        expect(nowMs).toBeLessThan(300_000);
      }),
    );
  });
});

describe('a call for staff', () => {
  const open: KioskEvent = { is: 'helpOpened', nowMs: 10 };
  const news = (help: 'sending' | 'told' | 'coming' | 'unreached' | null, nowMs: number): KioskEvent => ({
    is: 'helpChanged',
    help,
    nowMs,
  });

  it('says what became of it for as long as the panel is open, and gives news its reading time', () => {
    const told = play([open, news('told', 20)]);
    expect(told.help).toBe('told');
    const coming = play([news('coming', 100_000)], told);
    expect(coming).toMatchObject({ help: 'coming', touchedAtMs: 100_000 });
    expect(idleOf(coming, 189_000).is).toBe('quiet');
    expect(idleOf(coming, 191_000).is).toBe('warning');
    expect(play([news(null, 100_010)], coming).help).toBe('ended');
    // Nobody has the panel open: nothing jumps out at the next person.
    expect(play([news('coming', 20)]).help).toBeNull();
  });

  it('leaves the number on the screen its full time', () => {
    const issued = play([take(), answered]);
    const back = play(
      [
        { ...open, nowMs: 5000 },
        { is: 'helpClosed', nowMs: 60_000 },
      ],
      issued,
    );
    expect(back.screen.at).toBe('issued');
    expect(
      idleOf(
        play([{ is: 'printChanged', ticket: taken.ticket, print: 'printed', reason: null, nowMs: 60_001 }], back),
        70_000,
      ).is,
    ).toBe('countdown');
  });

  it('is closed when the person leaves', () => {
    expect(play([open, { is: 'homePressed', nowMs: 50 }]).help).toBeNull();
    expect(play([open, { is: 'timeOver', nowMs: 10 + 121_000 }])).toEqual(restedKiosk(10 + 121_000));
  });
});
