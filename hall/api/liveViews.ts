import type { BoardPlace } from '../domain/boardApi.ts';
import { findCounter } from '../domain/hallSetup.ts';
import type { CounterId } from '../domain/ids.ts';
import type { HubEntries } from '../domain/liveEntries.ts';
import type { HallStore } from '../store/hallStore.ts';
import { boardEntries, type BoardSources, stripEntries, unknownBoardEntries } from './boardViews.ts';
import { counterEntries, type Entries, kioskEntries } from './hallViews.ts';
import { createLiveChannel, type LiveChannel } from './liveChannel.ts';
import { personText } from './personHash.ts';
import type { TodaysAppointments } from './todaysAppointments.ts';

/** Which board asks: of the whole hall, of an area, or the strip of a counter. */
export type BoardWish = { area: string | null; number: number | null };

/** The live channels of the hub: one for each board, one for all kiosks, one for supervisors, one for each counter. */
export type LiveViews = {
  board(wish: BoardWish): LiveChannel;
  kiosk: LiveChannel;
  /** For supervisors. */
  floor: LiveChannel;
  /** Null for a counter that is not in the setup. */
  counter(id: CounterId): LiveChannel | null;
  /** Ends the clock that follows the times of day. */
  close(): void;
};

/** Loudness and estimates change with the time alone. */
const clockMs = 20_000;

export function createLiveViews(
  sources: BoardSources & {
    /** The hall's key of the day, for the kiosks' channel only. */
    dayKey: HallStore['dayKey'];
    /** What slips are signed with, for the same. */
    slipKey: string;
    /** Where kiosks find the hubs of this hall. */
    hubs(): readonly string[];
    appointments: TodaysAppointments;
    floor: LiveChannel;
  },
): LiveViews {
  const { state, slipKey, floor } = sources;
  let personKey: HubEntries['personKey'] | null = null;
  /** Read when something was committed, never by a view: a view may be drawn a moment after the store was closed. */
  function readKey(): void {
    if (personKey?.bday === state.day()) return;
    const now = sources.dayKey();
    personKey = now === null ? null : { bday: now.bday, key: personText(now.key) };
  }
  readKey();
  const channels = new Map<string, LiveChannel>();
  const channel = (name: string, compute: () => Entries): LiveChannel => {
    const known = channels.get(name);
    if (known !== undefined) return known;
    const made = createLiveChannel(compute);
    channels.set(name, made);
    return made;
  };
  const touchAll = () => {
    for (const each of channels.values()) each.touch();
  };
  state.onChange(() => {
    readKey();
    touchAll();
    floor.touch();
  });
  const clock = setInterval(touchAll, clockMs);
  clock.unref();
  const areaPlace = (key: string): Extract<BoardPlace, { at: 'area' }> | null => {
    const area = state.setup().areas.find(({ id }) => id === key);
    return area === undefined ? null : { at: 'area', ...area };
  };
  const unknown = () => channel('unknown', () => unknownBoardEntries(sources));
  const stripPlace = (number: number) => state.setup().counters.find(counter => counter.number === number) ?? null;

  return {
    // Only what the hall has gets a channel of its own: strangers on the LAN cannot make the hub keep any.
    board({ area, number }) {
      if (number !== null) {
        if (stripPlace(number) === null) return unknown();
        return channel(`strip:${number}`, () => {
          const counter = stripPlace(number);
          return counter === null ? unknownBoardEntries(sources) : stripEntries(sources, counter);
        });
      }
      if (area === null) return channel('board', () => boardEntries(sources, { at: 'hall' }));
      if (areaPlace(area) === null) return unknown();
      return channel(`area:${area}`, () => {
        const place = areaPlace(area);
        return place === null ? unknownBoardEntries(sources) : boardEntries(sources, place);
      });
    },
    kiosk: channel('kiosk', () => ({
      ...kioskEntries(state),
      slipKey,
      hubs: sources.hubs(),
      ...(personKey === null ? {} : { personKey }),
      ...sources.appointments.entries(),
    })),
    floor,
    counter(id) {
      if (findCounter(state.setup(), id) === null) return null;
      return channel(`counter:${id}`, () => counterEntries(state, id));
    },
    close: () => clearInterval(clock),
  };
}
