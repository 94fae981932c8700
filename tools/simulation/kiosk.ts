import { createTakeTicket, type SharedAnswer } from '../../electron/station/takeTicket.ts';
import { ownTicketId, sharedTicketId } from '../../electron/station/ownTicketId.ts';
import { businessDayAt } from '../../hall/domain/businessDay.ts';
import type { IssueShared, ReportNumbers, TakenTicket } from '../../hall/domain/hallApi.ts';
import { hallSetupSchema } from '../../hall/domain/hallSetup.ts';
import { deviceIdSchema, queueIdSchema, type RequestId, requestIdSchema } from '../../hall/domain/ids.ts';
import { takeReportedNumbers } from '../../hall/api/reportedNumbers.ts';
import { createSharedReport } from '../../electron/station/sharedReport.ts';
import type { HallStore } from '../../hall/store/hallStore.ts';
import type { Hall, Place } from './hall.ts';
import { PowerCut } from './machine.ts';

/** The touch of a citizen may come to the same request again; then the same number is due. */
export type KioskPlay = { touch(): void };

const hubAnswerMs = 400;
const reportAnswerMs = 5000;
/** Until everything has healed and come together. */
const lineWatchedMs = 5 * 60_000;
const queue = queueIdSchema.parse('social');
const other = queueIdSchema.parse('medical');
const text = { zh: '社会保险', ug: null, en: null };
export const simulatedSetup = hallSetupSchema.parse({
  hall: { id: 4021, name: text },
  queues: [
    { id: 'social', letter: 'A', name: text, department: null, area: null, mostUsed: true },
    { id: 'medical', letter: 'B', name: text, department: null, area: null, mostUsed: true },
  ],
  counters: [{ id: 'c1', number: 1, queues: [] }],
});

/** The hub's side of `POST /api/issue`; null = the hub is off, or its power went before it could answer. */
function issueAtHub(hall: Hall, { ticket, language, priority }: IssueShared): SharedAnswer | null {
  const store = hall.hub.machine.store();
  if (store === null) return null;
  try {
    const outcome = store.issue({
      ticket,
      queue,
      letter: 'A',
      series: 'shared',
      language,
      priority,
      requestId: null,
      personKey: null,
    });
    if (outcome.ok) return { is: 'issued', number: { ...outcome.value, ahead: 0 } };
    if (outcome.failure.code === 'voided') hall.ledger.sometimes.voidBeforeRequest += 1;
    return outcome.failure.code === 'storage_failed' ? { is: 'unclear' } : { is: 'refused' };
  } catch (error) {
    if (error instanceof PowerCut) return { is: 'unclear' };
    throw error;
  }
}

/** A store whose late numbers are forgotten instead of voided, for the run without that guard. */
function withoutVoid(store: HallStore): HallStore {
  return {
    ...store,
    append: drafts => store.append(drafts.filter(draft => draft.type !== 'number.voided')),
  };
}

