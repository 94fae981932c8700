import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClipLanguage, clipLanguages, neededWords } from '../domain/spokenWords.ts';
import { encodeWav } from './wavFile.ts';

const sampleRate = 16_000;
/** Length of every word, with as much silence before and after it as careless recordings have. */
export const toneMs = 200;
const silenceMs = 150;

const vocabulary = clipLanguages.flatMap(language =>
  [...neededWords[language], 'A', 'B', 'E'].map(word => `${language} ${word}`),
);

/** Every word of the sample pack is a tone of its own, so that a test hears which words were said. */
export function toneOf(language: ClipLanguage, word: string): number {
  return 300 + 40 * vocabulary.indexOf(`${language} ${word}`);
}

function recording(hertz: number): Uint8Array {
  const samplesOf = (ms: number) => Math.round((ms / 1000) * sampleRate);
  const samples = new Int16Array(samplesOf(toneMs + 2 * silenceMs));
  for (let i = 0; i < samplesOf(toneMs); i++)
    samples[samplesOf(silenceMs) + i] = Math.round(12_000 * Math.sin((2 * Math.PI * hertz * i) / sampleRate));
  return encodeWav({ sampleRate, samples });
}

/** Writes a whole clip pack of both languages. For tests only. */
export function writeSamplePack(folder: string): void {
  const languages: Record<string, Record<string, string>> = {};
  for (const language of clipLanguages) {
    mkdirSync(join(folder, language), { recursive: true });
    const files: Record<string, string> = {};
    for (const [i, word] of [...neededWords[language], 'A', 'B', 'E'].entries()) {
      files[word] = `${language}/${i}.wav`;
      writeFileSync(join(folder, language, `${i}.wav`), recording(toneOf(language, word)));
    }
    languages[language] = files;
  }
  const manifest = { format: 'hall-clips/1', name: 'Tones', licence: 'made by the test', languages };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
}
