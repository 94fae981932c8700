import type { Clock } from '../kit/clock.ts';
import {
  automaticStatusOn,
  feedAndCut,
  initialise,
  joinBytes,
  processId,
  qrSizeQuestion,
  qrStore,
} from './commands.ts';
import type { PrinterLine } from './line.ts';
import type { JobPlan } from './jobPlan.ts';
import type { JobOutcome } from './machine.ts';
import { runJob } from './runJob.ts';
import { type PrinterCondition, processIdOf } from './status.ts';

/** What this printer was seen to do; asked at every connection, because names (GS I) lie on clones. */
export type PrinterAbilities = {
  /** Answers GS r in the order of the data. */
  readonly fences: boolean;
  /** Answers GS ( H. */
  readonly processIds: boolean;
  /** Knows GS ( k. */
  readonly qrCommand: boolean;
};

/** What an earlier job may have left in the printer. */
export type Leftover = {
  /** A piece of a slip hangs in the mouth, or will come out when paper is back. */
  readonly fragment: boolean;
  readonly staleFences: number;
};

/** One byte more than the longest command can still want: a band of 24 rows of 72 bytes. */
const flushBytes = 24 * 72 + 16;
const probeMs = 1000;
const fragmentPaperMm = 60;

/**
 * Makes a printer clean: zeros end a command that was cut off in its middle (printers ignore them between commands),
 * ESC @ empties the line buffer, and a fragment is cut off.
 */
function cleanUpPlan(options: {
  leftover: Leftover;
  abilities: PrinterAbilities | null;
  processId: string;
  speedMmPerS: number;
  baudRate: number;
}): JobPlan {
  const { leftover, abilities, speedMmPerS, baudRate } = options;
  const cut = leftover.fragment ? [feedAndCut(0), initialise] : [];
  const bytes = joinBytes([new Uint8Array(flushBytes), initialise, automaticStatusOn, ...cut]);
  const hasIds = abilities?.processIds === true;
  return {
    segments: [{ bytes, paperMm: leftover.fragment ? fragmentPaperMm : 0 }],
    processId: hasIds ? options.processId : null,
    fenced: true,
    speedMmPerS,
    baudRate,
    // A process id cannot be mistaken for an older answer; a fence can.
    staleFences: hasIds ? 0 : leftover.staleFences,
  };
}

export type Prepared =
  | { readonly is: 'ready'; readonly abilities: PrinterAbilities; readonly condition: PrinterCondition }
  | {
      readonly is: 'refused';
      readonly outcome: Exclude<JobOutcome, { is: 'printed' }>;
      readonly condition: PrinterCondition;
    };

/** Cleans the printer up and, when `abilities` is null, finds out what it can do. */
export async function prepare(options: {
  line: PrinterLine;
  clock: Clock;
  leftover: Leftover;
  abilities: PrinterAbilities | null;
  nextProcessId: () => string;
  probeQr: boolean;
  speedMmPerS: number;
  baudRate: number;
}): Promise<Prepared> {
  const { line, clock, leftover, speedMmPerS, baudRate } = options;
  const plan = cleanUpPlan({
    leftover,
    abilities: options.abilities,
    processId: options.nextProcessId(),
    speedMmPerS,
    baudRate,
  });
  const { outcome, condition } = await runJob({ plan, line, clock });
  // Alive, but saying nothing that counts: it prints, and every job will end unconfirmed.
  const isTalking = outcome.is === 'printed';
  if (!isTalking && !(outcome.is === 'unknown' && outcome.code === 'unconfirmed'))
    return { is: 'refused', outcome, condition };
  if (options.abilities !== null) return { is: 'ready', abilities: options.abilities, condition };
  const processIds = isTalking && (await knowsProcessIds(line, options.nextProcessId()));
  const qrCommand = isTalking && options.probeQr && (await knowsQr(line));
  return { is: 'ready', abilities: { fences: isTalking, processIds, qrCommand }, condition };
}

/** A printer without the command may take its tail for text: ESC @ wipes that out of the line buffer before it prints. */
async function knowsProcessIds(line: PrinterLine, id: string): Promise<boolean> {
  const answer = await line.exchange({
    bytes: processId(id),
    accept: reply => (processIdOf(reply) === id ? true : null),
    timeoutMs: probeMs,
  });
  await line.write(initialise);
  return answer === true;
}

async function knowsQr(line: PrinterLine): Promise<boolean> {
  const answer = await line.exchange({
    bytes: joinBytes([qrStore({ text: 'A', moduleDots: 4, level: 'M' }), qrSizeQuestion]),
    accept: reply => (reply.kind === 'block' && reply.identifier === 0x36 ? true : null),
    timeoutMs: probeMs,
  });
  await line.write(initialise);
  return answer === true;
}
