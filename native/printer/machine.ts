import { joinBytes } from './commands.ts';
import { closingOf, deadlineMs, isLast, type JobPlan } from './jobPlan.ts';
import {
  faultOf,
  fencePaper,
  fromAutomatic,
  type PrinterCondition,
  type PrinterFault,
  type HeardReply,
  processIdOf,
  type StatusQuestion,
  unknownCondition,
  withRealTime,
} from './status.ts';

/** `unconfirmed`: all was sent, the printer said nothing usable. `silent`: it stopped answering. `lost`: the line died. */
export type DoubtCode = PrinterFault | 'unconfirmed' | 'silent' | 'lost';
export type RefusalCode = PrinterFault | 'silent' | 'lost';

/** `failed`: not a dot of this job is on paper. `unknown`: some of it may be, and only a person can tell. */
export type JobOutcome =
  | { readonly is: 'printed'; readonly by: 'process-id' | 'fence'; readonly paper: PrinterCondition['paper'] }
  | { readonly is: 'failed'; readonly code: RefusalCode }
  | { readonly is: 'unknown'; readonly code: DoubtCode; readonly unansweredFences: number };

type Hearing = {
  readonly condition: PrinterCondition;
  /** Something arrived in this job that no printer says. From then on a single byte proves nothing. */
  readonly garbled: boolean;
};

type Progress = {
  /** The segment that was sent last. */
  readonly index: number;
  /** A fence of an earlier segment stayed unanswered. */
  readonly doubtful: boolean;
  /** Its time was over once, but the printer said that it is well: it got as much again. */
  readonly extended: boolean;
};

export type JobState =
  | ({
      readonly at: 'asking';
      readonly question: StatusQuestion;
      readonly attempt: 1 | 2;
      /** All four questions are asked a second time when noise fell between the answers. */
      readonly round: 1 | 2;
    } & Hearing)
  | ({ readonly at: 'printing'; readonly answers: number } & Progress & Hearing)
  | ({
      readonly at: 'diagnosing';
      readonly question: StatusQuestion;
      readonly attempt: 1 | 2;
      readonly heard: boolean;
      /** Noise among the answers of this diagnosis: then they are not believed. */
      readonly noisy: boolean;
    } & Progress &
      Hearing)
  | { readonly at: 'done'; readonly outcome: JobOutcome; readonly condition: PrinterCondition };

export type JobEvent =
  | { readonly is: 'heard'; readonly reply: HeardReply }
  | { readonly is: 'timeUp' }
  | { readonly is: 'lineLost' };

type JobEffect =
  | { readonly do: 'ask'; readonly question: StatusQuestion }
  | { readonly do: 'write'; readonly bytes: Uint8Array }
  /** One timer; setting it again replaces it. */
  | { readonly do: 'setTimer'; readonly ms: number };

export type Step = { readonly next: JobState; readonly effects: readonly JobEffect[] };

/** Real-time status is answered within milliseconds, also by a busy printer. */
export const answerTimeoutMs = 500;
/** How long a clean-up goes on listening for the answers of older jobs. */
const staleWaitMs = 3000;

/** First step of a job: ask before anything is sent. */
export function beginJob(): Step {
  return ask({ at: 'asking', question: 1, attempt: 1, round: 1, condition: unknownCondition, garbled: false });
}

/**
 * One step of a print job: status (DLE EOT 1–4) → segments, each behind a fence → cut → completion. Pure; never sends
 * data twice: what is repeated, once, is the question for status.
 */
export function stepJob(plan: JobPlan, state: JobState, event: JobEvent): Step {
  if (state.at === 'done') return { next: state, effects: [] };
  if (event.is === 'lineLost') return state.at === 'asking' ? failed(state, 'lost') : doubt(plan, state, 'lost');
  switch (state.at) {
    case 'asking':
      return event.is === 'heard' ? hearAnswer(plan, state, event.reply) : missAnswer(plan, state);
    case 'printing':
      return event.is === 'heard' ? hearPrinting(plan, state, event.reply) : missFence(plan, state);
    default:
      return event.is === 'heard' ? hearDiagnosis(plan, state, event.reply) : missDiagnosis(plan, state);
  }
}

type Asking = Extract<JobState, { at: 'asking' }>;
type Printing = Extract<JobState, { at: 'printing' }>;
type Diagnosing = Extract<JobState, { at: 'diagnosing' }>;

