import { describe, expect, it } from 'vitest';
import { keyMayPass } from './keyGate.ts';

const bare = { control: false, alt: false, meta: false };

describe('keys that reach the page', () => {
  it.each(['a', '7', '汉', ' ', 'Tab', 'Enter', 'ArrowLeft', 'Escape'])('lets %j pass', key => {
    expect(keyMayPass({ ...bare, key })).toBe(true);
  });

  it.each([
    'F1',
    'F5',
    'F11',
    'F12',
    'ContextMenu',
    'PrintScreen',
    'BrowserBack',
    'Meta',
    'Alt',
    'Control',
    'Process',
    'Dead',
  ])('swallows %s', key => {
    expect(keyMayPass({ ...bare, key })).toBe(false);
  });

  it.each(['control', 'alt', 'meta'] as const)('swallows every combination with %s', modifier => {
    for (const key of ['a', 'w', 'r', '+', 'Tab', 'Enter', 'F4', 'ArrowLeft']) {
      expect(keyMayPass({ ...bare, [modifier]: true, key })).toBe(false);
    }
  });
});
