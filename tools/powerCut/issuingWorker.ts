import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { deviceIdSchema, queueIdSchema, requestIdSchema, ticketIdSchema } from '../../hall/domain/ids.ts';
import { systemRandom } from '../../hall/log/systemRandom.ts';
import { createHallStore } from '../../hall/store/createHallStore.ts';
import type { HallStore, IssueRequest } from '../../hall/store/hallStore.ts';
import { migrate } from '../../hall/store/migrate.ts';
import { allMigrations } from '../../hall/store/migrations/allMigrations.ts';
import { openHallStore } from '../../hall/store/openHallStore.ts';
import { recoverNumbers } from '../../hall/store/recover.ts';
import { createSession } from '../../hall/store/session.ts';
import type { Witness } from '../../hall/store/witness.ts';

/*
 * Issues numbers and says each one on standard output after issue() has returned – the moment a citizen would see it.
 * Arguments: database, witness, how many (0 = until killed), `product` or `library_default`, `hub` or `kiosk`.
 */
const [databasePath = '', witnessPath = '', howMany = '0', mode = 'product', roleName = 'kiosk'] =
  process.argv.slice(2);
const role = roleName === 'hub' ? 'hub' : 'kiosk';
const device = deviceIdSchema.parse(role);
const random = systemRandom;
const author = { device, hall: 1, clock: Date.now, random };

function openProduct(): HallStore {
  const opened = openHallStore({ ...author, databasePath, witnessPath, nativeBinding: null, role });
  if (opened.ok) return opened.value;
  throw new Error(`${opened.failure.code}: ${opened.failure.message}`);
}

/** The negative control: the same store on a connection as the library gives it, and a witness that remembers nothing. */
function openControl(): HallStore {
  const witness: Witness = { exists: () => true, records: () => [], holds: () => true, append() {}, close() {} };
  const db = new BetterSqlite3(databasePath);
  db.pragma('journal_mode = WAL');
  migrate(db, { databasePath, migrations: allMigrations });
  const session = createSession(db, { author, role });
  recoverNumbers({ session, witness, author, role, isReplacement: false });
  const reopen = () => {
    throw new Error('the control is not opened again');
  };
  return createHallStore({ author, role, witness, session, reopen, wasPrinting: false });
}

function request(): IssueRequest {
  return {
    ticket: ticketIdSchema.parse(randomUUID()),
    queue: queueIdSchema.parse('household'),
    letter: 'A',
    series: role === 'hub' ? 'shared' : 'K',
    language: 'zh',
    priority: 0,
    requestId: requestIdSchema.parse(randomUUID()),
    personKey: null,
  };
}

const store = mode === 'library_default' ? openControl() : openProduct();
writeSync(1, 'open\n');
const count = Number(howMany) === 0 ? Number.POSITIVE_INFINITY : Number(howMany);
for (let i = 1; i <= count; i += 1) {
  // A hub commits what several kiosks ask for at once together.
  const answers = role === 'hub' ? store.issueTogether([request(), request(), request()]) : [store.issue(request())];
  for (const answer of answers)
    writeSync(1, answer.ok ? `${answer.value.label} ${answer.value.ticket}\n` : `refused ${answer.failure.code}\n`);
  // Halls are idle now and then; the WAL is put away and begins again.
  if (i % 100 === 0) store.checkpoint();
}
store.close();
writeSync(1, 'closed\n');
