// A hub at the end of a crowded day, as a process of its own for the suite `hub`: fills HALL_DATA with a day, says who is signed in, and becomes the hub.
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSessionBook } from '../../hall/api/sessionBook.ts';
import type { EventDraft } from '../../hall/domain/event.ts';
import { type HallSetup, hallSetupSchema } from '../../hall/domain/hallSetup.ts';
import {
  accountIdSchema,
  callIdSchema,
  counterIdSchema,
  deviceIdSchema,
  ticketIdSchema,
} from '../../hall/domain/ids.ts';
import { systemRandom } from '../../hall/log/systemRandom.ts';
import type { HallStore } from '../../hall/store/hallStore.ts';
import { openHallStore } from '../../hall/store/openHallStore.ts';

/** What the parent is told. `tokens[i]` belongs to the clerk of `counters[i]`. */
export type BusyDesks = { counters: readonly string[]; tokens: readonly string[] };

const counterCount = 200;
const finishedTickets = 99_000;
const waitingTickets = 1_000;
const together = 60;

const folder = process.env['HALL_DATA'] ?? '';
const counters = Array.from({ length: counterCount }, (_, i) => `counter-${i + 1}`);
const accounts = counters.map((_, i) => accountIdSchema.parse(String(3001 + i)));

function openStore(): HallStore {
  const opened = openHallStore({
    databasePath: join(folder, 'hub/hub.db'),
    witnessPath: join(folder, 'witness/hub.journal'),
    device: deviceIdSchema.parse('hub-1'),
    hall: 1,
    clock: Date.now,
    random: systemRandom,
    nativeBinding: null,
    role: 'hub',
  });
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

/** The example hall with 200 counters, a third of them for every queue, the others for two. */
function writeSetup(store: HallStore) {
  const example: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../resources/hall.example.json'), 'utf8'),
  );
  const setup = hallSetupSchema.parse(example);
  const ids = setup.queues.map(queue => queue.id);
  const wide = hallSetupSchema.parse({
    ...setup,
    openingHours: null,
    counters: counters.map((id, i) => ({
      id,
      number: i + 1,
      queues: i % 3 === 0 ? [] : [ids[i % ids.length], ids[(i + 1) % ids.length]],
    })),
  });
  store.writeDocument('setup', wide);
  for (const account of accounts)
    store.putAccount({
      account,
      role: 'clerk',
      pinHash: 'not to sign in with',
      mustChangePin: false,
      isDisabled: false,
      lastSignInAt: null,
    });
  return { setup: wide, queues: setup.queues };
}

/** A day's numbers, by the same verbs as in a hall; only many of them in one transaction. */
function playDay(store: HallStore, queues: HallSetup['queues']): void {
  for (let done = 0; done < finishedTickets + waitingTickets; done += together) {
    const issued = store.issueTogether(
      Array.from({ length: together }, (_, i) => {
        const queue = queues[(done + i) % queues.length];
        if (queue === undefined) throw new Error('a hall without queues');
        // A kiosk's own series: the shared one ends at 999 a letter.
        const number = { queue: queue.id, letter: queue.letter, series: 'K', language: 'zh', priority: 0 } as const;
        return { ticket: ticketIdSchema.parse(randomUUID()), ...number, requestId: null, personKey: null };
      }),
    );
    store.append(
      issued.flatMap((outcome, i): EventDraft[] => {
        if (!outcome.ok) throw new Error(outcome.failure.message);
        const { ticket } = outcome.value;
        const printed = { type: 'ticket.printed', body: { ticket, job: randomUUID() } } as const;
        if (done + i >= finishedTickets) return [printed];
        const place = (done + i) % counterCount;
        const at = {
          ticket,
          leg: 0,
          counter: counterIdSchema.parse(counters[place]),
          clerk: accountIdSchema.parse(accounts[place]),
        };
        return [
          printed,
          { type: 'ticket.called', body: { ...at, call: callIdSchema.parse(randomUUID()), why: '等候最久' } },
          { type: 'ticket.serving', body: at },
          { type: 'ticket.done', body: at },
        ];
      }),
    );
  }
}

const store = openStore();
const { setup, queues } = writeSetup(store);
writeFileSync(join(folder, 'hall.json'), JSON.stringify({ ...setup, accounts: [] }));
playDay(store, queues);
const sessions = createSessionBook({ store, now: Date.now });
const tokens = accounts.map(account => sessions.open(account));
store.close();
process.send?.({ counters, tokens } satisfies BusyDesks);
// From here on it is the hub itself; it says `ready` by itself.
process.argv.splice(2, 1, '--port', '0', '--tls-port', '0');
await import('../../hall/hub.ts');
