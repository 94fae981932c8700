import { type Database, type Row, textOf } from './database.ts';

export type Devices = {
  byToken(tokenHash: Uint8Array): string | null;
  put(device: string, tokenHash: Uint8Array): void;
};

/** Prepares the statements of one connection. Only hashes of credentials are kept. */
export function createDevices(db: Database): Devices {
  const find = db.prepare<[Uint8Array], Row>('SELECT device FROM devices WHERE token_hash = ?');
  const put = db.prepare(
    'INSERT INTO devices (device, token_hash) VALUES (?, ?) ON CONFLICT (device) DO UPDATE SET token_hash = excluded.token_hash',
  );
  return {
    byToken(tokenHash) {
      const row = find.get(tokenHash);
      return row === undefined ? null : textOf(row, 'device');
    },
    put: (device, tokenHash) => void put.run(device, tokenHash),
  };
}
