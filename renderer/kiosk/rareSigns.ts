import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import type { LiveStream } from '../ui/liveStream.ts';

type Range = readonly [first: number, last: number];

/** `U+4E00-9FFF, U+3F` as CSS writes it. */
function rangesOf(unicodeRange: string): Range[] {
  return unicodeRange.split(',').flatMap((part): Range[] => {
    const [first, last] = part.trim().replace(/^U\+/i, '').split('-');
    const from = Number.parseInt(first ?? '', 16);
    return Number.isNaN(from) ? [] : [[from, last === undefined ? from : Number.parseInt(last, 16)]];
  });
}

/** Loads the other font slices when the hall's own words (services, names) hold a sign that the first ones lack. */
export function loadRareSigns(live: LiveStream<KioskEntries>): void {
  const known = [...document.fonts].flatMap(face => rangesOf(face.unicodeRange));
  const stop = live.subscribe(() => {
    const text = JSON.stringify(live.entries());
    const isRare = [...text].some(sign => {
      const code = sign.codePointAt(0) ?? 0;
      return code > 0x7f && !known.some(([first, last]) => code >= first && code <= last);
    });
    if (!isRare) return;
    stop();
    void import('../ui/rareFonts.css');
  });
}
