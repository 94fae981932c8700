import type { OpeningHours } from '../../../hall/domain/openingHours.ts';

export type Season = OpeningHours['seasons'][number];
export type Week = Season['week'];
export type Weekday = keyof Week;
export type Span = Week['monday'][number];

/** In the order people in China write a week. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const satisfies readonly Weekday[];

/** The same hours from Monday to Friday, closed at the weekend. */
export function workingWeek(spans: readonly Span[]): Week {
  const open = () => spans.map(span => ({ ...span }));
  const week = { monday: open(), tuesday: open(), wednesday: open(), thursday: open(), friday: open() };
  return { ...week, saturday: [], sunday: [] };
}

/** What most offices in Xinjiang keep, in Beijing time; a hall corrects what differs. */
export function usualSeasons(): Season[] {
  const morning = { from: '10:00', to: '14:00' };
  return [
    { begins: '05-01', week: workingWeek([morning, { from: '16:00', to: '20:00' }]) },
    { begins: '10-01', week: workingWeek([morning, { from: '15:30', to: '19:30' }]) },
  ];
}
