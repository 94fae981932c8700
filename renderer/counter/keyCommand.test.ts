import { describe, expect, it } from 'vitest';
import { commandOfKey, keyNameOf, type KeyPress, movableVerbs, standardKeys, withKey } from './keyCommand.ts';

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

const commandOf = (pressed: KeyPress) => commandOfKey(pressed, standardKeys);

describe('keys of the counter', () => {
  it.each([
    ['F2', 'call-next'],
    ['F4', 'recall'],
    ['Enter', 'serve'],
    ['F7', 'transfer'],
    ['F8', 'finish'],
    ['F9', 'no-show'],
  ])('%s is %s', (key, verb) => {
    expect(commandOf(press(key))).toBe(verb);
  });

  it('asks for a certain number with Ctrl+K and with nothing else of Ctrl', () => {
    for (const key of ['k', 'K']) expect(commandOf(press(key, { ctrlKey: true }))).toBe('call');
    expect(commandOf(press('K', { ctrlKey: true, shiftKey: true }))).toBeNull();
    expect(commandOf(press('k'))).toBeNull();
  });

  it('writes a note with Shift+F7, pauses with Shift+F8, sets aside with Shift+F9, and nothing else of Shift', () => {
    expect(commandOf(press('F7', { shiftKey: true }))).toBe('note');
    expect(commandOf(press('F9', { shiftKey: true }))).toBe('hold');
    expect(commandOf(press('F8', { shiftKey: true }))).toBe('pause');
    expect(commandOf(press('F2', { shiftKey: true }))).toBeNull();
    expect(commandOf(press('Enter', { shiftKey: true }))).toBeNull();
  });

  it('does nothing while an input method composes', () => {
    for (const key of ['F2', 'F4', 'Enter', 'F8', 'F9']) {
      expect(commandOf(press(key, { isComposing: true }))).toBeNull();
      expect(commandOf(press(key, { keyCode: 229 }))).toBeNull();
    }
  });

  it('leaves Alt+F4, held keys, letters and the Enter of a button alone', () => {
    expect(commandOf(press('F4', { altKey: true }))).toBeNull();
    expect(commandOf(press('F2', { ctrlKey: true }))).toBeNull();
    expect(commandOf(press('F2', { repeat: true }))).toBeNull();
    expect(commandOf(press('Enter', { isOnControl: true }))).toBeNull();
    expect(commandOf(press('a'))).toBeNull();
    expect(commandOf(press('F5'))).toBeNull();
    expect(commandOf(press('toString'))).toBeNull();
  });
});

describe('keys of this PC', () => {
  it('puts a command on another key, and the one that had it on the old', () => {
    const moved = withKey(standardKeys, 'call-next', 'F8');
    expect(commandOfKey(press('F8'), moved)).toBe('call-next');
    expect(commandOfKey(press('F2'), moved)).toBe('finish');
    expect(new Set(movableVerbs.map(verb => moved[verb])).size).toBe(movableVerbs.length);
    expect(withKey(standardKeys, 'hold', 'F1').resume).toBe('F1');
    expect(commandOfKey(press('F9', { shiftKey: true }), withKey(standardKeys, 'hold', 'F1'))).toBeNull();
  });

  it('leaves to browser and input methods what is theirs', () => {
    for (const key of ['F5', 'F6', 'F10', 'F11', 'F12', 'a', 'Tab', 'Escape', ' '])
      expect(keyNameOf(press(key)), key).toBeNull();
    expect(keyNameOf(press('F1', { shiftKey: true }))).toBe('Shift+F1');
  });
});
