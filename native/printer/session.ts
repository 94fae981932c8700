import type { PrinterLine } from './line.ts';
import { answerTimeoutMs } from './machine.ts';
import type { PrinterAbilities } from './prepare.ts';
import { type PrinterCondition, unknownCondition, withRealTime } from './status.ts';

/** What one connection has shown so far. */
export type Session = {
  readonly line: PrinterLine;
  /** False until clean-up and probes are through; again false after a job that left something behind. */
  prepared: boolean;
  abilities: PrinterAbilities | null;
  misses: number;
  /** Since the last round of questions: noise is not silence, but it is no answer either. */
  heardAnything: boolean;
  heardNoise: boolean;
  /** The first clean-up is through, or a fault is known that keeps it from being done. */
  isGreeted: boolean;
  cancelHeartbeat: () => void;
};

/** A connection that nothing is known about yet, listening. */
export function createSession(line: PrinterLine): Session {
  const session: Session = {
    line,
    prepared: false,
    abilities: null,
    misses: 0,
    heardAnything: false,
    heardNoise: false,
    isGreeted: false,
    cancelHeartbeat: () => undefined,
  };
  line.listen(reply => {
    session.heardAnything = true;
    if (reply.kind === 'garbage') session.heardNoise = true;
  });
  return session;
}

/** Asks DLE EOT 1–4. The condition as far as it can be believed; null when nothing at all was heard. */
export async function poll(session: Session, before: PrinterCondition): Promise<PrinterCondition | null> {
  session.heardAnything = false;
  session.heardNoise = false;
  let condition = before;
  for (const question of [1, 2, 3, 4] as const) {
    const byte = await session.line.ask(question, answerTimeoutMs);
    if (byte === null) return heardOtherwise(session, before);
    condition = withRealTime(condition, { question, byte });
  }
  return session.heardNoise ? unknownCondition : condition;
}

function heardOtherwise(session: Session, before: PrinterCondition): PrinterCondition | null {
  if (session.heardNoise) return unknownCondition;
  return session.heardAnything ? before : null;
}
