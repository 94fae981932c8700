import { planAnnouncement } from '../domain/announcement.ts';
import { volumeAt } from '../domain/announcing.ts';
import type { BoardCall, BoardPlace, BoardQueue, BoardVoice, Strip } from '../domain/boardApi.ts';
import { isShownIn } from '../domain/shownInArea.ts';
import { areaOf, type Counter, findCounter, findQueue } from '../domain/hallSetup.ts';
import { publicQueueName } from '../domain/publicName.ts';
import type { Call } from './callLedger.ts';
import type { HallState } from './hallState.ts';
import type { Entries } from './hallViews.ts';
import { waitingEntry } from './waitingEntry.ts';

/** Whatever board there is: what it needs to know of the hub besides the hall itself. */
export type BoardSources = { state: HallState; speaks: () => boolean; now: () => number; build: string };

/** Plans the announcement of a call; null when its counter is no longer part of the hall. */
export function announcementOf(state: HallState, call: Call) {
  const counterNumber = findCounter(state.setup(), call.counter)?.number;
  if (counterNumber === undefined) return null;
  return planAnnouncement({ call: call.call, label: call.label, counterNumber, language: call.language });
}

/** Whether anybody still has to come because of a call. */
function stateOf(state: HallState, call: Call): BoardCall['at'] {
  const claim = state.ticket(call.ticket)?.claim ?? null;
  if (claim?.at === 'called' && claim.call === call.call) return 'called';
  return claim?.at === 'serving' && claim.counter === call.counter ? 'serving' : 'over';
}

function voiceNow({ state, now }: BoardSources): BoardVoice {
  const { announcing } = state.setup();
  const { repeatAfterSeconds, longestWaitSeconds } = announcing;
  return {
    volumePercent: volumeAt(announcing, now()),
    repeatAfterMs: repeatAfterSeconds === null ? null : repeatAfterSeconds * 1000,
    longestWaitMs: longestWaitSeconds * 1000,
  };
}

const hallEntry = ({ state, build }: BoardSources) => ({ name: state.setup().hall.name, build });

function boardCall(sources: BoardSources, call: Call): BoardCall | null {
  const { state } = sources;
  const setup = state.setup();
  const plan = announcementOf(state, call);
  const counter = findCounter(setup, call.counter)?.number;
  if (plan === null || counter === undefined) return null;
  const queue = call.queue === null ? null : findQueue(setup, call.queue);
  const area = queue?.area ?? null;
  const isMuted = area !== null && setup.announcing.mutedAreas.includes(area);
  return {
    call: call.call,
    label: call.label,
    counter,
    area: queue === null ? null : areaOf(setup, queue),
    at: stateOf(state, call),
    calledAt: call.calledAt,
    recalls: call.recalls,
    captions: plan.utterances.map(({ language, text }) => ({ language, text })),
    sound: sources.speaks() && !isMuted ? `/api/announcements/${call.call}.wav` : null,
  };
}

/** Entries of the board of the whole hall or of one area (`BoardEntries`): the last calls, and who waits where. */
export function boardEntries(sources: BoardSources, place: Extract<BoardPlace, { at: 'hall' | 'area' }>): Entries {
  const { state } = sources;
  const setup = state.setup();
  const area = place.at === 'area' ? place.id : null;
  const calls = state.calls.last().flatMap(call => {
    const queue = call.queue === null ? null : findQueue(setup, call.queue);
    if (queue !== null && !isShownIn(area, queue)) return [];
    const entry = boardCall(sources, call);
    return entry === null ? [] : [[`call:${call.call}`, entry] as const];
  });
  const queues = setup.queues
    .filter(queue => isShownIn(area, queue))
    .map(queue => {
      const { id, letter } = queue;
      const name = publicQueueName(setup, queue);
      const entry: BoardQueue = {
        id,
        letter,
        name,
        waiting: state.openIn(id).length,
        wait: waitingEntry(state, queue),
      };
      return [`queue:${id}`, entry] as const;
    });
  return {
    hall: hallEntry(sources),
    place,
    voice: voiceNow(sources),
    ...Object.fromEntries(queues),
    ...Object.fromEntries(calls),
  };
}

/** Entries of the strip above one counter (`BoardEntries`). */
export function stripEntries(sources: BoardSources, { id, number }: Counter): Entries {
  const { state } = sources;
  const { at } = state.counter(id);
  const facts = state.current(id);
  const recalls = state.calls.last().find(call => call.ticket === facts?.ticket)?.recalls ?? 0;
  const strip: Strip = {
    number,
    at,
    label: facts?.issued?.label ?? null,
    isCalling: facts?.claim?.at === 'called',
    recalls,
  };
  return { hall: hallEntry(sources), place: { at: 'counter', number } satisfies BoardPlace, strip };
}

/** Entries of a board whose area or counter the hall does not have. */
export function unknownBoardEntries(sources: BoardSources): Entries {
  return { hall: hallEntry(sources), place: { at: 'unknown' } satisfies BoardPlace };
}
