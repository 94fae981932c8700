import { describe, expect, it } from 'vitest';
import { commandOfKey, type KeyPress } from './keyCommand.ts';

const press = (key: string, part: Partial<KeyPress> = {}): KeyPress => ({
  key,
  keyCode: 0,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
  repeat: false,
  isOnControl: false,
  ...part,
});

describe('keys of the counter', () => {
  it.each([
    ['F2', 'call-next'],
    ['F4', 'recall'],
    ['Enter', 'serve'],
    ['F7', 'transfer'],
    ['F8', 'finish'],
    ['F9', 'no-show'],
  ])('%s is %s', (key, verb) => {
    expect(commandOfKey(press(key))).toBe(verb);
  });

  it('asks for a certain number with Ctrl+K and with nothing else of Ctrl', () => {
    for (const key of ['k', 'K']) expect(commandOfKey(press(key, { ctrlKey: true }))).toBe('call');
    expect(commandOfKey(press('K', { ctrlKey: true, shiftKey: true }))).toBeNull();
    expect(commandOfKey(press('k'))).toBeNull();
  });

  it('pauses with Shift+F8, sets aside with Shift+F9, and nothing else of Shift', () => {
    expect(commandOfKey(press('F9', { shiftKey: true }))).toBe('hold');
    expect(commandOfKey(press('F8', { shiftKey: true }))).toBe('pause');
    expect(commandOfKey(press('F2', { shiftKey: true }))).toBeNull();
    expect(commandOfKey(press('Enter', { shiftKey: true }))).toBeNull();
  });

  it('does nothing while an input method composes', () => {
    for (const key of ['F2', 'F4', 'Enter', 'F8', 'F9']) {
      expect(commandOfKey(press(key, { isComposing: true }))).toBeNull();
      expect(commandOfKey(press(key, { keyCode: 229 }))).toBeNull();
    }
  });

  it('leaves Alt+F4, held keys, letters and the Enter of a button alone', () => {
    expect(commandOfKey(press('F4', { altKey: true }))).toBeNull();
    expect(commandOfKey(press('F2', { ctrlKey: true }))).toBeNull();
    expect(commandOfKey(press('F2', { repeat: true }))).toBeNull();
    expect(commandOfKey(press('Enter', { isOnControl: true }))).toBeNull();
    expect(commandOfKey(press('a'))).toBeNull();
    expect(commandOfKey(press('F5'))).toBeNull();
    expect(commandOfKey(press('toString'))).toBeNull();
  });
});
