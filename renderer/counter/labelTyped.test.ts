import { expect, it } from 'vitest';
import { labelTyped } from './labelTyped.ts';

it('reads a number as clerks type it', () => {
  for (const typed of ['A015', 'a15', ' a 015 ', 'Ａ０１５']) expect(labelTyped(typed)).toBe('A015');
  expect(labelTyped('ak7')).toBe('AK007');
  for (const typed of ['', '15', 'A', 'A1234', 'ABCD1', 'A-1']) expect(labelTyped(typed)).toBeNull();
});
