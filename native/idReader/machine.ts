import type { AnswerFrame } from './codec.ts';
import { decodeCardText, type IdCard } from './cardText.ts';
import { type CommandName, commandTimeoutMs, isAnswerTo, textBlockOf } from './commands.ts';
import type {
  Card,
  CardFailure,
  Line,
  ReaderEffect,
  ReaderFault,
  ReaderInput,
  ReaderState,
  ReaderTimings,
} from './readerState.ts';
import { statusWordOf } from './statusWords.ts';

/** Empty finds in a row until a card counts as lifted: single misses happen while it lies still. */
const missesUntilRemoved = 3;
const readsPerCard = 3;
const selectsPerCard = 3;
const resendsPerCommand = 2;

type Step = { readonly next: ReaderState; readonly effects: readonly ReaderEffect[] };

/** Decides everything about a reader; does nothing. Retries and time-outs are here, so they are tested without waiting. */
export function step(state: ReaderState, input: ReaderInput, timings: ReaderTimings): Step {
  switch (input.is) {
    case 'opened':
      return ask({ ...state, health: 'unknown', silences: 0, pollsSinceStatus: 0 }, 'status', timings);
    case 'closed':
      return closed(state);
    case 'timer':
      if (state.line.at === 'resting') return poll(state, timings);
      if (state.line.at === 'asking') return silent(state, state.line, timings);
      break;
    case 'garbled':
      if (state.line.at === 'asking') return garbled(state, state.line, timings);
      break;
    case 'answered':
      if (state.line.at === 'asking' && isAnswerTo(state.line.command, input.answer)) {
        return answered({ ...state, silences: 0 }, state.line, input.answer, timings);
      }
      return { next: state, effects: [{ do: 'ignore' }] };
  }
  return { next: state, effects: [] };
}

type Asking = Extract<Line, { at: 'asking' }>;
type Busy = Extract<Card, { at: 'busy' }>;

const freshBusy: Busy = { at: 'busy', again: null, reads: 0, selects: 0 };

function ask(
  state: ReaderState,
  command: CommandName,
  timings: ReaderTimings,
  more: { resends: number; before: readonly ReaderEffect[] } = { resends: 0, before: [] },
): Step {
  return {
    next: { ...state, line: { at: 'asking', command, resends: more.resends } },
    effects: [...more.before, { do: 'ask', command, timeoutMs: commandTimeoutMs(command, timings.baudRate) }],
  };
}

function rest(state: ReaderState, timings: ReaderTimings, before: readonly ReaderEffect[] = []): Step {
  const forMs = state.health === 'good' ? timings.pollMs : timings.faultPollMs;
  return { next: { ...state, line: { at: 'resting' } }, effects: [...before, { do: 'rest', forMs }] };
}

function poll(state: ReaderState, timings: ReaderTimings): Step {
  if (state.health !== 'good' || state.pollsSinceStatus >= timings.pollsPerStatus) {
    return ask({ ...state, pollsSinceStatus: 0 }, 'status', timings);
  }
  return ask({ ...state, pollsSinceStatus: state.pollsSinceStatus + 1 }, 'find', timings);
}

/** What becomes of the card when the reader cannot be asked any more. */
function interrupted(card: Card): { card: Card; effects: readonly ReaderEffect[] } {
  if (card.at === 'none') return { card, effects: [] };
  // One miss, so that the card that lies there after a reconnect is looked at again, and told only if it is another one.
  if (card.at === 'lying') return { card: { ...card, misses: Math.max(1, card.misses) }, effects: [] };
  if (card.again !== null) return { card: { at: 'lying', identity: card.again, misses: 1 }, effects: [] };
  return { card: { at: 'none' }, effects: [{ do: 'tell', event: { is: 'failed', code: 'reader-lost' } }] };
}

function closed(state: ReaderState): Step {
  const { card, effects } = interrupted(state.card);
  return { next: { ...state, line: { at: 'closed' }, card, health: 'unknown' }, effects };
}

function renew(state: ReaderState): Step {
  const { next, effects } = closed(state);
  return { next, effects: [{ do: 'renew' }, ...effects] };
}

function fault(state: ReaderState, health: ReaderFault, timings: ReaderTimings): Step {
  const { card, effects } = interrupted(state.card);
  const report: ReaderEffect[] = state.health === health ? [] : [{ do: 'report', health }];
  return rest({ ...state, card, health }, timings, [...report, ...effects]);
}

function silent(state: ReaderState, line: Asking, timings: ReaderTimings): Step {
  const silences = state.silences + 1;
  if (silences >= 2) return renew(state);
  return ask({ ...state, silences }, line.command, timings, { resends: line.resends, before: [] });
}

function garbled(state: ReaderState, line: Asking, timings: ReaderTimings): Step {
  if (line.resends < resendsPerCommand) {
    return ask(state, line.command, timings, { resends: line.resends + 1, before: [] });
  }
  // Noise instead of the very first answer: wrong speed or no reader at all.
  if (state.health === 'unknown') return renew(state);
  if (state.card.at === 'busy') return giveUp(state, state.card, 'unreadable', timings);
  return fault(state, 'line-noise', timings);
}

