import type { BusinessDay } from '../domain/businessDay.ts';
import { type DeviceFacts, isDeviceEvent, isTrouble, seenBy } from '../domain/deviceState.ts';
import type { KnownEvent } from '../domain/event.ts';
import type { FloorKiosk } from '../domain/floorApi.ts';
import type { DeviceAlert, HelpEntry } from '../domain/liveEntries.ts';
import { type HelpFacts, isHelpEvent, isHelpOpen } from '../domain/helpCall.ts';
import type { AccountId, DeviceId } from '../domain/ids.ts';
import { hlcToMs } from '../domain/ticket.ts';
import type { HallStore } from '../store/hallStore.ts';

/** What staff have to look after: people at kiosks who ask for them, and devices that do not work. */
export type AlertBook = {
  /** Open calls and troubles: `help:<id>` and `device:<kiosk> <device>`. */
  entries(): Readonly<Record<string, HelpEntry | DeviceAlert>>;
  /** For kiosks: their open calls and those that ended a moment ago. */
  helpEntries(): Readonly<Record<`help:${string}`, HelpEntry>>;
  take(event: KnownEvent): void;
  load(day: BusinessDay): void;
  /** A kiosk follows the hub, until the returned function is called. */
  kioskCame(kiosk: DeviceId): () => void;
  /** Every kiosk the hub has heard of. */
  kiosks(): readonly FloorKiosk[];
  /** What is wrong with a device now; null = nothing. `line` is the kiosk itself. */
  troubleOf(kiosk: DeviceId, device: string): string | null;
};

/** The device that stands for the kiosk itself. */
export const lineDevice = 'line';

/** A kiosk that restarts or changes its address is back by then. */
const goneAfterMs = 20_000;
/** So long a kiosk may still show that its call has ended. */
const endedForMs = 2 * 60_000;

export function createAlertBook(ports: { store: HallStore; now: () => number; onChange: () => void }): AlertBook {
  const { store, now, onChange } = ports;
  const help = new Map<string, HelpFacts>();
  const devices = new Map<string, DeviceFacts>();
  /** How many lines each kiosk holds, and since when it has none. */
  const lines = new Map<DeviceId, { open: number; goneAtMs: number | null }>();

  function helpEntry(facts: HelpFacts): HelpEntry | null {
    if (facts.called === null) return null;
    const { kiosk, screen, hlc } = facts.called;
    return {
      help: facts.help,
      kiosk,
      screen,
      at: facts.ended !== null ? 'ended' : facts.answered === null ? 'called' : 'coming',
      calledAt: hlcToMs(hlc),
      clerk: facts.answered?.clerk ?? null,
      counter: facts.answered?.counter ?? null,
    };
  }

  /** A kiosk whose line is gone has no other trouble that anybody could see from here. */
  function goneSince(kiosk: DeviceId): number | null {
    const goneAtMs = lines.get(kiosk)?.goneAtMs ?? null;
    return goneAtMs !== null && now() - goneAtMs >= goneAfterMs ? goneAtMs : null;
  }

  function watchSoon(): void {
    setTimeout(onChange, goneAfterMs + 50).unref();
  }

  function lineAlerts(): DeviceAlert[] {
    return [...lines.keys()].flatMap((kiosk): DeviceAlert[] => {
      const since = goneSince(kiosk);
      if (since === null) return [];
      const seen = devices.get(`${kiosk} ${lineDevice}`)?.seen ?? null;
      const by: AccountId | null = seen !== null && hlcToMs(seen.hlc) >= since ? seen.clerk : null;
      return [{ kiosk, device: lineDevice, state: 'offline', since, seenBy: by }];
    });
  }

  function deviceAlerts(): DeviceAlert[] {
    return [...devices.values()].flatMap((facts): DeviceAlert[] => {
      const { kiosk, device, told } = facts;
      if (told === null || !isTrouble(told.state) || goneSince(kiosk) !== null) return [];
      return [{ kiosk, device, state: told.state, since: hlcToMs(told.hlc), seenBy: seenBy(facts) }];
    });
  }

  const alerts = () => [...lineAlerts(), ...deviceAlerts()];

  return {
    entries: () => ({
      ...Object.fromEntries(
        [...help.values()].flatMap(facts => {
          const entry = isHelpOpen(facts, now()) ? helpEntry(facts) : null;
          return entry === null ? [] : [[`help:${facts.help}`, entry]];
        }),
      ),
      ...Object.fromEntries(alerts().map(alert => [`device:${alert.kiosk} ${alert.device}`, alert])),
    }),
    helpEntries: () =>
      Object.fromEntries(
        [...help.values()].flatMap(facts => {
          const { ended } = facts;
          const isRecent = ended !== null && now() - hlcToMs(ended.hlc) < endedForMs;
          const entry = isRecent || isHelpOpen(facts, now()) ? helpEntry(facts) : null;
          return entry === null ? [] : [[`help:${facts.help}` as const, entry] as const];
        }),
      ),
    take(event) {
      // Read again instead of joined here: the store has just joined it, and these are rare.
      if (isHelpEvent(event)) {
        const facts = store.help(event.body.help);
        if (facts !== null) help.set(facts.help, facts);
      } else if (isDeviceEvent(event))
        for (const facts of store.deviceStates()) devices.set(`${facts.kiosk} ${facts.device}`, facts);
    },
    load(day) {
      help.clear();
      devices.clear();
      for (const facts of store.helpOfDay(day)) help.set(facts.help, facts);
      for (const facts of store.deviceStates()) {
        devices.set(`${facts.kiosk} ${facts.device}`, facts);
        // After a restart of the hub every kiosk that ever spoke has to come back first.
        if (!lines.has(facts.kiosk)) lines.set(facts.kiosk, { open: 0, goneAtMs: now() });
      }
      if (lines.size > 0) watchSoon();
    },
    kioskCame(kiosk) {
      const line = lines.get(kiosk) ?? { open: 0, goneAtMs: null };
      lines.set(kiosk, { open: line.open + 1, goneAtMs: null });
      if (line.goneAtMs !== null) onChange();
      let isHere = true;
      return () => {
        if (!isHere) return;
        isHere = false;
        const open = (lines.get(kiosk)?.open ?? 1) - 1;
        lines.set(kiosk, { open, goneAtMs: open === 0 ? now() : null });
        if (open === 0) watchSoon();
      };
    },
    kiosks: () =>
      [...lines].map(([kiosk, { open }]) => ({
        kiosk,
        line: open > 0 ? ('up' as const) : ('down' as const),
        devices: [...devices.values()].flatMap(({ kiosk: at, device, told }) =>
          at === kiosk && told !== null && device !== lineDevice
            ? [{ device, state: told.state, since: hlcToMs(told.hlc) }]
            : [],
        ),
      })),
    troubleOf: (kiosk, device) =>
      alerts().find(alert => alert.kiosk === kiosk && alert.device === device)?.state ?? null,
  };
}
