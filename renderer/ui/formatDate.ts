import { beijingOffsetMs } from '../../hall/domain/beijingTime.ts';
import type { Language } from '../../hall/domain/language.ts';

/*
 * Words of CLDR 48. `Intl.DateTimeFormat('ug')` silently answers in English in Chromium's trimmed ICU, so this module is
 * the only one that writes dates.
 */
const weekdays: Record<Language, readonly string[]> = {
  zh: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  ug: ['يەكشەنبە', 'دۈشەنبە', 'سەيشەنبە', 'چارشەنبە', 'پەيشەنبە', 'جۈمە', 'شەنبە'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};
const monthsUg = [
  'يانۋار',
  'فېۋرال',
  'مارت',
  'ئاپرېل',
  'ماي',
  'ئىيۇن',
  'ئىيۇل',
  'ئاۋغۇست',
  'سېنتەبىر',
  'ئۆكتەبىر',
  'نويابىر',
  'دېكابىر',
] as const;
const monthsEn = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** Day and month in Beijing of an instant (UTC epoch ms): `3月5日`, `5-مارت`, `5 March`. */
export function formatDay(epochMs: number, language: Language): string {
  const day = new Date(epochMs + beijingOffsetMs);
  const month = day.getUTCMonth();
  const date = day.getUTCDate();
  const written: Record<Language, string> = {
    zh: `${month + 1}月${date}日`,
    ug: `${date}-${monthsUg[month] ?? ''}`,
    en: `${date} ${monthsEn[month] ?? ''}`,
  };
  return written[language];
}

/** Long date in Beijing of an instant (UTC epoch ms): `2026年3月5日 星期四`, `2026 5-مارت، پەيشەنبە`, `Thursday, 5 March 2026`. */
export function formatDate(epochMs: number, language: Language): string {
  const day = new Date(epochMs + beijingOffsetMs);
  const year = day.getUTCFullYear();
  const month = day.getUTCMonth();
  const date = day.getUTCDate();
  const weekday = weekdays[language][day.getUTCDay()] ?? '';
  const written: Record<Language, string> = {
    zh: `${year}年${month + 1}月${date}日 ${weekday}`,
    ug: `${year} ${date}-${monthsUg[month] ?? ''}، ${weekday}`,
    en: `${weekday}, ${date} ${monthsEn[month] ?? ''} ${year}`,
  };
  return written[language];
}
