import { describe, expect, it } from 'vitest';
import type { CounterTicket } from '../../hall/domain/liveEntries.ts';
import {
  type AccountId,
  accountIdSchema,
  queueIdSchema,
  requestIdSchema,
  ticketIdSchema,
} from '../../hall/domain/ids.ts';
import { labelSchema } from '../../hall/domain/label.ts';
import { allows, beginCommand, endCommand, guardLeftMs, openGate, type Sight, type Verb } from './counterCommand.ts';

const ticketId = ticketIdSchema.parse('0b6a3c1e-4f0d-4a6b-9d53-3f6a51c1a001');
const firstId = requestIdSchema.parse('11111111-1111-4111-8111-111111111111');
const secondId = requestIdSchema.parse('22222222-2222-4222-8222-222222222222');
const me: AccountId = accountIdSchema.parse('2001');
const ticket = (at: CounterTicket['at'], recalls = 0): CounterTicket => ({
  ticket: ticketId,
  label: labelSchema.parse('A015'),
  queue: queueIdSchema.parse('tax'),
  queueName: { zh: '税务', ug: null, en: null },
  at,
  language: 'zh',
  issuedAt: 0,
  recalls,
  print: 'printed',
  why: null,
  because: null,
  also: [],
  class: null,
  note: null,
  remark: null,
  appointmentAt: null,
});
const every: Verb[] = [
  'open',
  'pause',
  'close',
  'call-next',
  'call',
  'recall',
  'serve',
  'finish',
  'hold',
  'resume',
  'transfer',
  'no-show',
  'withdraw',
  'undo-no-show',
  'note',
];
const sight = (part: Partial<Sight>): Sight => ({
  counter: { id: 'c1', number: 1, at: 'open', clerk: me },
  current: null,
  session: { account: me, role: 'clerk' },
  isLive: true,
  isUnforeseen: false,
  ...part,
});
const allowed = (part: Partial<Sight>) => every.filter(verb => allows(sight(part), verb));

describe('what the counter allows', () => {
  it('follows the ticket', () => {
    expect(allowed({})).toEqual(['pause', 'close', 'call-next', 'call', 'resume', 'undo-no-show']);
    expect(allowed({ current: ticket('called') })).toEqual([
      'pause',
      'recall',
      'serve',
      'hold',
      'transfer',
      'no-show',
      'withdraw',
      'note',
    ]);
    expect(allowed({ current: ticket('called', 3) })).toEqual([
      'pause',
      'serve',
      'hold',
      'transfer',
      'no-show',
      'withdraw',
      'note',
    ]);
    expect(allowed({ current: ticket('serving') })).toEqual(['pause', 'finish', 'hold', 'transfer', 'note']);
  });

  it('follows the counter and who works at it', () => {
    const counter = (at: 'closed' | 'open' | 'paused', clerk: string | null) => ({ id: 'c1', number: 1, at, clerk });
    expect(allowed({ counter: counter('closed', null) })).toEqual(['open']);
    expect(allowed({ counter: counter('paused', me) })).toEqual(['open', 'close']);
    expect(allowed({ counter: counter('open', '2002') })).toEqual(['open']);
    const supervisor = { account: me, role: 'supervisor' as const };
    expect(allowed({ counter: counter('open', '2002'), session: supervisor })).toContain('close');
  });

  it('gives a class while the window is open and the hub is heard', () => {
    expect(allows(sight({}), 'classify')).toBe(true);
    expect(allows(sight({ counter: { id: 'c1', number: 1, at: 'paused', clerk: me } }), 'classify')).toBe(false);
    expect(allows(sight({ isLive: false }), 'classify')).toBe(false);
  });

  it('without a line to the hub allows what needs nobody else to hear of it', () => {
    expect(allowed({ isLive: false, current: ticket('called') })).toEqual([
      'serve',
      'hold',
      'transfer',
      'no-show',
      'note',
    ]);
    expect(allowed({ isLive: false, current: ticket('serving') })).toEqual(['finish', 'hold', 'transfer', 'note']);
    expect(allowed({ isLive: false })).toEqual(['call-next']);
    expect(allowed({ isLive: false, isUnforeseen: true })).toEqual([]);
    expect(allowed({ counter: null })).toEqual([]);
    expect(allowed({ counter: null, isLive: false })).toEqual([]);
  });
});

describe('command gate', () => {
  const wish = (verb: Verb, nowMs: number, freshId = firstId) => ({ verb, expect: null, detail: '', nowMs, freshId });

  it('lets one command run, and calls at most once in three seconds', () => {
    const begun = beginCommand(openGate, wish('call-next', 1000))!;
    expect(beginCommand(begun.gate, wish('pause', 1001))).toBeNull();
    const done = endCommand(begun.gate, { as: 'done', nowMs: 1100 });
    expect(beginCommand(done, wish('call-next', 4000))).toBeNull();
    expect(beginCommand(done, wish('serve', 1200))).not.toBeNull();
    expect(guardLeftMs(done, 'call-next', 4000)).toBe(100);
    expect(beginCommand(done, wish('call-next', 4100))).not.toBeNull();
  });

  it('may be pressed again at once when it was refused, with a new id', () => {
    const begun = beginCommand(openGate, wish('call-next', 0))!;
    const refused = endCommand(begun.gate, { as: 'refused', nowMs: 50 });
    expect(beginCommand(refused, wish('call-next', 60, secondId))?.requestId).toBe(secondId);
  });

  it('asks again with the same id when nobody answered, so that it counts once', () => {
    const begun = beginCommand(openGate, wish('call-next', 0))!;
    const lost = endCommand(begun.gate, { as: 'unreachable', nowMs: 9000 });
    expect(beginCommand(lost, wish('call-next', 9001, secondId))?.requestId).toBe(firstId);
    expect(beginCommand(lost, { ...wish('call-next', 9001, secondId), expect: ticketId })?.requestId).toBe(secondId);
    expect(beginCommand(lost, { ...wish('call-next', 9001, secondId), detail: 'A016' })?.requestId).toBe(secondId);
    expect(beginCommand(lost, wish('open', 9001, secondId))?.requestId).toBe(secondId);
  });
});
