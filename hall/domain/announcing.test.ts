import { describe, expect, it } from 'vitest';
import { announcingSchema, volumeAt } from './announcing.ts';

/** A time of day in Beijing on some day, as UTC epoch ms. */
const at = (time: string) => Date.parse(`2026-03-05T${time}:00+08:00`);

describe('loudness by time of day', () => {
  it('is full without any setting', () => {
    expect(volumeAt(announcingSchema.parse({}), at('03:00'))).toBe(100);
  });

  it('follows lunch and a night that passes midnight; the first span that fits counts, its end is outside', () => {
    const announcing = announcingSchema.parse({
      volumePercent: 80,
      times: [
        { from: '14:00', to: '15:30', volumePercent: 30 },
        { from: '21:00', to: '08:00', volumePercent: 0 },
        { from: '15:00', to: '16:00', volumePercent: 55 },
      ],
    });
    const heard = ['07:59', '08:00', '13:59', '14:00', '15:29', '15:30', '16:00', '21:00', '00:00'];
    expect(heard.map(time => volumeAt(announcing, at(time)))).toEqual([0, 80, 80, 30, 30, 55, 80, 0, 0]);
  });

  it('says what is wrong with a time or a loudness', () => {
    for (const times of [
      [{ from: '25:00', to: '08:00', volumePercent: 0 }],
      [{ from: '08:00', to: '09:00', volumePercent: 101 }],
    ])
      expect(announcingSchema.safeParse({ times }).success).toBe(false);
  });
});
