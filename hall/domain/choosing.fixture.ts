import { type CallingRules, callingRulesSchema } from './callingRules.ts';
import type { WaitingTicket } from './callOrder.ts';
import { reasonInChinese } from './callReason.ts';
import { type Choice, chooseNext } from './chooseNext.ts';
import { counterIdSchema, queueIdSchema, type TicketId } from './ids.ts';
import type { PastCall } from './priorityCap.ts';
import { classIdSchema } from './priorityClass.ts';

/* A counter that chooses, for tests only. */

export const counter = counterIdSchema.parse('c1');
export const household = queueIdSchema.parse('household');
export const tax = queueIdSchema.parse('tax');
export const land = queueIdSchema.parse('land');
export const queues = [household, tax, land] as const;
export const elder = classIdSchema.parse('elder');
const text = (zh: string) => ({ zh, ug: null, en: null });
export const elderly = { id: 'elder', name: text('老年人'), reason: text('七十岁以上'), level: 1, givenBy: 'citizen' };
export const rules = callingRulesSchema.parse({ speaks: { c1: ['ug'] }, classes: [elderly] });
export const withDesk = (desk: object, more: object = {}): CallingRules =>
  callingRulesSchema.parse({ ...rules, ...more, desks: { c1: desk } });

/** What the counter calls next, with everything else as plain as can be. */
export const choose = (list: readonly WaitingTicket[], part: Partial<Parameters<typeof chooseNext>[0]> = {}) =>
  chooseNext({
    waiting: list,
    counter,
    rules,
    nowMs: 0,
    isClosed: () => false,
    passedOf: () => 0,
    skills: new Set(),
    isAbleElsewhere: () => false,
    past: [],
    preferredLastHour: () => 0,
    ...part,
  });
const names = {
  queue: (id: string) => (id === 'tax' ? '税务' : null),
  class: () => '老年人',
  skill: () => '手语',
};
export const whyOf = (choice: Choice | null) => reasonInChinese(choice?.because ?? [], names);

/** Calls ticket after ticket as a counter would; each call is remembered as the hub remembers it. */
export function callAll(
  request: { rules: CallingRules; arrive: (call: number) => readonly WaitingTicket[]; calls: number; nowMs: number },
  begin: readonly WaitingTicket[],
): { called: WaitingTicket; past: PastCall }[] {
  const passed = new Map<TicketId, number>();
  const done: { called: WaitingTicket; past: PastCall }[] = [];
  let hall = [...begin];
  for (let call = 0; call < request.calls; call += 1) {
    hall.push(...request.arrive(call));
    const passedOf = (ticket: TicketId) => passed.get(ticket) ?? 0;
    const past = done.map(one => one.past);
    const choice = choose(hall, { rules: request.rules, nowMs: request.nowMs, passedOf, past });
    if (choice === null) return done;
    if (choice.passed !== null) passed.set(choice.passed, passedOf(choice.passed) + 1);
    hall = hall.filter(({ ticket }) => ticket !== choice.ticket.ticket);
    const { queue, class: priorityClass } = choice.ticket;
    const isPreferred = choice.because.some(({ is }) => is === 'class');
    done.push({ called: choice.ticket, past: { queue, class: priorityClass, isPreferred } });
  }
  return done;
}
