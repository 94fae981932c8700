import type { Clock } from '../kit/clock.ts';
import type { PrintedPaper } from './paper.ts';
import type { SimulatedTrouble } from './simulatorStatus.ts';

export type PrinterSimulatorOptions = {
  widthMm: 58 | 80;
  clock: Clock;
  speedMmPerS: number;
  /** Both ways at the speed of a line, because a pty is thousands of times faster; null = at once. */
  baudRate: number | null;
  /** Receive buffer; 4096 in most printers. */
  bufferBytes: number;
};

/**
 * `silent-after-data`: takes data and says nothing more. `garbage-status`: answers noise. `clone-fence`: out of paper, it
 * throws data away and answers 0F to GS r. `no-gs-h`, `no-gs-r`: these questions stay unanswered. `slow`: a tenth of the speed.
 */
export type PrinterFaultName =
  | 'paper-out'
  | 'near-end'
  | 'cover-open'
  | 'cutter-jam'
  | 'head-hot'
  | 'offline'
  | 'silent-after-data'
  | 'garbage-status'
  | 'clone-fence'
  | 'no-gs-h'
  | 'no-gs-r'
  | 'slow';

type PrinterSimulatorState = SimulatedTrouble & {
  readonly bufferedBytes: number;
  /** Bytes that the full buffer held up on the line. */
  readonly heldUpBytes: number;
  readonly isPrinting: boolean;
  readonly printedMm: number;
  readonly fences: number;
  readonly papers: number;
  /** Commands this printer does not know, in hex: empty when the driver behaves. */
  readonly unknownCommands: readonly string[];
};

export type PrinterSimulator = {
  /** Bytes from the host; they come in as slowly as on the line. */
  onHostBytes(bytes: Uint8Array): void;
  /** Bytes to the host, already as slow as the line; returns the way to stop. */
  onOutput(listener: (bytes: Uint8Array) => void): () => void;
  /** The plug was pulled: what was on the line is gone, what the printer has it prints. */
  disconnected(): void;
  readonly control: {
    state(): PrinterSimulatorState;
    setFault(name: PrinterFaultName, on: boolean): void;
    /** The roll ends right after this many more answered fences (segments), or after this much more paper. */
    runOutAfter(when: { fences: number } | { mm: number }): void;
    /** New roll, cover closed: the rest of the buffer is printed. */
    refill(): void;
    /** KP-628E: says with bit 7 that the slip hangs in the mouth, until it is taken. */
    watchMouth(): void;
    takeSlip(): void;
    /** Off and on: buffer, modes and automatic status are gone; paper stays where it is. */
    powerCycle(): void;
    papers(): readonly PrintedPaper[];
    /** What hangs in the mouth uncut. */
    fragment(): PrintedPaper;
    onPaper(listener: (paper: PrintedPaper) => void): () => void;
  };
};
