import type { Utterance } from '../domain/announcement.ts';

/** What the voice is given for an utterance: numbered pinyin for Chinese, the text itself for the others. */
export async function spokenText({ language, text }: Utterance): Promise<string> {
  if (language !== 'zh') return text;
  // Its dictionary weighs 300 KB and is not needed before the first call.
  const { pinyin } = await import('pinyin-pro');
  return pinyin(text, { toneType: 'num' }).replaceAll(/\s+/g, ' ').trim();
}
