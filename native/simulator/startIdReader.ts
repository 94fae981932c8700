import { systemClock } from '../kit/clock.ts';
import type { PtyFailure } from '../kit/ptyPair.ts';
import { ok, type Result } from '../kit/result.ts';
import { createIdReaderSimulator, type IdReaderSimulator, type ReaderLatencies } from '../idReader/simulator.ts';
import { startControlServer } from './controlServer.ts';
import { idReaderRoutes } from './idReaderControl.ts';
import { withPlugRoutes } from './plugRoutes.ts';
import { type RunningSimulator, runningSimulator } from './runningSimulator.ts';
import { openSimulatedLine } from './simulatedLine.ts';

export type IdReaderSimulatorOptions = {
  /** Where the pty appears. */
  readonly link: string;
  readonly baudRate: number;
  /** 0 takes any free port. */
  readonly controlPort: number;
  readonly latencies: ReaderLatencies;
  readonly refindWhilePresent: boolean;
};

/** Starts a simulated ID-card reader inside this process. */
export async function startIdReader(
  options: IdReaderSimulatorOptions,
): Promise<Result<RunningSimulator<IdReaderSimulator['control']>, PtyFailure>> {
  const { link, baudRate, controlPort, latencies, refindWhilePresent } = options;
  const simulator = createIdReaderSimulator({ clock: systemClock, baudRate, latencies, refindWhilePresent });
  const line = await openSimulatedLine({ link, wire: simulator });
  if (!line.ok) return line;
  const server = await startControlServer({
    port: controlPort,
    routes: withPlugRoutes(idReaderRoutes(simulator.control), line.value),
  });
  return ok(runningSimulator({ control: simulator.control, line: line.value, server }));
}
