import { highWaterMarksSchema } from '../domain/syncApi.ts';
import type { PeerProgress } from '../log/logStore.ts';
import { type Database, integerOf, type Row, textOf } from './database.ts';

export type Peers = {
  read(peer: string): PeerProgress | null;
  write(peer: string, progress: PeerProgress): void;
};

/** Prepares the statements of one connection. */
export function createPeers(db: Database): Peers {
  const get = db.prepare<[string], Row>('SELECT incarnation, hwm FROM peers WHERE peer = ?');
  const put = db.prepare(
    'INSERT INTO peers (peer, incarnation, hwm) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET incarnation = excluded.incarnation, hwm = excluded.hwm',
  );
  return {
    read(peer) {
      const row = get.get(peer);
      if (row === undefined) return null;
      const hwm = highWaterMarksSchema.parse(JSON.parse(textOf(row, 'hwm')));
      return { incarnation: integerOf(row, 'incarnation'), hwm };
    },
    write: (peer, { incarnation, hwm }) => void put.run(peer, incarnation, JSON.stringify(hwm)),
  };
}
