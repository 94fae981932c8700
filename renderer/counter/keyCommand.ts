import type { Verb } from './counterCommand.ts';

/** What a key press says, apart from the page it happens on. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing' | 'repeat' | 'keyCode'
> & {
  /** The key goes to a field or a button that has its own use for Enter. */
  isOnControl: boolean;
};

export type KeyNames = Readonly<Record<Verb, string | null>>;

/** What can be put on another key, in the order of the buttons; taking back shares the key of setting aside, opening that of pausing. */
export const movableVerbs = [
  'call-next',
  'recall',
  'serve',
  'finish',
  'no-show',
  'hold',
  'transfer',
  'call',
  'note',
  'pause',
] as const satisfies readonly Verb[];

/** The keys of a new PC, as printed on the buttons. */
export const standardKeys: KeyNames = {
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
  classify: null,
};

/** Key code of every press that an input method has taken for itself. */
const composingCode = 229;
/** F5, F6 and F10 to F12 belong to the browser. */
const freeKey = /^F[1-4789]$/;

/**
 * The name of a key that may stand for a command; null = it may not. Single letters are left to input methods, and a key that
 * is held down counts once.
 */
export function keyNameOf(press: KeyPress): string | null {
  if (press.isComposing || press.keyCode === composingCode || press.repeat) return null;
  if (press.altKey || press.metaKey) return null;
  if (press.ctrlKey) return !press.shiftKey && press.key.toLowerCase() === 'k' ? 'Ctrl+K' : null;
  if (freeKey.test(press.key)) return press.shiftKey ? `Shift+${press.key}` : press.key;
  return press.key === 'Enter' && !press.shiftKey && !press.isOnControl ? 'Enter' : null;
}

/** The command a key stands for; null = none. */
export function commandOfKey(press: KeyPress, keys: KeyNames): Verb | null {
  const name = keyNameOf(press);
  return name === null ? null : (movableVerbs.find(verb => keys[verb] === name) ?? null);
}

/** The keys with a command put on another one; the command that had it gets the old one, so that none is lost. */
export function withKey(keys: KeyNames, verb: Verb, name: string): KeyNames {
  const other = movableVerbs.find(one => keys[one] === name);
  const swapped = { ...keys, ...(other === undefined ? {} : { [other]: keys[verb] }), [verb]: name };
  return { ...swapped, resume: swapped.hold };
}