/** Plays the touches, screens and paper of one kiosk with the real take-ticket rule. */
export function playKiosk(hall: Hall, kiosk: Place): KioskPlay {
  const { scheduler, chance, ledger, network } = hall;
  let take: ReturnType<typeof createTakeTicket> | null = null;
  let report: ReturnType<typeof createSharedReport> | null = null;
  /** The process of the hub this kiosk has its line to; another one is a new line. */
  let lineTo: number | null = null;
  const asked = new Set<RequestId>();

  async function issueShared(request: IssueShared): Promise<SharedAnswer> {
    const boot = kiosk.machine.boot();
    const reply = await network.ask({
      from: kiosk.name,
      to: 'hub',
      name: 'issue',
      timeoutMs: hubAnswerMs,
      work: () => issueAtHub(hall, request),
      stillThere: () => kiosk.machine.boot() === boot,
    });
    const answer: SharedAnswer =
      reply.is === 'answer' ? reply.value : reply.is === 'closed' ? { is: 'refused' } : { is: 'unclear' };
    if (answer.is === 'unclear' && hall.hub.machine.store()?.ticket(request.ticket)) ledger.sometimes.lateNumber += 1;
    return answer;
  }

  async function reportNumbers(numbers: ReportNumbers): Promise<boolean> {
    const boot = kiosk.machine.boot();
    const reply = await network.ask({
      from: kiosk.name,
      to: 'hub',
      name: 'numbers',
      timeoutMs: reportAnswerMs,
      work() {
        const store = hall.hub.machine.store();
        if (store === null) return null;
        const taken = takeReportedNumbers({ store, device: deviceIdSchema.parse(kiosk.name) }, numbers);
        if (taken > 0) ledger.sometimes.numberToldByKiosk += 1;
        return true;
      },
      stillThere: () => kiosk.machine.boot() === boot,
    });
    return reply.is === 'answer';
  }

  /** The live stream of the hub, as far as it matters here: the kiosk notices that there is a line, or another one. */
  function watchLine() {
    const { machine } = hall.hub;
    const isThere = machine.store() !== null && !network.cutOff.has('hub') && !network.cutOff.has(kiosk.name);
    if (!isThere || machine.boot() !== lineTo) {
      lineTo = null;
      if (kiosk.machine.store() !== null) report?.look();
    }
    if (isThere && kiosk.machine.store() !== null) {
      lineTo = machine.boot();
      report?.look();
    }
    if (scheduler.now() < lineWatchedMs) scheduler.after(chance.between(500, 5000), `${kiosk.name} line`, watchLine);
  }

  function begin() {
    const store = kiosk.machine.store();
    if (store === null) return;
    if (store.setup() === null) store.writeDocument('setup', simulatedSetup);
    const ports = {
      store: hall.without.has('void-late-number') ? withoutVoid(store) : store,
      mark: () => kiosk.mark,
      issueShared,
      waitingAtHub: () => null,
      waitAtHub: () => null,
      personKey: () => null,
      personForHub: () => null,
      qrOf: () => '',
      isOverAtHub: () => false,
      today: () => store.today(),
      now: () => hall.trueTime() + kiosk.clockOffsetMs,
    };
    take = createTakeTicket(ports);
    report = createSharedReport({ store, isUp: () => lineTo !== null, report: reportNumbers });
    for (const job of store.openPrintJobs()) if (job.at === 'queued') printLater(job.job);
  }

  function onScreen(request: RequestId, taken: TakenTicket) {
    const { ticket, label, series, issuedAt } = taken;
    scheduler.note(`${kiosk.name} shows ${label}`);
    if (series !== 'shared') ledger.sometimes.ownNumber += 1;
    ledger.shown({ request, ticket, label, series, kiosk: kiosk.name, bday: businessDayAt(issuedAt) });
    const job = kiosk.machine
      .store()
      ?.openPrintJobs()
      .find(open => open.ticket === ticket && open.at === 'queued');
    if (job !== undefined) printLater(job.job);
  }

  function printLater(job: string) {
    const boot = kiosk.machine.boot();
    const still = () => (kiosk.machine.boot() === boot ? kiosk.machine.store() : null);
    scheduler.after(chance.between(50, 1500), `${kiosk.name} prints`, () => {
      const store = still();
      const found = store?.printJob(job) ?? null;
      if (store === null || found?.at !== 'queued') return;
      store.setPrintJob(job, 'sending', null);
      ledger.printed(found.ticket);
      scheduler.after(chance.between(200, 1200), `${kiosk.name} has printed`, () => {
        const outcome = chance.pick(['printed', 'printed', 'printed', 'printed', 'failed', 'uncertain'] as const);
        if (outcome === 'uncertain') ledger.sometimes.printUncertain += 1;
        still()?.setPrintJob(job, outcome, outcome === 'printed' ? null : 'simulated');
      });
    });
  }

  async function ask(request: RequestId) {
    if (take === null || kiosk.machine.store() === null) return;
    const boot = kiosk.machine.boot();
    const result = await take({
      requestId: request,
      queue,
      language: 'zh',
      useCard: false,
      again: false,
      also: [...ledger.matters(request)],
      class: null,
    });
    if (kiosk.machine.boot() !== boot || kiosk.machine.store() === null || !result.ok) return;
    asked.delete(request);
    onScreen(request, result.value);
  }

  kiosk.onStart.push(() => {
    begin();
    // Pages that were waiting when the kiosk died: some come back with the same touch, the others are gone.
    for (const request of asked) {
      asked.delete(request);
      if (chance.happens(0.4)) continue;
      ledger.sometimes.touchAfterCrash += 1;
      scheduler.after(chance.between(100, 3000), `${kiosk.name} page is back`, () => {
        asked.add(request);
        void ask(request);
      });
    }
  });
  begin();
  scheduler.after(1000, `${kiosk.name} line`, watchLine);

  return {
    touch() {
      if (kiosk.machine.store() === null) return;
      const request = requestIdSchema.parse(chance.uuid());
      const also = chance.happens(0.25) ? [other] : [];
      ledger.touched({ request, tickets: [sharedTicketId(request), ownTicketId(request)], also });
      asked.add(request);
      void ask(request);
      if (!chance.happens(0.15)) return;
      ledger.sometimes.repeatedTouch += 1;
      const restores = ledger.sometimes.kioskRolledBack;
      scheduler.after(chance.between(1, 900), `${kiosk.name} is touched again`, () => {
        // Nobody puts a disk back while a page stands open before a citizen.
        if (ledger.sometimes.kioskRolledBack === restores) void ask(request);
      });
    },
  };
}
