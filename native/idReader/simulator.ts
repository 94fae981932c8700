import type { Clock } from '../kit/clock.ts';
import { createPacer } from '../kit/pacing.ts';
import { type CommandFrame, decodeCommands, encodeAnswer } from './codec.ts';
import { type CommandName, commands } from './commands.ts';
import { encodeReadData, type SimulatedCard } from './simulatedCard.ts';
import { applyFault, createFaults, type Fault, type Faults } from './simulatorFaults.ts';

export type ReaderLatencies = { readonly findMs: number; readonly selectMs: number; readonly readMs: number };

/** Near what readers take to talk to the chip, without the wire. */
export const ordinaryLatencies: ReaderLatencies = { findMs: 60, selectMs: 60, readMs: 500 };

export type IdReaderSimulator = {
  /** Bytes from the host, as they come out of the wire. */
  onHostBytes(bytes: Uint8Array): void;
  /** Bytes to the host, already as slow as the line. */
  onOutput(listener: (bytes: Uint8Array) => void): () => void;
  /** The plug was pulled: whatever was under way is forgotten. */
  disconnected(): void;
  readonly control: {
    layCard(card: SimulatedCard): void;
    removeCard(): void;
    setFault(fault: Fault): void;
    clearFaults(): void;
    state(): {
      card: { name: string; number: string } | null;
      faults: readonly Fault[];
      commands: Readonly<Record<string, number>>;
    };
    /** Called with each command that the reader starts to work on, and when, for measurements. */
    onCommand(listener: (name: CommandName | 'unknown') => void): () => void;
  };
};

const nothing = new Uint8Array(0);

/**
 * A SAM on the same codec, from the other side: finds, selects and reads the card laid on it, takes its time and speaks
 * at the speed of the line. `refindWhilePresent` false: a card that has been selected is not found again until it is lifted.
 */
export function createIdReaderSimulator(options: {
  clock: Clock;
  baudRate: number | null;
  latencies: ReaderLatencies;
  refindWhilePresent: boolean;
}): IdReaderSimulator {
  const { clock, latencies, refindWhilePresent } = options;
  const outputListeners = new Set<(bytes: Uint8Array) => void>();
  const commandListeners = new Set<(name: CommandName | 'unknown') => void>();
  const commandCounts: Record<string, number> = {};
  const faults: Faults = createFaults();
  const output = createPacer({
    clock,
    baudRate: options.baudRate,
    emit: bytes => outputListeners.forEach(listener => listener(bytes)),
  });
  const input = createPacer({ clock, baudRate: options.baudRate, emit: receive });

  let card: SimulatedCard | null = null;
  let progress: 'none' | 'found' | 'selected' = 'none';
  /** True from select on, until the card is lifted. */
  let isUsed = false;
  let received: Uint8Array = new Uint8Array(0);
  let queue: CommandFrame[] = [];
  let cancelWork: (() => void) | null = null;

  function receive(bytes: Uint8Array): void {
    const { decoded, rest } = decodeCommands(new Uint8Array([...received, ...bytes]));
    received = rest;
    for (const each of decoded) {
      if (each.kind === 'command') queue.push(each);
      else if (each.reason !== 'noise')
        send(encodeAnswer({ sw1: 0, sw2: 0, sw3: each.reason === 'bad-checksum' ? 0x10 : 0x11, data: nothing }));
    }
    work();
  }

  /** One command at a time, as the real thing. */
  function work(): void {
    const frame = cancelWork === null ? queue.shift() : undefined;
    if (frame === undefined) return;
    const name = nameOf(frame);
    commandCounts[name] = (commandCounts[name] ?? 0) + 1;
    for (const listener of commandListeners) listener(name);
    const laid = card;
    const fault = name === 'unknown' ? null : faults.take(name);
    if (fault?.name === 'pull-card-mid-read') clock.setTimer(latencyOf(name) / 2, removeCard);
    cancelWork = clock.setTimer(latencyOf(name), () => {
      cancelWork = null;
      const answer = answerTo(name, laid);
      if (fault === null) send(answer);
      else applyFault({ fault, answer, clock, send, flood });
      work();
    });
  }

  function latencyOf(name: CommandName | 'unknown'): number {
    if (name === 'find') return latencies.findMs;
    if (name === 'select') return latencies.selectMs;
    return name === 'read' || name === 'readWithFingerprints' ? latencies.readMs : 1;
  }

  function answerTo(name: CommandName | 'unknown', laid: SimulatedCard | null): Uint8Array {
    const say = (sw3: number, data: Uint8Array): Uint8Array => encodeAnswer({ sw1: 0, sw2: 0, sw3, data });
    const isStill = card !== null && card === laid;
    switch (name) {
      case 'find':
        if (!isStill || (isUsed && !refindWhilePresent)) return say(0x80, nothing);
        progress = 'found';
        return say(0x9f, new Uint8Array(4));
      case 'select':
        if (!isStill || progress !== 'found') return say(0x81, nothing);
        progress = 'selected';
        isUsed = true;
        return say(0x90, new Uint8Array(8));
      case 'read':
        if (!isStill || laid === null || progress !== 'selected') return say(0x41, nothing);
        return say(0x90, encodeReadData(laid));
      case 'samId':
        // 05.03-20240115-0001234567-0987654321
        return say(0x90, Uint8Array.of(5, 0, 3, 0, 0xf3, 0xd6, 0x34, 1, 0x87, 0xd6, 0x12, 0, 0xb1, 0x68, 0xde, 0x3a));
      case 'newestAddress':
        return say(0x91, nothing);
      case 'unknown':
        return say(0x21, nothing);
      case 'readWithFingerprints':
      case 'cardManagementNumber':
        return say(0x23, nothing);
      default:
        return say(0x90, nothing);
    }
  }

  function removeCard(): void {
    card = null;
    progress = 'none';
    isUsed = false;
  }

  function send(bytes: Uint8Array): void {
    output.send(bytes);
  }

  /** Past the pacer: noise does not keep to the speed of the line. */
  function flood(bytes: Uint8Array): void {
    for (const listener of outputListeners) listener(bytes);
  }

  return {
    onHostBytes: bytes => input.send(bytes),
    onOutput(listener) {
      outputListeners.add(listener);
      return () => outputListeners.delete(listener);
    },
    disconnected() {
      input.clear();
      output.clear();
      cancelWork?.();
      cancelWork = null;
      queue = [];
      received = new Uint8Array(0);
      progress = 'none';
    },
    control: {
      layCard(next) {
        removeCard();
        card = next;
      },
      removeCard,
      setFault: fault => faults.add(fault),
      clearFaults: () => faults.clear(),
      state: () => ({
        card: card === null ? null : { name: card.name, number: card.number },
        faults: faults.list(),
        commands: { ...commandCounts },
      }),
      onCommand(listener) {
        commandListeners.add(listener);
        return () => commandListeners.delete(listener);
      },
    },
  };
}

function nameOf(frame: CommandFrame): CommandName | 'unknown' {
  for (const name of Object.keys(commands) as CommandName[]) {
    if (commands[name].command === frame.command && commands[name].parameter === frame.parameter) return name;
  }
  return 'unknown';
}
