import type { AnnouncementPlan } from '../domain/announcement.ts';
import type { CallId } from '../domain/ids.ts';
import { chime } from './chime.ts';
import { espeakVoices, findEspeak, speak } from './espeak.ts';
import { spokenText } from './spokenText.ts';
import { decodeWav, encodeWav } from './wavFile.ts';

const sampleRate = 22_050;
const pauseMs = 350;
/** A board fetches a call within seconds, a recall within minutes: eight announcements are about 3.5 MB. */
const keptAnnouncements = 8;

/** Turns announcement plans into sound. */
export type Voice = {
  /** False: no voice on this PC; boards show captions only. */
  readonly installed: boolean;
  /** A WAVE file of the whole announcement, or null when there is none. The same call is spoken once and kept. */
  sound(plan: AnnouncementPlan): Promise<Uint8Array | null>;
};

/** A voice on the espeak-ng of `path` (a PATH). `onSilent` is told once why there is no sound. */
export function createVoice({ path, onSilent }: { path: string; onSilent: (reason: string) => void }): Voice {
  const program = findEspeak(path);
  let told = false;
  const kept = new Map<CallId, Promise<Uint8Array | null>>();

  function stayCaption(reason: string): null {
    if (!told) onSilent(reason);
    told = true;
    return null;
  }
  if (program === null) stayCaption('espeak-ng is not installed; announcements are captions only');

  async function make(plan: AnnouncementPlan): Promise<Uint8Array | null> {
    if (program === null) return null;
    try {
      return await announce(program, plan);
    } catch (fault) {
      return stayCaption(`an announcement stayed a caption: ${fault instanceof Error ? fault.message : String(fault)}`);
    }
  }

  return {
    installed: program !== null,
    sound(plan) {
      const before = kept.get(plan.call);
      if (before !== undefined) return before;
      const sound = make(plan);
      kept.set(plan.call, sound);
      const oldest = kept.keys().next();
      if (kept.size > keptAnnouncements && oldest.done !== true) kept.delete(oldest.value);
      return sound;
    },
  };
}

async function announce(program: string, plan: AnnouncementPlan): Promise<Uint8Array> {
  const spoken = await Promise.all(
    plan.utterances.map(async utterance => {
      const wav = await speak({ program, voice: espeakVoices[utterance.language], text: await spokenText(utterance) });
      const sound = decodeWav(wav);
      if (sound?.sampleRate !== sampleRate) throw new Error('espeak-ng gave sound of an unexpected kind');
      return sound.samples;
    }),
  );
  const pause = new Int16Array(Math.round((pauseMs / 1000) * sampleRate));
  const parts = [...(plan.chime ? [chime(sampleRate)] : []), ...spoken.flatMap(samples => [samples, pause])];
  const samples = new Int16Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    samples.set(part, offset);
    offset += part.length;
  }
  return encodeWav({ sampleRate, samples });
}
