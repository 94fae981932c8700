/** What a key event of Electron says; the part that decides. */
export type KeyStroke = {
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
};

/** Keys with a name that a citizen with a keypad, or a barcode reader that types, may use. */
const namedKeys: ReadonlySet<string> = new Set([
  'Tab',
  'Enter',
  'Escape',
  'Backspace',
  'Delete',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Shift',
]);

/**
 * Typing and moving the focus pass; every combination and every function key is swallowed. An allow list, because new versions of Chromium bring new shortcuts.
 */
export function keyMayPass(stroke: KeyStroke): boolean {
  if (stroke.control || stroke.alt || stroke.meta) return false;
  return namedKeys.has(stroke.key) || [...stroke.key].length === 1;
}
