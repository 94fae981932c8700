import type { Clock } from '../kit/clock.ts';
import { createConnection } from '../kit/connection.ts';
import type { DeviceStatus } from '../kit/deviceStatus.ts';
import { createObservable, type Observable } from '../kit/observable.ts';
import type { Transport, TransportFactory } from '../kit/transport.ts';
import { recoverFromError } from './commands.ts';
import { bundledDrawing, type Drawing, loadDrawing } from './drawing.ts';
import { encodeRows } from './encoder.ts';
import type { FontFolders } from './fontFiles.ts';
import { type LayoutFailure, layoutSlip } from './layout.ts';
import { createPrinterLine } from './line.ts';
import { answerTimeoutMs, type DoubtCode, type JobOutcome, type RefusalCode } from './machine.ts';
import { type Leftover, prepare } from './prepare.ts';
import { runJob } from './runJob.ts';
import { createSession, poll, type Session } from './session.ts';
import type { SlipDocument } from './slip.ts';
import {
  faultOf,
  fromAutomatic,
  type PaperLevel,
  type PrinterCondition,
  type PrinterFault,
  unknownCondition,
} from './status.ts';

export type PrinterStatus = DeviceStatus<PrinterFault> & { readonly paper: PaperLevel; readonly slipNotTaken: boolean };

/**
 * `failed`: nothing of this job is on paper, it may be printed later. `unknown`: some or all of it may be; the driver never
 * sends it again by itself, a person decides.
 */
export type PrintOutcome = { readonly jobId: string } & (
  | { readonly is: 'printed'; readonly by: 'process-id' | 'fence'; readonly paper: PaperLevel }
  | { readonly is: 'failed'; readonly code: RefusalCode | LayoutFailure | 'closed' }
  | { readonly is: 'unknown'; readonly code: DoubtCode }
);

export type SlipPrinter = {
  readonly status: Observable<PrinterStatus>;
  /** Prints one slip; jobs wait for each other. Resolves always, within the time that paper and line need + about 5 s. */
  print(slip: SlipDocument, jobId: string): Promise<PrintOutcome>;
  /** After a person has cleared a jam: DLE ENQ 2, then a clean start. Resolves with whether the printer is ready now. */
  recover(): Promise<boolean>;
  start(): void;
  close(): Promise<void>;
};

export type SlipPrinterOptions = {
  factory: TransportFactory;
  clock: Clock;
  /** A number in [0, 1), for the jitter of reconnecting and for process ids. */
  random: () => number;
  baudRate: number;
  /** Paper speed for time-outs: too slow waits longer, too fast doubts too early. */
  speedMmPerS: number;
  /** `probe`: by GS ( k where the printer answers its size question, otherwise as dots. `dots` works everywhere. */
  qr: 'dots' | 'probe';
  /** True when the last run ended in the middle of a job: then the first clean-up cuts off what may hang there. */
  fragmentPossible: boolean;
  /** Font packages, or null for those installed beside the program. */
  fontFolders: FontFolders | null;
};

/** Cheap 80 mm printers; their data sheets say 150–260 mm/s, text with long fences is slower. */
export const defaultSpeedMmPerS = 100;
const heartbeatMs = 2000;

