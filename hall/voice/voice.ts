import type { AnnouncementPlan, Utterance } from '../domain/announcement.ts';
import type { ClipPackReport } from '../domain/clipManifest.ts';
import { chime } from './chime.ts';
import type { ClipShelf } from './clipShelf.ts';
import { espeakVoices, findEspeak, speak } from './espeak.ts';
import { joinClips, voiceRate } from './joinClips.ts';
import { spokenText } from './spokenText.ts';
import { decodeWav, encodeWav } from './wavFile.ts';

const pauseMs = 350;
/** A board fetches a call within seconds, a recall within minutes: eight announcements are about 3.5 MB. */
const keptAnnouncements = 8;

/** Turns announcement plans into sound: recorded words where a pack has them, else a speech program. */
export type Voice = {
  /** False: no voice on this PC; boards show captions only. */
  readonly installed: boolean;
  /** Whether there is a speech program. */
  readonly hasProgram: boolean;
  /**
   * A WAVE file of the whole announcement, or null when there is none. The same call is spoken once and kept.
   * @param chosen folder of the clip pack to speak with; null = any
   */
  sound(plan: AnnouncementPlan, chosen: string | null): Promise<Uint8Array | null>;
  /** The same, spoken anew every time: for whoever tries a voice out. */
  tryOut(plan: AnnouncementPlan, chosen: string | null): Promise<Uint8Array | null>;
  /** Reads the clip packs again and tells what they are. */
  readPacks(): Promise<readonly ClipPackReport[]>;
};

/** A voice on the espeak-ng of `path` (a PATH) and a shelf of clip packs. `onSilent` is told once of each reason for less sound. */
export function createVoice(ports: { path: string; shelf: ClipShelf; onSilent: (reason: string) => void }): Voice {
  const { shelf } = ports;
  const program = findEspeak(ports.path);
  const told = new Set<string>();
  const kept = new Map<string, Promise<Uint8Array | null>>();

  function tell(reason: string): void {
    if (!told.has(reason)) ports.onSilent(reason);
    told.add(reason);
  }
  if (program === null && !shelf.canSpeak())
    tell('espeak-ng is not installed and there is no clip pack; announcements are captions only');

  async function say(utterance: Utterance, chosen: string | null): Promise<Int16Array | null> {
    const clips = shelf.say(utterance, chosen);
    if (clips !== null || program === null) return clips;
    const voice = espeakVoices[utterance.language];
    try {
      const sound = decodeWav(await speak({ program, voice, text: await spokenText(utterance) }));
      if (sound?.sampleRate !== voiceRate) throw new Error('espeak-ng gave sound of an unexpected kind');
      return sound.samples;
    } catch (fault) {
      // The other languages are still said; this one stays a caption.
      tell(`${utterance.language} stayed a caption: ${fault instanceof Error ? fault.message : String(fault)}`);
      return null;
    }
  }

  async function tryOut(plan: AnnouncementPlan, chosen: string | null): Promise<Uint8Array | null> {
    const said = await Promise.all(plan.utterances.map(utterance => say(utterance, chosen)));
    const pieces = said.flatMap(samples => (samples === null ? [] : [{ samples, pauseMs }]));
    if (pieces.length === 0) return null;
    const start = plan.chime ? [{ samples: chime(voiceRate), pauseMs: 0 }] : [];
    return encodeWav({ sampleRate: voiceRate, samples: joinClips([...start, ...pieces]) });
  }

  return {
    get installed() {
      return program !== null || shelf.canSpeak();
    },
    hasProgram: program !== null,
    tryOut,
    sound(plan, chosen) {
      const key = `${plan.call} ${chosen ?? ''}`;
      const before = kept.get(key);
      if (before !== undefined) return before;
      const sound = tryOut(plan, chosen);
      kept.set(key, sound);
      const oldest = kept.keys().next();
      if (kept.size > keptAnnouncements && oldest.done !== true) kept.delete(oldest.value);
      return sound;
    },
    async readPacks() {
      await shelf.load();
      kept.clear();
      return shelf.reports();
    },
  };
}
