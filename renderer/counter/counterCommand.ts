import type { Session } from '../../hall/domain/hallApi.ts';
import type { CounterEntries, CounterTicket } from '../../hall/domain/liveEntries.ts';
import { worksOffline } from './outbox.ts';
import type { RequestId, TicketId } from '../../hall/domain/ids.ts';

/** What a clerk can do; the words of `POST /api/counters/{id}/{verb}`. */
export type Verb =
  | 'open'
  | 'pause'
  | 'close'
  | 'call-next'
  | 'call'
  | 'withdraw'
  | 'recall'
  | 'serve'
  | 'finish'
  | 'hold'
  | 'resume'
  | 'transfer'
  | 'no-show'
  | 'undo-no-show'
  | 'note'
  | 'classify';

/** A number is called again at most three times; the hub refuses a fourth. */
export const mostRecalls = 3;

/** What the page sees when it decides which commands make sense. `current` null = nobody at the counter. */
export type Sight = {
  counter: CounterEntries['counter'] | null;
  current: CounterTicket | null;
  session: Pick<Session, 'account' | 'role'>;
  /** False = the hub is not heard, or orders still wait to be sent to it: what is pressed now has to wait too. */
  isLive: boolean;
  /** Which number will be here only the hub can say. */
  isUnforeseen: boolean;
};

/** Whether the state at the counter allows the command. The hub decides in the end; this only keeps pointless buttons grey. */
export function allows(sight: Sight, verb: Verb): boolean {
  const { counter, current, session, isLive, isUnforeseen } = sight;
  if (counter === null || isUnforeseen || (!isLive && !worksOffline(verb))) return false;
  const isMine = counter.clerk === session.account;
  if (verb === 'open') return counter.at !== 'open' || !isMine;
  if (!isMine && session.role !== 'supervisor') return false;
  switch (verb) {
    case 'pause':
      return counter.at === 'open';
    case 'close':
      return counter.at !== 'closed' && current === null;
    case 'call-next':
    case 'call':
    case 'resume':
    case 'undo-no-show':
      return counter.at === 'open' && current === null;
    case 'recall':
      return current?.at === 'called' && current.recalls < mostRecalls;
    case 'hold':
    case 'transfer':
    case 'note':
      return current !== null;
    case 'finish':
      return current?.at === 'serving';
    case 'classify':
      return counter.at === 'open';
    default:
      return current?.at === 'called';
  }
}

/** One command at a time, none of the loud ones twice within three seconds, and a lost answer is asked for again. */
export type CommandGate = {
  running: Verb | null;
  /** When a verb was last carried out, by the clock of the page. */
  doneAtMs: Readonly<Partial<Record<Verb, number>>>;
  /** The command of which nobody knows whether it arrived; repeating it keeps its id, so it counts once. */
  unanswered: { verb: Verb; expect: TicketId | null; detail: string; requestId: RequestId } | null;
};

export const openGate: CommandGate = { running: null, doneAtMs: {}, unanswered: null };

const guardMs = 3000;
/** These make the hall listen, so a double press must not be heard twice. */
const guarded: ReadonlySet<Verb> = new Set(['call-next', 'call', 'recall']);

/** Milliseconds until the verb is taken again, 0 = now. */
export function guardLeftMs(gate: CommandGate, verb: Verb, nowMs: number): number {
  const doneAtMs = gate.doneAtMs[verb];
  return doneAtMs === undefined || !guarded.has(verb) ? 0 : Math.max(0, doneAtMs + guardMs - nowMs);
}

/** Starts a command; null = not now. */
export function beginCommand(
  gate: CommandGate,
  /** `detail`: all else the command says; another word makes it another command. */
  wish: { verb: Verb; expect: TicketId | null; detail: string; nowMs: number; freshId: RequestId },
): { gate: CommandGate; requestId: RequestId } | null {
  const { verb, expect, detail, nowMs, freshId } = wish;
  if (gate.running !== null || guardLeftMs(gate, verb, nowMs) > 0) return null;
  const lost = gate.unanswered;
  const requestId = lost?.verb === verb && lost.expect === expect && lost.detail === detail ? lost.requestId : freshId;
  return { gate: { ...gate, running: verb, unanswered: { verb, expect, detail, requestId } }, requestId };
}

/** Ends the running command. Only one that was carried out is guarded: a refused call may be pressed again at once. */
export function endCommand(
  gate: CommandGate,
  end: { as: 'done' | 'refused' | 'unreachable'; nowMs: number },
): CommandGate {
  const { running } = gate;
  if (running === null) return gate;
  const doneAtMs = end.as === 'done' ? { ...gate.doneAtMs, [running]: end.nowMs } : gate.doneAtMs;
  return { running: null, doneAtMs, unanswered: end.as === 'unreachable' ? gate.unanswered : null };
}
