import type { BusinessDay } from '../domain/businessDay.ts';
import type { Database } from './database.ts';

/** Orders that were carried out, so that one repeated after a crash of the hub still has one effect. Kept for a day. */
export type AnsweredRequests = {
  has(request: string): boolean;
  add(request: string, bday: BusinessDay): void;
};

/** Prepares the statements of one connection. */
export function createAnsweredRequests(db: Database): AnsweredRequests {
  const find = db.prepare<[string]>('SELECT 1 FROM answered_requests WHERE request = ?');
  const put = db.prepare('INSERT INTO answered_requests (request, bday) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const dropOthers = db.prepare('DELETE FROM answered_requests WHERE bday <> ?');
  let tidiedFor: BusinessDay | null = null;
  return {
    has: request => find.get(request) !== undefined,
    add(request, bday) {
      if (tidiedFor !== bday) dropOthers.run(bday);
      tidiedFor = bday;
      put.run(request, bday);
    },
  };
}
