import { randomUUID } from 'node:crypto';
import type { PrintEntry } from '../../hall/domain/liveEntries.ts';
import type { TicketId } from '../../hall/domain/ids.ts';
import type { HallStore, PrintJob, PrintJobAt } from '../../hall/store/hallStore.ts';
import type { PrintOutcome } from '../../native/printer/driver.ts';
import type { SlipDocument } from '../../native/printer/slip.ts';

/** Print states of so many tickets stay on the live stream: enough for the page that waits, no more. */
const shownJobs = 8;

export type PrintQueue = {
  /** Takes up what is queued; returns at once. */
  wake(): void;
  /** A citizen or clerk asks for the paper again: same number, marked as a copy. */
  reprint(ticket: TicketId): PrintEntry;
  entries(): readonly PrintEntry[];
  onChange(listener: () => void): () => void;
};

/**
 * Ticket → paper, at most once by itself. `sending` is on disk before the first byte, so after a crash a half-sent job is
 * known as uncertain and never printed again without a person.
 */
export function createPrintQueue(ports: {
  store: HallStore;
  slipOf(ticket: TicketId, copy: boolean): SlipDocument | null;
  /** null = this kiosk has no printer. */
  print: ((slip: SlipDocument, jobId: string) => Promise<PrintOutcome>) | null;
}): PrintQueue {
  const { store } = ports;
  const shown = new Map<TicketId, PrintEntry>();
  const listeners = new Set<() => void>();
  let running = false;

  function show(job: PrintJob, at: PrintJobAt, reason: string | null): void {
    shown.delete(job.ticket);
    shown.set(job.ticket, { ticket: job.ticket, at, reason });
    for (const oldest of [...shown.keys()].slice(0, Math.max(0, shown.size - shownJobs))) shown.delete(oldest);
    for (const listener of listeners) listener();
  }

  function settle(job: PrintJob, at: 'printed' | 'failed' | 'uncertain', reason: string | null): void {
    store.setPrintJob(job.job, at, reason);
    show(job, at, reason);
  }

  async function run(job: PrintJob): Promise<void> {
    const slip = ports.slipOf(job.ticket, job.reprint);
    if (ports.print === null || slip === null)
      return settle(job, 'failed', ports.print === null ? 'absent' : 'no_ticket');
    store.setPrintJob(job.job, 'sending', null);
    show(job, 'sending', null);
    const outcome = await ports.print(slip, job.job);
    switch (outcome.is) {
      case 'printed':
        return settle(job, 'printed', null);
      case 'failed':
        return settle(job, 'failed', outcome.code);
      case 'unknown':
        return settle(job, 'uncertain', outcome.code);
    }
  }

  async function drain(): Promise<void> {
    running = true;
    try {
      for (;;) {
        const next = store.openPrintJobs().find(job => job.at === 'queued');
        if (next === undefined) return;
        await run(next);
      }
    } finally {
      running = false;
    }
  }

  return {
    wake() {
      if (!running) void drain();
    },
    reprint(ticket) {
      const job = randomUUID();
      store.createPrintJob({ job, ticket, reprint: true });
      const entry: PrintEntry = { ticket, at: 'queued', reason: null };
      shown.set(ticket, entry);
      if (!running) void drain();
      return entry;
    },
    entries: () => [...shown.values()],
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
