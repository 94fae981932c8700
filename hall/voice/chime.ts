/** Two falling notes (E6, C6), as loud as speech: makes people look up before the number is spoken. */
const notes = [
  { hertz: 1318.5, startMs: 0 },
  { hertz: 1046.5, startMs: 380 },
] as const;
const lengthMs = 1200;
const loudness = 0.35;

/** The chime before an announcement, made of decaying sines so that no recording has to be shipped. */
export function chime(sampleRate: number): Int16Array {
  const samples = new Int16Array(Math.round((lengthMs / 1000) * sampleRate));
  for (let i = 0; i < samples.length; i++) {
    const timeMs = (i / sampleRate) * 1000;
    let level = 0;
    for (const { hertz, startMs } of notes) {
      const age = (timeMs - startMs) / 1000;
      if (age < 0) continue;
      const attack = Math.min(1, age / 0.005);
      const tone = Math.sin(2 * Math.PI * hertz * age) + 0.3 * Math.sin(4 * Math.PI * hertz * age);
      level += attack * Math.exp(-5 * age) * tone;
    }
    const fadeOut = Math.min(1, (lengthMs - timeMs) / 50);
    samples[i] = Math.round(Math.max(-1, Math.min(1, level * loudness * fadeOut)) * 32_767);
  }
  return samples;
}