function ask(next: Asking | Diagnosing): Step {
  return {
    next,
    effects: [
      { do: 'ask', question: next.question },
      { do: 'setTimer', ms: answerTimeoutMs },
    ],
  };
}

function hearAnswer(plan: JobPlan, state: Asking, reply: HeardReply): Step {
  if (reply.kind === 'automatic') return stay({ ...state, condition: fromAutomatic(reply.bytes) });
  // Nobody has sent a fence yet: whatever looks like an answer to one is noise, unless an older job is still owed it.
  const isStale = reply.kind === 'fence' && plan.staleFences > 0;
  if (reply.kind !== 'realTime') return stay({ ...state, garbled: state.garbled || !isStale });
  // A late answer to another question.
  if (reply.question !== state.question) return stay(state);
  const condition = withRealTime(state.condition, { question: state.question, byte: reply.byte });
  if (state.question < 4) return ask({ ...state, condition, question: following(state.question), attempt: 1 });
  return judge(plan, { ...state, condition });
}

function missAnswer(plan: JobPlan, state: Asking): Step {
  if (state.attempt === 1) return ask({ ...state, attempt: 2 });
  return state.garbled ? judge(plan, state) : failed(state, 'silent');
}

/** All that will be heard before the job has been heard. */
function judge(plan: JobPlan, state: Asking): Step {
  const { condition, garbled, round } = state;
  if (garbled && round === 1) {
    return ask({ at: 'asking', question: 1, attempt: 1, round: 2, condition: unknownCondition, garbled: false });
  }
  const fault = faultOf(condition);
  if (fault !== null && !garbled) return failed(state, fault);
  // A printer that talks nonsense may well print: go on, and say at the end that nothing is confirmed.
  return send({
    plan,
    index: 0,
    from: { condition: garbled ? unknownCondition : condition, garbled },
    doubtful: false,
  });
}

function send(options: { plan: JobPlan; index: number; from: Hearing; doubtful: boolean }): Step {
  const { plan, index, from, doubtful } = options;
  const segment = plan.segments[index];
  if (segment === undefined) return settled(plan, from, doubtful);
  const bytes = joinBytes([segment.bytes, closingOf(plan, index)]);
  const { condition, garbled } = from;
  return {
    next: { at: 'printing', index, answers: 0, doubtful, extended: false, condition, garbled },
    effects: [
      { do: 'write', bytes },
      { do: 'setTimer', ms: deadlineMs(plan, segment) },
    ],
  };
}

function hearPrinting(plan: JobPlan, state: Printing, reply: HeardReply): Step {
  switch (reply.kind) {
    case 'realTime':
    case 'identity':
      return stay(state);
    case 'garbage':
      return stay({ ...state, garbled: true });
    case 'automatic': {
      const condition = fromAutomatic(reply.bytes);
      const fault = faultOf(condition);
      // A hot head goes on by itself when it has cooled down; the deadline decides.
      return fault === null || fault === 'hot'
        ? stay({ ...state, condition })
        : doubt(plan, { ...state, condition }, fault);
    }
    case 'block':
      return hearProcessId(plan, state, reply);
    default:
      return hearFence(plan, state, reply.byte);
  }
}

function hearProcessId(plan: JobPlan, state: Printing, reply: HeardReply): Step {
  const isOurs = isLast(plan, state.index) && plan.processId !== null && processIdOf(reply) === plan.processId;
  if (!isOurs) return stay({ ...state, garbled: state.garbled || processIdOf(reply) === null });
  // Four characters chosen for this job are not noise, whatever else was heard.
  return done(state, { is: 'printed', by: 'process-id', paper: state.condition.paper });
}

function hearFence(plan: JobPlan, state: Printing, byte: number): Step {
  const paper = fencePaper(byte);
  const condition = { ...state.condition, paper };
  // Among noise, a byte that says "no paper" is most likely more noise: the diagnosis will tell.
  if (paper === 'out') return state.garbled ? stay(state) : doubt(plan, { ...state, condition }, 'paper-out');
  if (!isLast(plan, state.index)) {
    return send({
      plan,
      index: state.index + 1,
      from: { condition, garbled: state.garbled },
      doubtful: state.doubtful,
    });
  }
  if (plan.processId !== null) return stay({ ...state, condition, garbled: true });
  const answers = state.answers + 1;
  if (answers > plan.staleFences) return settled(plan, { condition, garbled: state.garbled }, state.doubtful);
  return { next: { ...state, condition, answers }, effects: [{ do: 'setTimer', ms: staleWaitMs }] };
}

