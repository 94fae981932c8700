import { expect, it } from 'vitest';
import { numberTyped } from './numberTyped.ts';
import { timeTyped } from './timeTyped.ts';

it.each([
  ['9', '09:00'],
  ['930', '09:30'],
  ['9:30', '09:30'],
  ['１５：３０', '15:30'],
  ['19.30', '19:30'],
  ['24:00', '24:00'],
  ['noon', 'noon'],
  ['', ''],
])('a time typed as "%s" is %s', (text, time) => expect(timeTyped(text)).toBe(time));

it.each([
  ['', null],
  [' ３０ ', 30],
  ['12', 12],
  ['1x', Number.NaN],
  ['-3', Number.NaN],
  ['1.5', Number.NaN],
])('a number typed as "%s" is %s', (text, number) => expect(numberTyped(text)).toBe(number));
