import { describe, expect, it } from 'vitest';
import { isOpenAt, nextOpening, openingHoursSchema } from './openingHours.ts';

const summerDay = [
  { from: '10:00', to: '14:00' },
  { from: '15:30', to: '19:30' },
];
const winterDay = [
  { from: '10:00', to: '14:00' },
  { from: '15:00', to: '19:00' },
];
const week = (day: typeof summerDay, saturday: typeof summerDay) => ({
  monday: day,
  tuesday: day,
  wednesday: day,
  thursday: day,
  friday: day,
  saturday,
  sunday: [],
});
const holidays = {
  years: [2026, 2027],
  closedDays: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07', '2027-01-01'],
  workingDays: [{ day: '2026-10-10', like: 'friday' }],
};
const raw = {
  seasons: [
    { begins: '05-01', week: week(summerDay, []) },
    { begins: '10-08', week: week(winterDay, []) },
  ],
  holidays,
};
const hours = openingHoursSchema.parse(raw);
const late = openingHoursSchema.parse({
  seasons: [{ begins: '01-01', week: week([{ from: '20:00', to: '24:00' }], [{ from: '00:00', to: '23:59' }]) }],
});
const at = (time: string) => Date.parse(`${time}+08:00`);

describe('open at', () => {
  it.each([
    // A Wednesday in summer, with its break.
    ['2026-07-15T00:00', false],
    ['2026-07-15T09:59:59.999', false],
    ['2026-07-15T10:00', true],
    ['2026-07-15T13:59:59.999', true],
    ['2026-07-15T14:00', false],
    ['2026-07-15T15:00', false],
    ['2026-07-15T15:29', false],
    ['2026-07-15T15:30', true],
    ['2026-07-15T19:29', true],
    ['2026-07-15T19:30', false],
    ['2026-07-15T23:59', false],
    // Weekend.
    ['2026-07-18T11:00', false],
    ['2026-07-19T11:00', false],
    // The day the season changes: the last winter day, the first summer day.
    ['2026-04-30T15:00', true],
    ['2026-04-30T19:00', false],
    ['2026-05-01T15:00', false],
    ['2026-05-01T19:00', true],
    // National Day; then the first winter day; then the make-up Saturday.
    ['2026-09-30T19:00', true],
    ['2026-10-01T11:00', false],
    ['2026-10-02T11:00', false],
    ['2026-10-07T11:00', false],
    ['2026-10-08T11:00', true],
    ['2026-10-08T15:00', true],
    ['2026-10-08T19:15', false],
    ['2026-10-10T11:00', true],
    ['2026-10-10T14:30', false],
    ['2026-10-11T11:00', false],
    // Over the turn of the year winter goes on; the holiday of the next year is known.
    ['2026-12-31T15:00', true],
    ['2027-01-01T15:00', false],
    ['2027-01-04T15:00', true],
    ['2027-02-26T19:00', false],
    // A year the calendar does not know keeps the plain week.
    ['2028-01-03T11:00', true],
  ])('%s Beijing time: %s', (time, open) => {
    expect(isOpenAt(hours, at(time))).toBe(open);
  });

  it.each([
    ['2026-07-15T19:59', false],
    ['2026-07-15T23:59', true],
    ['2026-07-15T23:59:59.999', true],
    ['2026-07-16T00:00', false],
    ['2026-07-18T00:00', true],
    ['2026-07-18T23:58', true],
    ['2026-07-18T23:59', false],
    ['2026-07-19T00:00', false],
  ])('late hours, %s: %s', (time, open) => {
    expect(isOpenAt(late, at(time))).toBe(open);
  });

  it('is always so without hours', () => {
    expect(isOpenAt(null, at('2026-07-19T03:00'))).toBe(true);
  });
});

describe('the next opening', () => {
  it.each([
    ['2026-07-15T03:00', '2026-07-15T10:00'],
    ['2026-07-15T10:00', '2026-07-15T15:30'],
    ['2026-07-15T14:00', '2026-07-15T15:30'],
    ['2026-07-15T15:30', '2026-07-16T10:00'],
    ['2026-07-15T23:59', '2026-07-16T10:00'],
    // Friday evening: Monday.
    ['2026-07-17T20:00', '2026-07-20T10:00'],
    // Over the season change.
    ['2026-04-30T14:30', '2026-04-30T15:00'],
    ['2026-05-01T14:30', '2026-05-01T15:30'],
    // Over the holiday, and on the evening before the make-up Saturday.
    ['2026-09-30T20:00', '2026-10-08T10:00'],
    ['2026-10-09T20:00', '2026-10-10T10:00'],
    ['2026-10-10T19:00', '2026-10-12T10:00'],
    ['2026-12-31T19:00', '2027-01-04T10:00'],
  ])('after %s is %s', (time, opens) => {
    expect(nextOpening(hours, at(time))).toBe(at(opens));
  });

  it('is none for a hall that never closes or never opens', () => {
    expect(nextOpening(null, at('2026-07-15T03:00'))).toBeNull();
    const never = openingHoursSchema.parse({ seasons: [{ begins: '01-01', week: week([], []) }] });
    expect(nextOpening(never, at('2026-07-15T03:00'))).toBeNull();
  });
});

describe('hours that are refused', () => {
  const day = (spans: unknown) => ({ seasons: [{ begins: '01-01', week: { ...week([], []), monday: spans } }] });
  it.each([
    ['no season', { seasons: [] }],
    ['no such day', { seasons: [{ begins: '02-30', week: week([], []) }] }],
    ['two seasons at once', { seasons: [raw.seasons[0], raw.seasons[0]] }],
    ['a span backwards', day([{ from: '14:00', to: '10:00' }])],
    ['a span without length', day([{ from: '10:00', to: '10:00' }])],
    [
      'overlapping spans',
      day([
        { from: '10:00', to: '14:00' },
        { from: '13:00', to: '19:00' },
      ]),
    ],
    [
      'spans out of order',
      day([
        { from: '15:00', to: '19:00' },
        { from: '10:00', to: '14:00' },
      ]),
    ],
    ['no such time', day([{ from: '10:60', to: '14:00' }])],
    ['a year without its holidays', { ...raw, holidays: { ...holidays, years: [2026, 2027, 2028] } }],
    ['a year left out', { ...raw, holidays: { ...holidays, years: [2025, 2027] } }],
    ['a day of another year', { ...raw, holidays: { ...holidays, years: [2026] } }],
    [
      'a day both free and worked',
      { ...raw, holidays: { ...holidays, workingDays: [{ day: '2026-10-01', like: 'friday' }] } },
    ],
  ])('%s', (_, wrong) => {
    expect(openingHoursSchema.safeParse(wrong).success).toBe(false);
  });

  it('does not ask for a calendar when no holidays are configured', () => {
    expect(openingHoursSchema.parse({ seasons: raw.seasons }).holidays).toBeNull();
  });
});