function missFence(plan: JobPlan, state: Printing): Step {
  // A clean-up heard its own or an older fence, and nothing more came: what else was owed went with a power-off.
  if (state.answers > 0) return settled(plan, state, state.doubtful);
  if (!plan.fenced) return send({ plan, index: state.index + 1, from: state, doubtful: true });
  const { index, condition, garbled, doubtful, extended } = state;
  const fresh = { question: 1, attempt: 1, heard: false, noisy: false } as const;
  return ask({ at: 'diagnosing', index, condition, garbled, doubtful, extended, ...fresh });
}

function hearDiagnosis(plan: JobPlan, state: Diagnosing, reply: HeardReply): Step {
  switch (reply.kind) {
    case 'realTime': {
      if (reply.question !== state.question) return stay(state);
      const condition = withRealTime(state.condition, { question: state.question, byte: reply.byte });
      const next: Diagnosing = { ...state, condition, heard: true };
      return state.question < 4
        ? ask({ ...next, question: following(state.question), attempt: 1 })
        : concludeDiagnosis(plan, next);
    }
    case 'automatic':
      return stay({ ...state, condition: fromAutomatic(reply.bytes), heard: true });
    case 'garbage':
      return stay({ ...state, garbled: true, noisy: true });
    case 'fence':
    case 'block': {
      // The answer was only late.
      return hearPrinting(plan, backToPrinting(state), reply);
    }
    default:
      return stay(state);
  }
}

function missDiagnosis(plan: JobPlan, state: Diagnosing): Step {
  if (state.attempt === 1) return ask({ ...state, attempt: 2 });
  return concludeDiagnosis(plan, state);
}

function concludeDiagnosis(plan: JobPlan, state: Diagnosing): Step {
  const fault = faultOf(state.condition);
  if (fault !== null && !state.noisy) return doubt(plan, state, fault);
  if (!state.heard && !state.garbled) return doubt(plan, state, 'silent');
  const segment = plan.segments[state.index];
  if (segment !== undefined && !state.extended && !state.garbled) {
    // Slower than it was said to be, or a machine that is busy: a printer that is well gets as much time again.
    const next = { ...backToPrinting(state), extended: true };
    return { next, effects: [{ do: 'setTimer', ms: deadlineMs(plan, segment) }] };
  }
  // It is alive and finds nothing wrong: printing goes on, half a slip would help nobody.
  return send({ plan, index: state.index + 1, from: state, doubtful: true });
}

function backToPrinting(state: Diagnosing): Printing {
  const { index, condition, garbled, doubtful, extended } = state;
  return { at: 'printing', answers: 0, index, condition, garbled, doubtful, extended };
}

function settled(plan: JobPlan, hearing: Hearing, doubtful: boolean): Step {
  if (!doubtful && !hearing.garbled)
    return done(hearing, { is: 'printed', by: 'fence', paper: hearing.condition.paper });
  const unansweredFences = doubtful && plan.fenced ? plan.segments.length : 0;
  return done(hearing, { is: 'unknown', code: 'unconfirmed', unansweredFences });
}

/** Counts every fence of this job as owed when one is: too many are waited for in vain, too few would be believed. */
function doubt(plan: JobPlan, state: Printing | Diagnosing, code: DoubtCode): Step {
  const own = state.doubtful ? state.index + 1 : 1;
  const unansweredFences = (plan.fenced ? own : 0) + plan.staleFences;
  return done(state, { is: 'unknown', code, unansweredFences });
}

function failed(hearing: Hearing, code: RefusalCode): Step {
  return done(hearing, { is: 'failed', code });
}

function done({ condition }: Hearing, outcome: JobOutcome): Step {
  return { next: { at: 'done', outcome, condition }, effects: [] };
}

function stay(next: JobState): Step {
  return { next, effects: [] };
}

function following(question: StatusQuestion): StatusQuestion {
  return question === 1 ? 2 : question === 2 ? 3 : 4;
}
