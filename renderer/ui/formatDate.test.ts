import { describe, expect, it } from 'vitest';
import { formatDate, formatDay } from './formatDate.ts';

const fifthOfMarch = Date.UTC(2026, 2, 5, 3, 0);

describe('formatDate', () => {
  it('writes the long date of CLDR in three languages', () => {
    expect(formatDate(fifthOfMarch, 'zh')).toBe('2026年3月5日 星期四');
    expect(formatDate(fifthOfMarch, 'ug')).toBe('2026 5-مارت، پەيشەنبە');
    expect(formatDate(fifthOfMarch, 'en')).toBe('Thursday, 5 March 2026');
  });

  it('writes the day alone where there is little room', () => {
    expect(formatDay(fifthOfMarch, 'zh')).toBe('3月5日');
    expect(formatDay(fifthOfMarch, 'ug')).toBe('5-مارت');
    expect(formatDay(fifthOfMarch, 'en')).toBe('5 March');
  });

  it('keeps Beijing time, whatever the PC is set to', () => {
    expect(formatDate(Date.UTC(2026, 11, 31, 16, 0), 'zh')).toBe('2027年1月1日 星期五');
    expect(formatDate(Date.UTC(2026, 11, 31, 15, 59), 'zh')).toBe('2026年12月31日 星期四');
  });

  it('agrees with the full data of Node on every month and weekday in Uyghur', () => {
    const long = new Intl.DateTimeFormat('ug', { dateStyle: 'full', timeZone: 'Asia/Shanghai' });
    for (let i = 0; i < 400; i += 1) {
      const at = fifthOfMarch + i * 86_400_000;
      expect(formatDate(at, 'ug')).toBe(long.format(at));
    }
  });
});
