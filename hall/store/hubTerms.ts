import { type HubTerm, hubTermSchema } from '../domain/hubTerm.ts';
import { type Database, integerOf, type Row, textOf } from './database.ts';

/** Terms in which hubs have led the hall. One hub takes one term once, so a row never changes. */
export type HubTerms = { add(term: HubTerm): void; all(): readonly HubTerm[] };

/** Prepares the statements of one connection. Of two rows of one hub and term the smaller text stands, in any order of arrival. */
export function createHubTerms(db: Database): HubTerms {
  const add = db.prepare(
    'INSERT INTO hub_terms (term_hub, hub, term, mark, shared_from) VALUES (?, ?, ?, ?, ?) ON CONFLICT (term_hub) DO UPDATE SET mark = min(mark, excluded.mark), shared_from = min(shared_from, excluded.shared_from)',
  );
  const all = db.prepare<[], Row>('SELECT hub, term, mark, shared_from FROM hub_terms ORDER BY term, hub');
  return {
    add: ({ hub, term, mark, sharedFrom }) => void add.run(`${term} ${hub}`, hub, term, mark, sharedFrom ?? ''),
    all: () =>
      all.all().map(row => {
        const sharedFrom = textOf(row, 'shared_from');
        return hubTermSchema.parse({
          hub: row['hub'],
          term: integerOf(row, 'term'),
          mark: row['mark'],
          sharedFrom: sharedFrom === '' ? null : sharedFrom,
        });
      }),
  };
}
