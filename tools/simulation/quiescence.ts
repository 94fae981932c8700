import BetterSqlite3 from 'better-sqlite3';
import { openRebuild } from '../../hall/store/openRebuild.ts';
import { sharedTicketId } from '../../electron/station/ownTicketId.ts';
import type { StorageFault } from './faults.ts';
import type { Hall, Place } from './hall.ts';

type Line = { stream: string; seq: number; hash: string };

function linesOf(place: Place): Line[] {
  const db = new BetterSqlite3(place.machine.databasePath(), { readonly: true });
  const lines = db
    .prepare<[], Line>(
      `SELECT stream, seq, hash FROM events UNION ALL
       SELECT q.stream, q.seq, '' FROM quarantined_events q WHERE q.stream <> '' AND q.reason = 'unreadable envelope'`,
    )
    .all();
  db.close();
  return lines;
}

/** Invariants 11 and 14, while everything still runs: nobody has anything left to send. */
function checkOutboxes(hall: Hall) {
  const { ledger } = hall;
  for (const place of [hall.hub, ...hall.kiosks]) {
    const target = place.uplink === 'hub' ? hall.hub : hall.region;
    const ends = place.machine.store()?.outbox.streamEnds() ?? [];
    const marks = target.machine.store()?.highWaterMarks(ends.map(end => end.stream)).hwm ?? {};
    const left = ends.filter(end => (marks[end.stream] ?? 0) < end.lastSeq);
    if (left.length > 0) ledger.violate(11, `${place.name} → ${target.name}: ${left.length} streams are not there`);
    if ((place.sender?.state().backlog ?? 0) > 0) ledger.violate(14, `${place.name} still has a backlog`);
  }
  if (hall.strange.state().backlog > 0) ledger.violate(15, 'events behind a wrong one have not arrived');
}

/** Invariants 1, 2 and 3 as the hub sees them when all is told. */
function checkTickets(hall: Hall, fault: StorageFault) {
  const { ledger } = hall;
  const hub = hall.hub.machine.store();
  const region = hall.region.machine.store();
  if (hub === null || region === null) return;
  for (const { request, ticket, label, series } of ledger.allShown()) {
    // A hub that lost both its newest pages and its journal has lost two disks: only the numbers of kiosks are promised then.
    // After a replaced hub the kiosks tell it theirs, as long as it is the day they were given on.
    const isTold = fault !== 'hubReplaced' || ledger.sometimes.night === 0;
    const isPromised = series !== 'shared' || (fault !== 'hubWithoutJournal' && isTold);
    if (isPromised && region.ticket(ticket)?.facts.issued?.label !== label) ledger.violate(2, `${label} is lost`);
    const late = series === 'shared' ? null : hub.ticket(sharedTicketId(request));
    if (late !== null && late.facts.claim?.at !== 'voided')
      ledger.violate(3, `${late.facts.issued?.label} was never voided, ${label} was shown`);
  }
}

/** Invariant 9: one key, one content, everywhere; and 11: every line of every author is at the region. */
function checkLines(hall: Hall, fault: StorageFault) {
  const { ledger } = hall;
  const region = new Map(linesOf(hall.region).map(line => [`${line.stream}/${line.seq}`, line.hash]));
  for (const place of [hall.hub, ...hall.kiosks]) {
    const key = (line: Line) => `${line.stream}/${line.seq}`;
    const lines = linesOf(place);
    const other = lines.find(line => region.has(key(line)) && region.get(key(line)) !== line.hash);
    if (other !== undefined) ledger.violate(9, `${key(other)} differs at ${place.name} and the region`);
    const missing = lines.find(line => !region.has(key(line)));
    if (missing !== undefined) ledger.violate(11, `${key(missing)} of ${place.name} never came to the region`);
  }
  const atHub = new Set(linesOf(hall.hub).map(line => `${line.stream}/${line.seq}`));
  const isHubWhole = fault !== 'hubRestored' && fault !== 'hubWithoutJournal' && fault !== 'hubReplaced';
  const lost = [...region.keys()].find(key => !atHub.has(key));
  if (isHubWhole && lost !== undefined) ledger.violate(12, `${lost} is at the region and not at the hub`);
}

/** Invariants 10 and 12: the tables are what the log says, and the same at hub and region. */
function checkDigests(hall: Hall, fault: StorageFault) {
  const { ledger } = hall;
  const digests = [hall.hub, hall.region].map(place => {
    const rebuilt = openRebuild({
      databasePath: place.machine.databasePath(),
      nativeBinding: null,
      clock: hall.trueTime,
    });
    if (!rebuilt.ok) throw new Error(rebuilt.failure.message);
    const { before, after } = rebuilt.value;
    if (before !== after) ledger.violate(10, `${place.name}: its tables are not what its log says`);
    return after;
  });
  // A restored hub gets its own calls back from the region only when it is rebuilt; until then it knows less.
  const isHubWhole = fault !== 'hubRestored' && fault !== 'hubWithoutJournal' && fault !== 'hubReplaced';
  if (isHubWhole && digests[0] !== digests[1]) ledger.violate(12, 'hub and region disagree');
  hall.scheduler.note(digests.join(' '));
}

/** Judges a hall that was healed and left alone long enough. Closes it. */
export function judgeQuiescence(hall: Hall, fault: StorageFault) {
  checkOutboxes(hall);
  checkTickets(hall, fault);
  hall.close();
  checkLines(hall, fault);
  checkDigests(hall, fault);
}
