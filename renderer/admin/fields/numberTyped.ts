/** What was typed as a whole number: null when it is empty, NaN when it is none. Input methods type full-width digits. */
export function numberTyped(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return null;
  return /^\d{1,6}$/.test(plain) ? Number(plain) : Number.NaN;
}
