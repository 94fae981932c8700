import type { ReportNumbers } from '../../hall/domain/hallApi.ts';
import type { HallStore } from '../../hall/store/hallStore.ts';

/** Numbers one report may hold, and what a kiosk gives out on its busiest day is some twenty of them. */
const mostAtOnce = 200;

/**
 * Tells every hub that is found which shared numbers of today this kiosk has given out. A hub with lost disks, or another
 * hub, would begin at 001 again; it learns here what is on paper, before the next touch asks it for a number.
 */
export function createSharedReport(ports: {
  store: HallStore;
  isUp(): boolean;
  /** True when the hub has taken it. */
  report(report: ReportNumbers): Promise<boolean>;
}): { look(): void } {
  const { store } = ports;
  let isTold = false;
  let isTelling = false;

  async function tell(): Promise<void> {
    isTelling = true;
    try {
      const bday = store.today();
      const numbers = store
        .adoptedToday()
        .filter(({ series }) => series === 'shared')
        .map(({ ticket, label, queue, issuedAt, code }) => ({ ticket, label, queue, issuedAt, code }));
      for (let from = 0; from < numbers.length; from += mostAtOnce)
        if (!(await ports.report({ bday, numbers: numbers.slice(from, from + mostAtOnce) }))) return;
      isTold = true;
    } finally {
      isTelling = false;
    }
  }

  return {
    look() {
      if (!ports.isUp()) isTold = false;
      else if (!isTold && !isTelling) void tell();
    },
  };
}