/** The printer as the house knows it: slips in, outcomes out, for ever reconnecting. */
export function createSlipPrinter(options: SlipPrinterOptions): SlipPrinter {
  const { clock, random, baudRate, speedMmPerS } = options;
  const connection = createConnection({ factory: options.factory, clock, random });
  const status = createObservable<PrinterStatus>({
    at: 'offline',
    reason: 'stopped',
    paper: 'unknown',
    slipNotTaken: false,
  });
  let session: Session | null = null;
  let condition: PrinterCondition = unknownCondition;
  let leftover: Leftover = { fragment: options.fragmentPossible, staleFences: 0 };
  let isClosed = false;
  let lastWork: Promise<unknown> = Promise.resolve();
  let drawing: Promise<Drawing> | null = null;
  let idCounter = Math.floor(random() * 36 ** 4);

  /** One thing at a time on the line: a status answer says not which question it belongs to. */
  function exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = lastWork.then(work);
    lastWork = result.catch(() => undefined);
    return result;
  }

  function nextProcessId(): string {
    idCounter = (idCounter + 1) % 36 ** 4;
    return idCounter.toString(36).toUpperCase().padStart(4, '0');
  }

  function publish(): void {
    const next = { ...present(), paper: condition.paper, slipNotTaken: condition.slipNotTaken };
    if (JSON.stringify(next) !== JSON.stringify(status.get())) status.set(next);
  }

  function present(): DeviceStatus<PrinterFault> {
    const now = connection.state.get();
    if (now.at === 'stopped') return { at: 'offline', reason: 'stopped' };
    if (now.at === 'waiting') return { at: 'offline', reason: now.why };
    // While it is being looked for again, a printer that was off line stays so instead of flickering.
    if (now.at === 'opening' || session === null || !session.isGreeted) {
      const before = status.get();
      return before.at === 'offline' && before.reason !== 'stopped' ? before : { at: 'connecting' };
    }
    const fault = faultOf(condition);
    return fault === null ? { at: 'ready' } : { at: 'faulty', code: fault };
  }

  connection.state.subscribe(now => {
    if (now.at === 'open') greet(now.transport);
    else leave();
    publish();
  });

  function greet(transport: Transport): void {
    const line = createPrinterLine({ transport, clock });
    const own = createSession(line);
    session = own;
    condition = unknownCondition;
    line.listen(reply => {
      if (reply.kind !== 'automatic') return;
      condition = { ...fromAutomatic(reply.bytes), slipNotTaken: condition.slipNotTaken };
      publish();
    });
    void exclusive(() => beat(own));
  }

  function leave(): void {
    session?.cancelHeartbeat();
    session = null;
    condition = unknownCondition;
  }

  /** Asks for everything; two silences in a row end the connection, because a dead line may look open for ever. */
  async function beat(own: Session): Promise<void> {
    if (session !== own) return;
    const polled = await poll(own, condition);
    if (session !== own) return;
    const isAlive = polled !== null;
    if (polled !== null) condition = polled;
    own.misses = isAlive ? 0 : own.misses + 1;
    if (own.misses >= 2) {
      connection.renew();
      return;
    }
    if (isAlive) {
      connection.confirm();
      if (!own.prepared && faultOf(condition) === null) await makeReady(own);
      if (session !== own) return;
      own.isGreeted = true;
      publish();
    }
    own.cancelHeartbeat = clock.setTimer(isAlive ? heartbeatMs : answerTimeoutMs, () => {
      void exclusive(() => beat(own));
    });
  }

  function learn(own: Session, heard: PrinterCondition): void {
    if (session !== own) return;
    condition = heard;
    publish();
  }

  /** Null when ready, otherwise why not. */
  async function makeReady(own: Session): Promise<RefusalCode | null> {
    const prepared = await prepare({
      line: own.line,
      clock,
      leftover,
      abilities: own.abilities,
      nextProcessId,
      probeQr: options.qr === 'probe',
      speedMmPerS,
      baudRate,
    });
    if (prepared.is === 'ready' || !isDeaf(prepared.outcome.code)) learn(own, prepared.condition);
    if (prepared.is === 'ready') {
      own.abilities = prepared.abilities;
      own.prepared = true;
      leftover = { fragment: false, staleFences: 0 };
      return null;
    }
    const { outcome } = prepared;
    if (outcome.is === 'unknown') leftover = { ...leftover, staleFences: outcome.unansweredFences };
    return outcome.code === 'unconfirmed' ? 'silent' : outcome.code;
  }

  async function printNow(slip: SlipDocument): Promise<JobOutcome | { is: 'failed'; code: LayoutFailure | 'closed' }> {
    const own = session;
    if (isClosed) return { is: 'failed', code: 'closed' };
    if (own === null) return { is: 'failed', code: 'lost' };
    if (!own.prepared) {
      const refusal = await makeReady(own);
      if (refusal !== null) return { is: 'failed', code: refusal };
    }
    const abilities = own.abilities ?? { fences: false, processIds: false, qrCommand: false };
    const rows = await layoutSlip(slip, { drawing: loadOnce, qr: abilities.qrCommand ? 'command' : 'dots' });
    if (!rows.ok) return { is: 'failed', code: rows.failure };
    const { outcome, condition: heard } = await runJob({
      plan: {
        segments: encodeRows(rows.value),
        processId: abilities.processIds ? nextProcessId() : null,
        fenced: abilities.fences,
        speedMmPerS,
        baudRate,
        staleFences: 0,
      },
      line: own.line,
      clock,
    });
    if (outcome.is === 'printed' || !isDeaf(outcome.code)) learn(own, heard);
    if (outcome.is === 'unknown') {
      // "Unconfirmed" was sent to its end and cut; every other doubt leaves a piece behind, now or when paper is back.
      leftover = { fragment: outcome.code !== 'unconfirmed', staleFences: outcome.unansweredFences };
      own.prepared = outcome.code === 'unconfirmed' && outcome.unansweredFences === 0;
    }
    return outcome;
  }

  function loadOnce(): Promise<Drawing> {
    drawing ??= options.fontFolders === null ? bundledDrawing() : loadDrawing(options.fontFolders);
    // A failed load is tried again with the next slip.
    drawing.catch(() => {
      drawing = null;
    });
    return drawing;
  }

  return {
    status,
    async print(slip, jobId) {
      const outcome = await exclusive(() => printNow(slip));
      if (outcome.is === 'unknown') return { jobId, is: 'unknown', code: outcome.code };
      return { jobId, ...outcome };
    },
    recover() {
      return exclusive(async () => {
        const own = session;
        if (own === null) return false;
        await own.line.write(recoverFromError);
        leftover = { ...leftover, fragment: true };
        own.prepared = false;
        const refusal = await makeReady(own);
        return refusal === null;
      });
    },
    start() {
      connection.start();
    },
    async close() {
      isClosed = true;
      await connection.close();
      await lastWork;
    },
  };
}

/** Nothing was heard, so nothing was learned about the printer. */
function isDeaf(code: DoubtCode): boolean {
  return code === 'silent' || code === 'lost';
}
