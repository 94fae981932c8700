import type { HallSetup } from '../domain/hallSetup.ts';
import type { AccountId } from '../domain/ids.ts';
import type { SetupOrigin } from '../domain/setupOrigin.ts';
import { setupDocument } from './documents.ts';
import type { Session, Writing } from './session.ts';
import type { SetupRevision } from './setupRevisions.ts';

/** Writes a new set-up with its place in the history. What the hall ran with before its first change becomes revision 0. */
export function acceptSetup(
  { documents, setupRevisions }: Session,
  { nowMs, record }: Writing,
  { setup, account, how }: { setup: HallSetup; account: AccountId | null; how: SetupOrigin },
): SetupRevision {
  const before = documents.setup();
  let last = setupRevisions.last()?.revision ?? null;
  if (last === null && before !== null) {
    setupRevisions.add({ revision: 0, savedAt: nowMs, account: null, how: 'first' }, before);
    last = 0;
  }
  const accepted: SetupRevision = { revision: last === null ? 0 : last + 1, savedAt: nowMs, account, how };
  setupRevisions.add(accepted, setup);
  documents.write(setupDocument, setup);
  record([{ type: 'setup.changed', body: { revision: accepted.revision, account, how } }], null);
  return accepted;
}
