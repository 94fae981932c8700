import { type HallSetup, hallSetupSchema } from '../domain/hallSetup.ts';
import { type Database, type Row, textOf } from './database.ts';

/** Name of the document that holds the hall setup. */
export const setupDocument = 'setup';

export type Documents = {
  read(name: string): unknown;
  write(name: string, value: unknown): void;
  /** The hall setup, or null when there is none that this program can read. */
  setup(): HallSetup | null;
};

/** Prepares the statements of one connection. */
export function createDocuments(db: Database): Documents {
  const get = db.prepare<[string], Row>('SELECT value FROM documents WHERE name = ?');
  const put = db.prepare(
    'INSERT INTO documents (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  let setup: HallSetup | null = null;
  function read(name: string): unknown {
    const row = get.get(name);
    return row === undefined ? null : JSON.parse(textOf(row, 'value'));
  }
  return {
    read,
    write(name, value) {
      put.run(name, JSON.stringify(value) ?? 'null');
      if (name === setupDocument) setup = null;
    },
    setup() {
      setup ??= hallSetupSchema.safeParse(read(setupDocument)).data ?? null;
      return setup;
    },
  };
}
