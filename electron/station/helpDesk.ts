import { randomUUID } from 'node:crypto';
import type { HubEntries, OwnHelp } from '../../hall/domain/liveEntries.ts';
import { isHelpOpen } from '../../hall/domain/helpCall.ts';
import { hlcToMs } from '../../hall/domain/ticket.ts';
import type { HallStore } from '../../hall/store/hallStore.ts';
import type { HubLink } from './hubLink.ts';

/** Calls staff from this kiosk and says honestly what became of it. */
export type HelpDesk = {
  entry(): OwnHelp | null;
  /** A second call while one is open is the same call. */
  call(screen: string): OwnHelp;
  /** The citizen needs nobody any more. */
  withdraw(): void;
};

/** An event is with the hub within a second; after this long nobody has it, whatever the line looks like. */
const sendingMs = 8_000;
const documentName = 'help-ended';

export function createHelpDesk(ports: {
  store: HallStore;
  hub: Pick<HubLink, 'isUp' | 'entries'>;
  now: () => number;
}): HelpDesk {
  const { store, hub, now } = ports;

  /** The open call of this kiosk: its own log knows when it was made, the hub's word (kept here) that it is over. */
  function own(): { help: string; calledAt: number } | null {
    const over = store.readDocument(documentName);
    const open = store.helpOfDay(store.today()).filter(facts => isHelpOpen(facts, now()) && facts.help !== over);
    const last = open.at(-1);
    return last?.called == null ? null : { help: last.help, calledAt: hlcToMs(last.called.hlc) };
  }
  let mine = own();

  function at(entries: Partial<HubEntries>, { help, calledAt }: { help: string; calledAt: number }): OwnHelp['at'] {
    const known = entries[`help:${help}`];
    if (known?.at === 'coming') return 'coming';
    if (!hub.isUp()) return 'unreached';
    if (known === undefined) return now() - calledAt < sendingMs ? 'sending' : 'unreached';
    // It rings at the counters; where nobody works nobody hears it.
    return (entries.openCounters ?? 0) > 0 ? 'told' : 'unreached';
  }

  function entry(): OwnHelp | null {
    if (mine === null) return null;
    const entries = hub.entries();
    if (entries[`help:${mine.help}`]?.at === 'ended') {
      store.writeDocument(documentName, mine.help);
      mine = null;
      return null;
    }
    return { ...mine, at: at(entries, mine) };
  }

  return {
    entry,
    call(screen) {
      const open = entry();
      if (open !== null && now() - open.calledAt < 30 * 60_000) return open;
      const help = randomUUID();
      store.append([{ type: 'help.called', body: { help, screen } }]);
      mine = { help, calledAt: now() };
      return { ...mine, at: at(hub.entries(), mine) };
    },
    withdraw() {
      if (mine === null) return;
      store.append([{ type: 'help.ended', body: { help: mine.help, by: 'citizen', clerk: null } }]);
      mine = null;
    },
  };
}
