import { findCounter } from '../domain/hallSetup.ts';
import type { CounterId } from '../domain/ids.ts';
import type { HubEntries } from '../domain/hallApi.ts';
import type { HallStore } from '../store/hallStore.ts';
import type { HallState } from './hallState.ts';
import { boardEntries, counterEntries, kioskEntries } from './hallViews.ts';
import { createLiveChannel, type LiveChannel } from './liveChannel.ts';
import { personText } from './personHash.ts';

/** The live channels of the hub: one for all boards, one for all kiosks, one for each counter. */
export type LiveViews = {
  board: LiveChannel;
  kiosk: LiveChannel;
  /** Null for a counter that is not in the setup. */
  counter(id: CounterId): LiveChannel | null;
};

export function createLiveViews(ports: {
  state: HallState;
  voiceInstalled: boolean;
  /** The hall's key of the day, for the kiosks' channel only. */
  dayKey: HallStore['dayKey'];
}): LiveViews {
  const { state, voiceInstalled } = ports;
  let personKey: HubEntries['personKey'] | null = null;
  /** Read when something was committed, never by a view: a view may be drawn a moment after the store was closed. */
  function readKey(): void {
    if (personKey?.bday === state.day()) return;
    const now = ports.dayKey();
    personKey = now === null ? null : { bday: now.bday, key: personText(now.key) };
  }
  readKey();
  const board = createLiveChannel(() => boardEntries(state, voiceInstalled));
  const kiosk = createLiveChannel(() => ({ ...kioskEntries(state), ...(personKey === null ? {} : { personKey }) }));
  const counters = new Map<CounterId, LiveChannel>();
  state.onChange(() => {
    readKey();
    for (const channel of [board, kiosk, ...counters.values()]) channel.touch();
  });
  return {
    board,
    kiosk,
    counter(id) {
      if (findCounter(state.setup(), id) === null) return null;
      const known = counters.get(id);
      if (known !== undefined) return known;
      const channel = createLiveChannel(() => counterEntries(state, id));
      counters.set(id, channel);
      return channel;
    },
  };
}
