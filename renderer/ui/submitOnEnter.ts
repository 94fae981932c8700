import type { KeyboardEvent } from 'react';

/** Enter in a field sends the form; the Enter that ends a word of an input method does not. */
export function submitOnEnter(event: KeyboardEvent, send: () => void): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.repeat) return;
  if (!(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  send();
}
