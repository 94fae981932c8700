import { findCounter } from '../domain/hallSetup.ts';
import type { CounterId } from '../domain/ids.ts';
import type { HallState } from './hallState.ts';
import { boardEntries, counterEntries, kioskEntries } from './hallViews.ts';
import { createLiveChannel, type LiveChannel } from './liveChannel.ts';

/** The live channels of the hub: one for all boards, one for all kiosks, one for each counter. */
export type LiveViews = {
  board: LiveChannel;
  kiosk: LiveChannel;
  /** Null for a counter that is not in the setup. */
  counter(id: CounterId): LiveChannel | null;
};

export function createLiveViews({ state, voiceInstalled }: { state: HallState; voiceInstalled: boolean }): LiveViews {
  const board = createLiveChannel(() => boardEntries(state, voiceInstalled));
  const kiosk = createLiveChannel(() => kioskEntries(state));
  const counters = new Map<CounterId, LiveChannel>();
  state.onChange(() => {
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
