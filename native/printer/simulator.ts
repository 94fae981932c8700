import { createPacer } from '../kit/pacing.ts';
import { type HostCommand, type ParsedCommand, parseCommand } from './escPosParser.ts';
import type { PrintedPaper } from './paper.ts';
import { createPrintHead } from './printHead.ts';
import { createReceiveBuffer } from './receiveBuffer.ts';
import type { PrinterFaultName, PrinterSimulator, PrinterSimulatorOptions } from './simulatorControl.ts';
import { automaticBytes, isStopped, paperByte, realTimeByte, type SimulatedTrouble } from './simulatorStatus.ts';

const dotsPerMm = 8;

/**
 * A thermal printer with paper, head, cutter, buffer and sensors, at the far end of any pipe of bytes. It obeys commands at
 * the speed of its paper, answers DLE EOT at once and everything else in turn, and stops where a real one stops.
 */
export function createPrinterSimulator(options: PrinterSimulatorOptions): PrinterSimulator {
  const { clock } = options;
  const head = createPrintHead(options.widthMm === 58 ? 384 : 576);
  const faults = new Set<PrinterFaultName>();
  const outputs = new Set<(bytes: Uint8Array) => void>();
  const paperListeners = new Set<(paper: PrintedPaper) => void>();
  const papers: PrintedPaper[] = [];
  const unknownCommands: string[] = [];
  let cutterError = false;
  let isMute = false;
  let isPumping = false;
  let busyUntilTimer: (() => void) | null = null;
  let automaticMask = 0;
  let lastAutomatic = '';
  let fences = 0;
  let printedDots = 0;
  let outAtFence = Infinity;
  let outAtDots = Infinity;
  let mouth: 'unwatched' | 'empty' | 'slip' = 'unwatched';
  let noise = 0x2545f491;

  const toHost = createPacer({
    clock,
    baudRate: options.baudRate,
    emit: bytes => {
      outputs.forEach(listener => listener(bytes));
    },
  });
  const fromHost = createPacer({ clock, baudRate: options.baudRate, emit: accept });

  function trouble(): SimulatedTrouble {
    return {
      paperOut: faults.has('paper-out'),
      nearEnd: faults.has('near-end'),
      coverOpen: faults.has('cover-open'),
      cutterError,
      hot: faults.has('head-hot'),
      offline: faults.has('offline'),
      slipInMouth: mouth === 'slip',
    };
  }

  function say(bytes: Uint8Array): void {
    if (isMute) return;
    toHost.send(faults.has('garbage-status') ? bytes.map(nextNoise) : bytes);
  }

  /** xorshift: the same noise in every run. */
  function nextNoise(): number {
    noise ^= noise << 13;
    noise ^= noise >>> 17;
    noise ^= noise << 5;
    return noise & 0xff;
  }

  function tellAutomatic(force: boolean): void {
    const bytes = automaticBytes(trouble());
    const key = bytes.join();
    if (automaticMask !== 0 && (force || key !== lastAutomatic)) say(bytes);
    lastAutomatic = key;
  }

  const buffer = createReceiveBuffer({
    sizeBytes: options.bufferBytes,
    onRealTime({ code, n }) {
      if (code === 'recover' && (n === 1 || n === 2)) recoverFrom(n === 2);
      const answer = code === 'status' ? realTimeByte(n, trouble()) : null;
      if (answer !== null) say(Uint8Array.of(answer));
    },
  });

  function accept(bytes: Uint8Array): void {
    buffer.accept(bytes);
    pump();
  }

  function recoverFrom(clearBuffer: boolean): void {
    if (!cutterError || faults.has('cutter-jam')) return;
    cutterError = false;
    if (clearBuffer) {
      buffer.clear();
      head.reset();
    }
    changed();
  }

  function pump(): void {
    // Running out of paper in the middle of a command comes back here.
    if (isPumping) return;
    isPumping = true;
    work();
    isPumping = false;
  }

  function work(): void {
    while (canWork()) {
      const parsed = nextCommand();
      if (parsed === null) return;
      buffer.consume(parsed.length);
      const movedDots = obey(parsed.command);
      printedDots += movedDots;
      if (printedDots >= outAtDots) runOut();
      if (movedDots > 0) {
        const speed = options.speedMmPerS * (faults.has('slow') ? 0.1 : 1);
        busyUntilTimer = clock.setTimer((movedDots / dotsPerMm / speed) * 1000, () => {
          busyUntilTimer = null;
          pump();
        });
      }
    }
  }

  function canWork(): boolean {
    return busyUntilTimer === null && !isMute && (!isStopped(trouble()) || isClonePassingOver());
  }

  function isClonePassingOver(): boolean {
    return faults.has('clone-fence') && isStopped(trouble()) && !isStopped({ ...trouble(), paperOut: false });
  }

  /** A command longer than the buffer (a big image) is taken in as it is worked on. */
  function nextCommand(): ParsedCommand | null {
    let parsed = parseCommand(buffer.bytes(), head.kanji());
    while (parsed === null && buffer.stretch()) parsed = parseCommand(buffer.bytes(), head.kanji());
    return parsed;
  }

  function obey(command: HostCommand): number {
    switch (command.kind) {
      case 'automaticStatus':
        automaticMask = command.mask;
        tellAutomatic(true);
        return 0;
      case 'queuedStatus':
        answerFence();
        return 0;
      case 'processId':
        if (!faults.has('no-gs-h')) say(Uint8Array.of(0x37, 0x22, ...command.id, 0));
        return 0;
      case 'identity':
        say(Uint8Array.of(0x5f, ...new TextEncoder().encode('SIMULATED'), 0));
        return 0;
      case 'unknown':
        unknownCommands.push(Array.from(command.bytes.subarray(0, 16), toHex).join(' '));
        return 0;
      case 'qr':
        if (command.what === 0x52)
          say(Uint8Array.of(0x37, 0x36, ...new TextEncoder().encode('21\u001f21\u001f1\u001f0'), 0));
        return print(command);
      case 'cut':
        return cutPaper(command);
      default:
        return print(command);
    }
  }

  function print(command: HostCommand): number {
    if (isClonePassingOver()) return 0;
    const isInk = command.kind === 'text' || command.kind === 'raster' || command.kind === 'qr';
    if (isInk && faults.has('silent-after-data')) isMute = true;
    return head.execute(command);
  }

  function cutPaper(command: Extract<HostCommand, { kind: 'cut' }>): number {
    if (isClonePassingOver()) return 0;
    const movedDots = head.execute(command);
    if (faults.has('cutter-jam')) {
      cutterError = true;
      changed();
      return movedDots;
    }
    const paper = head.cut(command.full ? 'full' : 'partial');
    if (paper === null) return movedDots;
    papers.push(paper);
    if (mouth !== 'unwatched') mouth = 'slip';
    paperListeners.forEach(listener => listener(paper));
    return movedDots;
  }

  function answerFence(): void {
    if (faults.has('no-gs-r')) return;
    fences += 1;
    say(Uint8Array.of(paperByte(trouble())));
    if (fences >= outAtFence) runOut();
  }

  function runOut(): void {
    outAtFence = Infinity;
    outAtDots = Infinity;
    faults.add('paper-out');
    changed();
  }

  function changed(): void {
    tellAutomatic(false);
    pump();
  }

  return {
    onHostBytes: bytes => fromHost.send(bytes),
    onOutput(listener) {
      outputs.add(listener);
      return () => outputs.delete(listener);
    },
    disconnected() {
      // What has arrived is printed, also without a line.
      fromHost.clear();
      toHost.clear();
    },
    control: {
      state: () => ({
        ...trouble(),
        bufferedBytes: buffer.bytes().length,
        heldUpBytes: buffer.heldUpBytes(),
        isPrinting: busyUntilTimer !== null,
        printedMm: printedDots / dotsPerMm,
        fences,
        papers: papers.length,
        unknownCommands,
      }),
      setFault(name, on) {
        if (on) faults.add(name);
        else faults.delete(name);
        if (name === 'silent-after-data' && !on) isMute = false;
        changed();
      },
      runOutAfter(when) {
        if ('fences' in when) outAtFence = fences + when.fences;
        else outAtDots = printedDots + when.mm * dotsPerMm;
      },
      refill() {
        faults.delete('paper-out');
        faults.delete('near-end');
        faults.delete('cover-open');
        changed();
      },
      watchMouth() {
        mouth = 'empty';
      },
      takeSlip() {
        if (mouth === 'slip') mouth = 'empty';
      },
      powerCycle() {
        buffer.clearLine();
        toHost.clear();
        fromHost.clear();
        busyUntilTimer?.();
        busyUntilTimer = null;
        automaticMask = 0;
        cutterError = false;
        isMute = false;
        head.reset();
      },
      papers: () => papers,
      fragment: () => head.fragment(),
      onPaper(listener) {
        paperListeners.add(listener);
        return () => paperListeners.delete(listener);
      },
    },
  };
}

function toHex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
