import { type Language, languages } from '../../hall/domain/language.ts';

/** What the address of a board asks for. */
export type BoardAddress = {
  shows: { at: 'hall' } | { at: 'area'; area: string } | { at: 'counter'; number: number } | { at: 'list' };
  /** In this order; numbers and counters need none. */
  languages: readonly Language[];
  /** A second board in the same room is better silent. */
  isSilent: boolean;
  /** Of a strip: where the counter is, seen from it. */
  arrow: Arrow;
};

export const arrows = ['down', 'left', 'right', 'up'] as const;
export type Arrow = (typeof arrows)[number];

const hallLanguages: readonly Language[] = ['zh', 'ug'];

function isOneOf<T extends string>(values: readonly T[], value: string | null): value is T {
  return values.some(each => each === value);
}

/** Reads `?area=…`, `?counter=3`, `?boards`, `&lang=zh,ug,en`, `&sound=off`, `&arrow=left`. What makes no sense is left out. */
export function readBoardAddress(search: string): BoardAddress {
  const query = new URLSearchParams(search);
  const wanted = (query.get('lang') ?? '').split(',').filter(each => isOneOf(languages, each));
  const arrow = query.get('arrow');
  return {
    shows: shownBy(query),
    languages: wanted.length === 0 ? hallLanguages : [...new Set(wanted)],
    isSilent: query.get('sound') === 'off',
    arrow: isOneOf(arrows, arrow) ? arrow : 'down',
  };
}

function shownBy(query: URLSearchParams): BoardAddress['shows'] {
  if (query.has('boards')) return { at: 'list' };
  const counter = query.get('counter');
  if (counter !== null && /^[1-9]\d{0,2}$/.test(counter)) return { at: 'counter', number: Number(counter) };
  const area = query.get('area');
  return area === null || area === '' ? { at: 'hall' } : { at: 'area', area };
}

/** The live view of a board. */
export function liveUrlOf(shows: BoardAddress['shows']): string {
  if (shows.at === 'area') return `/api/live?view=board&area=${encodeURIComponent(shows.area)}`;
  if (shows.at === 'counter') return `/api/live?view=board&number=${shows.number}`;
  return '/api/live?view=board';
}
