import type { ReportPersons } from '../../hall/domain/hallApi.ts';
import type { HubEntries } from '../../hall/domain/liveEntries.ts';
import { personBytes, personText } from '../../hall/api/personHash.ts';
import type { HallStore } from '../../hall/store/hallStore.ts';

/** Rows a report may hold. */
const mostAtOnce = 500;

export type HallPersons = {
  /** What stands for the card that is read now. */
  meet(idNumber: string): Uint8Array;
  /** The hash the hub knows this person by; null as long as this kiosk does not have the hall's key of the day. */
  personForHub(personKey: Uint8Array | null): string | null;
  /** To be called when the hub has said something, or a number was given without it. */
  look(): void;
};

/**
 * One key of the day for the whole hall: handed out by the hub on the devices' line, so that every kiosk makes the same
 * hash of one card. Tickets given while the hub was away are told to it afterwards, each once per process.
 */
export function createHallPersons(ports: {
  store: HallStore;
  entries(): Partial<HubEntries>;
  isUp(): boolean;
  report(report: ReportPersons): Promise<boolean>;
}): HallPersons {
  const { store } = ports;
  let taken: HubEntries['personKey'] | null = null;
  /** The key the present card was met under: a hash made a moment before the hall's key came means nothing to the hub. */
  let metUnder: HubEntries['personKey'] | null = null;
  const told = new Set<string>();
  let isTelling = false;

  function takeKey(): void {
    const { personKey } = ports.entries();
    if (personKey === undefined || (taken?.bday === personKey.bday && taken.key === personKey.key)) return;
    if (store.takeDayKey({ bday: personKey.bday, key: personBytes(personKey.key) })) {
      taken = personKey;
      told.clear();
    }
  }

  async function tell(): Promise<void> {
    if (isTelling || !ports.isUp() || taken === null || taken.bday !== store.today()) return;
    const persons = store
      .persons()
      .filter(({ ticket }) => !told.has(ticket))
      .slice(0, mostAtOnce)
      .map(({ ticket, personKey }) => ({ ticket, person: personText(personKey) }));
    if (persons.length === 0) return;
    isTelling = true;
    try {
      if (await ports.report({ bday: taken.bday, persons })) for (const { ticket } of persons) told.add(ticket);
    } finally {
      isTelling = false;
    }
  }

  return {
    meet(idNumber) {
      metUnder = taken;
      return store.personKey(idNumber);
    },
    personForHub: personKey =>
      personKey === null || taken === null || metUnder !== taken || taken.bday !== store.today()
        ? null
        : personText(personKey),
    look() {
      takeKey();
      void tell();
    },
  };
}
