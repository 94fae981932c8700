/** Eight digits in a row, or the fifteen to eighteen of an identity number however it is spaced; Chinese and Arabic digits too. */
const longDigits = /\p{Nd}{8,}[Xx]?|\p{Nd}(?:[\s\-–.·]{0,2}\p{Nd}){14,17}(?:[\s-]?[Xx])?/gu;

const plain = (text: string) => text.replaceAll(/[０-９Ｘｘ]/g, sign => sign.normalize('NFKC'));

/** Whether a text holds what looks like an identity, phone or card number. */
export function hasLongDigits(text: string): boolean {
  return plain(text).search(longDigits) >= 0;
}

/** The text without what looks like an identity, phone or card number: a note between clerks is kept in the log for years. */
export function maskLongDigits(text: string): string {
  return hasLongDigits(text) ? plain(text).replaceAll(longDigits, '***') : text;
}
