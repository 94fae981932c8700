/** Every announcement is put together at this rate. */
export const voiceRate = 22_050;

/** Quieter than this is the room, not the speaker (−42 dB). */
const roomLevel = 260;
/** Kept before and after a word, so that no consonant is cut. */
const keptMs = 12;
const fadeMs = 5;

const samplesOf = (ms: number) => Math.round((ms / 1000) * voiceRate);

/** Sound of another rate at the rate of announcements, by straight lines between the samples. */
export function resample(samples: Int16Array, sampleRate: number): Int16Array {
  if (sampleRate === voiceRate) return samples;
  const length = Math.max(1, Math.round((samples.length * voiceRate) / sampleRate));
  const out = new Int16Array(length);
  for (let i = 0; i < length; i++) {
    const at = (i * sampleRate) / voiceRate;
    const left = Math.min(samples.length - 1, Math.floor(at));
    const a = samples[left] ?? 0;
    const b = samples[Math.min(samples.length - 1, left + 1)] ?? 0;
    out[i] = Math.round(a + (b - a) * (at - left));
  }
  return out;
}

/** A recording without the silence around its word; empty when there is nothing but silence. */
export function trimSilence(samples: Int16Array): Int16Array {
  const isLoud = (sample: number) => Math.abs(sample) > roomLevel;
  const first = samples.findIndex(isLoud);
  if (first === -1) return new Int16Array(0);
  const last = samples.findLastIndex(isLoud);
  const kept = samplesOf(keptMs);
  return samples.slice(Math.max(0, first - kept), Math.min(samples.length, last + 1 + kept));
}

/** Puts pieces one after the other, each with the silence that follows it; soft edges, so that nothing clicks. */
export function joinClips(pieces: readonly { samples: Int16Array; pauseMs: number }[]): Int16Array {
  const total = pieces.reduce((sum, { samples, pauseMs }) => sum + samples.length + samplesOf(pauseMs), 0);
  const out = new Int16Array(total);
  let at = 0;
  for (const { samples, pauseMs } of pieces) {
    const fade = Math.min(samplesOf(fadeMs), samples.length >> 1);
    for (const [i, sample] of samples.entries()) {
      const edge = Math.min(1, (i + 1) / fade, (samples.length - i) / fade);
      out[at + i] = Math.round(sample * (fade === 0 ? 1 : edge));
    }
    at += samples.length + samplesOf(pauseMs);
  }
  return out;
}
