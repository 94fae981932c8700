import type { Clock } from '../kit/clock.ts';
import type { PrinterLine } from './line.ts';
import { beginJob, type JobEvent, type JobOutcome, type JobState, type Step, stepJob } from './machine.ts';
import type { JobPlan } from './jobPlan.ts';
import type { PrinterCondition } from './status.ts';

/** Plays one job on one line to its end: gives the machine what happens, does what it says. Never throws. */
export function runJob(options: {
  plan: JobPlan;
  line: PrinterLine;
  clock: Clock;
}): Promise<{ outcome: JobOutcome; condition: PrinterCondition }> {
  const { plan, line, clock } = options;
  return new Promise(resolve => {
    let state: JobState | null = null;
    let cancelTimer: (() => void) | null = null;

    function happen(event: JobEvent): void {
      if (state !== null && state.at !== 'done') take(stepJob(plan, state, event));
    }

    function take(step: Step): void {
      const before = state;
      state = step.next;
      for (const effect of step.effects) {
        switch (effect.do) {
          case 'setTimer':
            cancelTimer?.();
            cancelTimer = clock.setTimer(effect.ms, () => happen({ is: 'timeUp' }));
            break;
          case 'ask':
            void send(line.question(effect.question));
            break;
          case 'write':
            void send(line.write(effect.bytes));
            break;
        }
      }
      if (step.next.at !== 'done' || before?.at === 'done') return;
      cancelTimer?.();
      stopListening();
      stopWatching();
      resolve({ outcome: step.next.outcome, condition: step.next.condition });
    }

    async function send(writing: ReturnType<PrinterLine['write']>): Promise<void> {
      const written = await writing;
      if (!written.ok) happen({ is: 'lineLost' });
    }

    const stopListening = line.listen(reply => happen({ is: 'heard', reply }));
    const stopWatching = line.onLost(() => happen({ is: 'lineLost' }));
    take(beginJob());
  });
}
