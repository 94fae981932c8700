import { type EventReading, type KnownEvent, type LoggedEvent, loggedEventSchema, readEvent } from '../domain/event.ts';
import { hashOf } from '../log/hash.ts';
import type { StreamEnd, StreamLine, StreamState } from '../log/logStore.ts';
import { type Database, integerOf, type Row, textOf } from './database.ts';

/** The event log of one database: append-only, and the outbox at the same time. */
export type EventLog = {
  insert(line: { event: LoggedEvent; hash: string; reading: EventReading['is'] }, storedAt: number): void;
  advance(state: StreamState): void;
  streamState(stream: string): StreamState | null;
  streamEnds(): readonly StreamEnd[];
  storedHash(stream: string, seq: number): string | null;
  readStream(request: { stream: string; afterSeq: number; limit: number }): readonly StreamLine[];
  quarantine(entry: { stream: string; seq: number; reason: string; raw: string }, storedAt: number): void;
  noteFork(fork: { stream: string; seq: number }, seenAt: number): void;
  /** Every event this program can read, in order of arrival. */
  knownEvents(): Iterable<KnownEvent>;
  /** Reads the events of newer programs again after an upgrade; returns those that are understood now. */
  rereadUnknown(storedAt: number): readonly KnownEvent[];
  /** The highest clock reading among the last events. */
  lastHlcs(): readonly string[];
};

const columns = 'id, stream, seq, dev, hall, hlc, bday, type, v, prev, body';

function eventOf(row: Row): LoggedEvent {
  return loggedEventSchema.parse({ ...row, body: JSON.parse(textOf(row, 'body')) });
}

/** Text of an event without parsing its body. */
function jsonOf(row: Row): string {
  const { body: _, ...envelope } = row;
  return `${JSON.stringify(envelope).slice(0, -1)},"body":${textOf(row, 'body')}}`;
}

/** Prepares the statements of the log on one connection. */
export function createEventLog(db: Database): EventLog {
  const insert = db.prepare(
    `INSERT INTO events (${columns}, hash, reading, stored_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const advance = db.prepare(
    'INSERT INTO streams (stream, hwm, last_hash) VALUES (?, ?, ?) ON CONFLICT (stream) DO UPDATE SET hwm = excluded.hwm, last_hash = excluded.last_hash',
  );
  const state = db.prepare<[string], Row>('SELECT hwm, last_hash FROM streams WHERE stream = ?');
  const ends = db.prepare<[], Row>('SELECT stream, hwm, last_hash FROM streams ORDER BY stream');
  const hash = db.prepare<[string, number], Row>('SELECT hash FROM events WHERE stream = ? AND seq = ?');
  const lines = db.prepare<[string, number, number], Row>(
    `SELECT ${columns} FROM events WHERE stream = ? AND seq > ? ORDER BY seq LIMIT ?`,
  );
  const rawLines = db.prepare<[string, number, number], Row>(
    `SELECT q.seq, q.raw FROM quarantined_events q WHERE q.stream = ? AND q.seq > ? AND q.seq <= ?
     AND NOT EXISTS (SELECT 1 FROM events e WHERE e.stream = q.stream AND e.seq = q.seq) ORDER BY q.seq`,
  );
  const quarantine = db.prepare(
    'INSERT INTO quarantined_events (stream, seq, raw_hash, reason, raw, stored_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const fork = db.prepare('INSERT INTO stream_forks (stream, seq, seen_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  // In pages, because a connection that is in the middle of a read allows no write.
  const known = db.prepare<[number], Row>(
    `SELECT position, ${columns} FROM events WHERE reading = 'known' AND position > ? ORDER BY position LIMIT 1000`,
  );
  const unknown = db.prepare<[], Row>(`SELECT ${columns} FROM events WHERE reading = 'unknown' ORDER BY position`);
  const setReading = db.prepare('UPDATE events SET reading = ? WHERE stream = ? AND seq = ?');
  const lastHlcs = db.prepare<[], Row>('SELECT hlc FROM events ORDER BY position DESC LIMIT 200');

  function setAsideRaw(entry: { stream: string; seq: number; reason: string; raw: string }, storedAt: number) {
    quarantine.run(entry.stream, entry.seq, hashOf(entry.raw), entry.reason, entry.raw, storedAt);
  }

  return {
    insert({ event, hash, reading }, storedAt) {
      const { id, stream, seq, dev, hall, hlc, bday, type, v, prev, body } = event;
      insert.run(id, stream, seq, dev, hall, hlc, bday, type, v, prev, JSON.stringify(body), hash, reading, storedAt);
    },
    advance: ({ stream, hwm, lastHash }) => void advance.run(stream, hwm, lastHash),
    streamState(stream) {
      const row = state.get(stream);
      return row === undefined ? null : { stream, hwm: integerOf(row, 'hwm'), lastHash: textOf(row, 'last_hash') };
    },
    streamEnds: () =>
      ends.all().map(row => ({
        stream: textOf(row, 'stream'),
        lastSeq: integerOf(row, 'hwm'),
        lastHash: textOf(row, 'last_hash'),
      })),
    storedHash(stream, seq) {
      const row = hash.get(stream, seq);
      return row === undefined ? null : textOf(row, 'hash');
    },
    readStream({ stream, afterSeq, limit }) {
      const found = lines.all(stream, afterSeq, limit).map(row => ({ seq: integerOf(row, 'seq'), json: jsonOf(row) }));
      // Lines whose envelope could not be read are relayed as they came, or the receiver behind would see a gap for ever.
      const upTo = found.length === limit ? (found.at(-1)?.seq ?? afterSeq) : Number.MAX_SAFE_INTEGER;
      const raw = rawLines.all(stream, afterSeq, upTo);
      if (raw.length === 0) return found;
      const all = [...found, ...raw.map(row => ({ seq: integerOf(row, 'seq'), json: textOf(row, 'raw') }))];
      return all.sort((a, b) => a.seq - b.seq).slice(0, limit);
    },
    quarantine: setAsideRaw,
    noteFork: ({ stream, seq }, seenAt) => void fork.run(stream, seq, seenAt),
    *knownEvents() {
      for (let after = 0; ; ) {
        const page = known.all(after);
        for (const row of page) {
          after = integerOf(row, 'position');
          const reading = readEvent(eventOf(row));
          if (reading.is === 'known') yield reading.event;
        }
        if (page.length === 0) return;
      }
    },
    rereadUnknown(storedAt) {
      const understood: KnownEvent[] = [];
      for (const row of unknown.all()) {
        const event = eventOf(row);
        const reading = readEvent(event);
        if (reading.is === 'unknown') continue;
        setReading.run(reading.is, event.stream, event.seq);
        if (reading.is === 'known') understood.push(reading.event);
        else setAsideRaw({ ...event, reason: reading.reason, raw: jsonOf(row) }, storedAt);
      }
      return understood;
    },
    lastHlcs: () => lastHlcs.all().map(row => textOf(row, 'hlc')),
  };
}
