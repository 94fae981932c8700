/** A set-up step failed for a reason outside the program. The message is one sentence for the person at the keyboard. */
export class SetupFailure extends Error {
  /** @param {string} sentence what failed and how to get it, without a stack */
  constructor(sentence) {
    super(sentence);
    this.name = 'SetupFailure';
  }
}
