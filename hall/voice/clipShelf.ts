import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Utterance } from '../domain/announcement.ts';
import type { ClipPackReport } from '../domain/clipManifest.ts';
import { joinClips } from './joinClips.ts';
import { type ClipPack, readClipPack } from './readClipPack.ts';

/** The clip packs of this PC: each a folder with a manifest and recorded words. */
export type ClipShelf = {
  /** Reads all packs again; a pack may be put there, changed or taken away while the hub works. */
  load(): Promise<void>;
  reports(): readonly ClipPackReport[];
  /** Whether any pack can say calls in some language. */
  canSpeak(): boolean;
  /** An utterance put together from recorded words; null when no pack (or not the chosen one) has all of them. */
  say(utterance: Utterance, chosen: string | null): Int16Array | null;
};

/** Every word is followed by this much, besides the pause that is due there. */
const betweenWordsMs = 20;

/** A shelf over a folder of packs; one that is not there is an empty shelf. `path` is a PATH, for the decoder of Ogg files. */
export function createClipShelf({ folder, path }: { folder: string; path: string }): ClipShelf {
  let packs: readonly ClipPack[] = [];
  return {
    async load() {
      packs = await Promise.all(
        (await packFolders(folder)).map(name => readClipPack({ folder: join(folder, name), path })),
      );
    },
    reports: () => packs.map(({ report }) => report),
    canSpeak: () => packs.some(({ report }) => report.languages.some(({ isWhole }) => isWhole)),
    say({ language, words }, chosen) {
      if (words === null || language === 'en') return null;
      for (const pack of packs) {
        if (chosen !== null && pack.report.folder !== chosen) continue;
        const pieces = words.flatMap(({ word, pauseMs }) => {
          const samples = pack.word(language, word);
          return samples === null ? [] : [{ samples, pauseMs: betweenWordsMs + pauseMs }];
        });
        if (pieces.length === words.length) return joinClips(pieces);
      }
      return null;
    },
  };
}

async function packFolders(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}
