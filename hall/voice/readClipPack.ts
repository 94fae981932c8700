import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { type ClipManifest, clipManifestSchema, type ClipPackReport } from '../domain/clipManifest.ts';
import { type ClipLanguage, clipLanguages, neededWords } from '../domain/spokenWords.ts';
import { decodeOgg } from './decodeOgg.ts';
import { resample, trimSilence, voiceRate } from './joinClips.ts';
import { decodeWav, type Sound, wavProblem } from './wavFile.ts';

/** A pack as it was found: its words at the rate of announcements, and what is wrong with it. */
export type ClipPack = {
  report: ClipPackReport;
  word(language: ClipLanguage, word: string): Int16Array | null;
};

/** A word is said within this time; longer is a wrong file. */
const longestWordMs = 4000;
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

type Reading = { samples: Int16Array } | { problem: string };

/** Reads a pack whole. Never throws: a pack that is wrong says so in its report, and what is right of it can be used. */
export async function readClipPack(request: { folder: string; path: string }): Promise<ClipPack> {
  const { folder } = request;
  const manifest = await readManifest(folder);
  if (typeof manifest === 'string') return brokenPack(folder, manifest);
  const problems: string[] = [];
  const clips = new Map<string, Int16Array>();
  for (const language of clipLanguages) {
    for (const [word, file] of Object.entries(manifest.languages[language] ?? {})) {
      const reading = await readClip({ file: join(folder, file), path: request.path });
      if ('problem' in reading) problems.push(`${file} (${language} “${word}”): ${reading.problem}`);
      else clips.set(`${language} ${word}`, reading.samples);
    }
  }
  const languages = clipLanguages
    .filter(language => manifest.languages[language] !== undefined)
    .map(language => {
      const has = (word: string) => clips.has(`${language} ${word}`);
      const missing = neededWords[language].filter(word => !has(word));
      return { language, isWhole: missing.length === 0, missing, letters: letters.filter(has).join('') };
    });
  const { name, licence } = manifest;
  return {
    report: { folder: basename(folder), name, licence, languages, problems },
    word: (language, word) => clips.get(`${language} ${word}`) ?? null,
  };
}

function brokenPack(folder: string, problem: string): ClipPack {
  return {
    report: { folder: basename(folder), name: null, licence: null, languages: [], problems: [problem] },
    word: () => null,
  };
}

async function readManifest(folder: string): Promise<ClipManifest | string> {
  let text: string;
  try {
    text = await readFile(join(folder, 'manifest.json'), 'utf8');
  } catch {
    return 'manifest.json: is not there or cannot be read';
  }
  try {
    const manifest = clipManifestSchema.safeParse(JSON.parse(text));
    return manifest.success ? manifest.data : `manifest.json: ${z.prettifyError(manifest.error)}`;
  } catch (fault) {
    return `manifest.json: is no JSON (${fault instanceof Error ? fault.message : 'unreadable'})`;
  }
}

async function readClip({ file, path }: { file: string; path: string }): Promise<Reading> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch {
    return { problem: 'the file is not there or cannot be read' };
  }
  if (/\.ogg$/i.test(file)) {
    const wav = await decodeOgg({ file, path });
    if (wav === null)
      return { problem: 'Ogg can only be read with the program sox (libsox-fmt-all); save it as a WAVE file instead' };
    bytes = wav;
  }
  const sound = decodeWav(bytes);
  return sound === null ? { problem: wavProblem(bytes) } : judged(sound);
}

function judged({ samples, sampleRate }: Sound): Reading {
  if (sampleRate < 8000 || sampleRate > 192_000)
    return { problem: `${sampleRate} samples a second; 8000 to 192000 can be used` };
  const word = trimSilence(resample(samples, sampleRate));
  if (word.length === 0) return { problem: 'nothing but silence' };
  const lengthMs = Math.round((word.length / voiceRate) * 1000);
  if (lengthMs > longestWordMs) return { problem: `${lengthMs} ms long; a word has ${longestWordMs} ms at most` };
  return { samples: word };
}
