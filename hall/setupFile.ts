import type { HallSetup } from './domain/hallSetup.ts';
import type { HallStore } from './store/hallStore.ts';

/** What `hall.json` said when it last agreed with the database. */
const documentName = 'hall-file';

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Brings `hall.json` and the database together at the start. The database is what the hall runs with; the file is the
 * first set-up, a copy that survives a lost database, and a way in for somebody with an editor. A file that was changed
 * since both agreed is a new set-up; a file that only fell behind (a crash between the two) is written anew.
 */
export function meetSetupFile({
  store,
  file,
  write,
}: {
  store: HallStore;
  file: HallSetup;
  write: (setup: HallSetup) => void;
}): void {
  const present = store.setup();
  const agreed = store.readDocument(documentName);
  if (present === null) store.writeDocument('setup', file);
  else if (!same(present, file)) {
    if (agreed !== null && same(agreed, file)) write(present);
    else store.acceptSetup({ setup: file, account: null, how: 'file' });
  }
  store.writeDocument(documentName, store.setup());
}

/** Keeps `hall.json` up with every accepted set-up. Returns the way to stop. */
export function keepSetupFile({ store, write }: { store: HallStore; write: (setup: HallSetup) => void }): () => void {
  return store.onCommitted(events => {
    const setup = store.setup();
    if (setup === null || !events.some(({ type }) => type === 'setup.changed')) return;
    write(setup);
    store.writeDocument(documentName, setup);
  });
}
