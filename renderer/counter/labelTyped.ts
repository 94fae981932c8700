/** The label a clerk means: full-width signs and small letters are taken, zeros may be left out; null = not a label. */
export function labelTyped(typed: string): string | null {
  const parts = /^([A-Z]{1,3})(\d{1,3})$/.exec(typed.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase());
  const [, letters, digits] = parts ?? [];
  return letters === undefined || digits === undefined ? null : letters + digits.padStart(3, '0');
}
