import type { Verb } from './counterCommand.ts';

/** What a key press says, apart from the page it happens on. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing' | 'repeat' | 'keyCode'
> & {
  /** The key goes to a field or a button that has its own use for Enter. */
  isOnControl: boolean;
};

const keys: ReadonlyMap<string, Verb> = new Map([
  ['F2', 'call-next'],
  ['F4', 'recall'],
  ['F7', 'transfer'],
  ['F8', 'finish'],
  ['F9', 'no-show'],
]);

const shifted: ReadonlyMap<string, Verb> = new Map([
  ['F7', 'note'],
  ['F8', 'pause'],
  ['F9', 'hold'],
]);

/** As printed on the buttons. */
export const keyNames: Readonly<Record<Verb, string | null>> = {
  'call-next': 'F2',
  recall: 'F4',
  serve: 'Enter',
  finish: 'F8',
  'no-show': 'F9',
  hold: 'Shift+F9',
  transfer: 'F7',
  call: 'Ctrl+K',
  resume: 'Shift+F9',
  withdraw: null,
  'undo-no-show': null,
  pause: 'Shift+F8',
  open: null,
  close: null,
  note: 'Shift+F7',
};

/** Key code of every press that an input method has taken for itself. */
const composingCode = 229;

/**
 * The command a key stands for; null = none. Single letters are left to input methods, F5, F6 and F10 to F12 to the browser,
 * and a key that is held down counts once.
 */
export function commandOfKey(press: KeyPress): Verb | null {
  if (press.isComposing || press.keyCode === composingCode || press.repeat) return null;
  if (press.altKey || press.metaKey) return null;
  if (press.ctrlKey) return !press.shiftKey && press.key.toLowerCase() === 'k' ? 'call' : null;
  if (press.shiftKey) return shifted.get(press.key) ?? null;
  if (press.key === 'Enter') return press.isOnControl ? null : 'serve';
  return keys.get(press.key) ?? null;
}
