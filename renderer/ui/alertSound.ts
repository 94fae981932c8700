/** Two soft tones for a person, one for a device. Browsers are silent until somebody has pressed something, which signing in does. */
const tones = { help: [880, 1174], device: [587] } as const;
const toneS = 0.22;
const loudness = 0.18;

let context: AudioContext | null = null;

/** Plays the tone of an alert; a PC without sound plays nothing. */
export function playAlert(kind: keyof typeof tones): void {
  if (typeof AudioContext === 'undefined') return;
  context ??= new AudioContext();
  void context.resume();
  const { currentTime, destination } = context;
  for (const [i, hertz] of tones[kind].entries()) {
    const from = currentTime + i * toneS;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(loudness, from + 0.02);
    volume.gain.linearRampToValueAtTime(0, from + toneS);
    tone.connect(volume).connect(destination);
    tone.start(from);
    tone.stop(from + toneS);
  }
}
