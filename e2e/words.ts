import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Words of a screen by their key, so that a test finds buttons by the very catalogue the screen shows. Placeholders match any text. */
export function wordsOf(language: 'zh' | 'ug' | 'en'): (key: string) => RegExp {
  const read = (folder: string) =>
    JSON.parse(readFileSync(join(import.meta.dirname, `../renderer/ui/${folder}/${language}.json`), 'utf8')) as object;
  const catalogue = { ...read('text'), ...read('staffText') };
  return key => {
    const found = key
      .split('.')
      .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], catalogue);
    if (typeof found !== 'string') throw new Error(`the ${language} catalogue has no ${key}`);
    return new RegExp(found.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(/\{\{\w+\}\}/g, '.*'));
  };
}