function answered(state: ReaderState, line: Asking, answer: AnswerFrame, timings: ReaderTimings): Step {
  const { action } = statusWordOf(answer.sw3);
  if (action === 'device-fault') {
    return fault(state, answer.sw3 === 0x66 ? 'not-authorised' : 'self-test-failed', timings);
  }
  if (action === 'resend') {
    // The reader repeats this for a broken reader cable too, so once is enough (GA/T 467 names no number).
    return garbled(state, { ...line, resends: line.resends === 0 ? 0 : resendsPerCommand }, timings);
  }
  if (line.command === 'status') {
    if (action === 'refused') return fault(state, 'refuses-commands', timings);
    if (action !== 'done') return rest(state, timings);
    const before: ReaderEffect[] = state.health === 'good' ? [] : [{ do: 'report', health: 'good' }];
    return ask({ ...state, health: 'good' }, 'find', timings, { resends: 0, before });
  }
  if (line.command === 'find') {
    if (action === 'done') return found(state, timings);
    if (action === 'refused') return fault(state, 'refuses-commands', timings);
    return missed(state, timings);
  }
  if (state.card.at !== 'busy') return rest(state, timings);
  if (action === 'wrong-card') return giveUp(state, state.card, 'wrong-card', timings);
  if (action === 'refused') return giveUp(state, state.card, 'unreadable', timings);
  if (line.command === 'select') {
    return action === 'done' ? ask(state, 'read', timings) : selectFailed(state, state.card, action, timings);
  }
  if (action === 'done') return readDone(state, state.card, answer, timings);
  if (action === 'no-card') return missed(state, timings);
  if (action === 'empty') return giveUp(state, state.card, 'unreadable', timings);
  return readFailed(state, state.card, action, timings);
}

function found(state: ReaderState, timings: ReaderTimings): Step {
  const { card } = state;
  if (card.at === 'busy') return ask(state, 'select', timings);
  // Readers that find a resting card again and again would otherwise read it three times a second.
  if (card.at === 'lying' && card.misses === 0) return rest(state, timings);
  // After a miss it may be another card, and find does not say which: read, and compare.
  if (card.at === 'lying' && card.identity !== null) {
    return ask({ ...state, card: { ...freshBusy, again: card.identity } }, 'select', timings);
  }
  return ask({ ...state, card: freshBusy }, 'select', timings, {
    resends: 0,
    before: [{ do: 'tell', event: { is: 'reading' } }],
  });
}

function missed(state: ReaderState, timings: ReaderTimings): Step {
  const { card } = state;
  if (card.at === 'none') return rest(state, timings);
  if (card.at === 'busy' && card.again === null) {
    return rest({ ...state, card: { at: 'none' } }, timings, [
      { do: 'tell', event: { is: 'failed', code: 'card-removed' } },
    ]);
  }
  const misses = card.at === 'lying' ? card.misses + 1 : 1;
  const identity = card.at === 'lying' ? card.identity : card.again;
  if (misses < missesUntilRemoved) return rest({ ...state, card: { at: 'lying', identity, misses } }, timings);
  return rest({ ...state, card: { at: 'none' } }, timings, [{ do: 'tell', event: { is: 'removed' } }]);
}

function selectFailed(state: ReaderState, card: Busy, action: string, timings: ReaderTimings): Step {
  const selects = card.selects + 1;
  if (selects >= selectsPerCard) {
    return giveUp(state, card, action === 'retry-suspect' ? 'rejected' : 'unreadable', timings);
  }
  return ask({ ...state, card: { ...card, selects } }, 'find', timings);
}

/**
 * First once more as it is, since some readers do not find a card again that they have selected; then from find on,
 * which also tells a card that was lifted from one that cannot be read.
 */
function readFailed(state: ReaderState, card: Busy, action: string, timings: ReaderTimings): Step {
  const reads = card.reads + 1;
  if (reads >= readsPerCard) {
    return giveUp(state, card, action === 'retry-suspect' ? 'rejected' : 'unreadable', timings);
  }
  return ask({ ...state, card: { ...card, reads } }, reads === 1 ? 'read' : 'find', timings);
}

function readDone(state: ReaderState, card: Busy, answer: AnswerFrame, timings: ReaderTimings): Step {
  const block = textBlockOf(answer.data);
  const decoded = block === null ? null : decodeCardText(block);
  if (decoded === null || !decoded.ok) return giveUp(state, card, 'unreadable', timings);
  const identity = identityOf(decoded.value);
  const next: ReaderState = { ...state, card: { at: 'lying', identity, misses: 0 } };
  if (card.again === identity) return rest(next, timings);
  const swapped: ReaderEffect[] =
    card.again === null
      ? []
      : [
          { do: 'tell', event: { is: 'removed' } },
          { do: 'tell', event: { is: 'reading' } },
        ];
  return rest(next, timings, [...swapped, { do: 'tell', event: { is: 'read', card: decoded.value } }]);
}

/** Kept only while the card lies there, to know it again. */
function identityOf(card: IdCard): string {
  return card.kind === 'citizen' ? card.number : card.type;
}

function giveUp(state: ReaderState, card: Busy, code: CardFailure, timings: ReaderTimings): Step {
  const removed: ReaderEffect[] = card.again === null ? [] : [{ do: 'tell', event: { is: 'removed' } }];
  return rest({ ...state, card: { at: 'lying', identity: null, misses: 0 } }, timings, [
    ...removed,
    { do: 'tell', event: { is: 'failed', code } },
  ]);
}
