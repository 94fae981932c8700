import { systemClock } from '../kit/clock.ts';
import type { PtyFailure } from '../kit/ptyPair.ts';
import { ok, type Result } from '../kit/result.ts';
import { createPrinterSimulator } from '../printer/simulator.ts';
import type { PrinterSimulator } from '../printer/simulatorControl.ts';
import { startControlServer } from './controlServer.ts';
import { withPlugRoutes } from './plugRoutes.ts';
import { printerRoutes } from './printerControl.ts';
import { type RunningSimulator, runningSimulator } from './runningSimulator.ts';
import { openSimulatedLine } from './simulatedLine.ts';

export type PrinterSimulatorStart = {
  /** Where the pty appears. */
  readonly link: string;
  readonly baudRate: number;
  /** 0 takes any free port. */
  readonly controlPort: number;
  readonly widthMm: 58 | 80;
  readonly speedMmPerS: number;
};

/** Receive buffer of most printers. */
const bufferBytes = 4096;

/** Starts a simulated slip printer inside this process. */
export async function startPrinter(
  options: PrinterSimulatorStart,
): Promise<Result<RunningSimulator<PrinterSimulator['control']>, PtyFailure>> {
  const { link, baudRate, controlPort, widthMm, speedMmPerS } = options;
  const simulator = createPrinterSimulator({ clock: systemClock, baudRate, widthMm, speedMmPerS, bufferBytes });
  const line = await openSimulatedLine({ link, wire: simulator });
  if (!line.ok) return line;
  const server = await startControlServer({
    port: controlPort,
    routes: withPlugRoutes(printerRoutes(simulator.control), line.value),
  });
  return ok(runningSimulator({ control: simulator.control, line: line.value, server }));
}
