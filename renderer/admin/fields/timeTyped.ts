/** A time of day as people type it: `9`, `930`, `9:30` and `９：３０` are `09:30` style; anything else stays as typed. */
export function timeTyped(text: string): string {
  const plain = text.normalize('NFKC').trim().replaceAll('.', ':');
  const parts = /^(\d{1,2})(?::?(\d{2}))?$/.exec(plain);
  return parts === null ? plain : `${(parts[1] ?? '').padStart(2, '0')}:${parts[2] ?? '00'}`;
}
