const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkSigns = '10X98765432';

/** GB 11643 check of an 18-sign ID number (upper-case X). Area codes are not judged: old prefixes live on in numbers. */
export function isIdNumber(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false;
  const sum = weights.reduce<number>((total, weight, i) => total + weight * Number(number[i]), 0);
  return checkSigns[sum % 11] === number[17];
}

/** `653***********0021`: what may be shown of a number, to its holder only. What is too short to be one is hidden whole. */
export function maskIdNumber(number: string): string {
  if (number.length < 15) return '*'.repeat(number.length);
  return `${number.slice(0, 3)}${'*'.repeat(number.length - 7)}${number.slice(-4)}`;
}

const graphemes = (text: string): string[] =>
  [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)].map(s => s.segment);

/** `张*` for a Han name, `阿依…` for a name with `·` (Uyghur and Kazakh names): enough to know oneself, too little for a neighbour. */
export function maskName(name: string): string {
  const signs = graphemes(name.trim());
  if (signs.length === 0) return '*';
  if (/[·•.]/.test(name)) return `${signs.slice(0, 2).join('')}…`;
  return `${signs[0] ?? ''}${'*'.repeat(Math.max(1, signs.length - 1))}`;
}
