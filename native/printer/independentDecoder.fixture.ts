/**
 * A second reading of the bytes, written from the command table alone. It shares no code with the encoder or with the
 * simulator's parser, so that both cannot agree on something wrong.
 */
export type Said =
  | { text: string }
  | { band: { strideBytes: number; rows: number; mode: number; data: Uint8Array } }
  | { other: string };

const fixedLength: Record<string, number> = {
  '1b40': 2,
  '1c26': 2,
  '1b52': 3,
  '1d61': 3,
  '1d21': 3,
  '1b45': 3,
  '1b61': 3,
  '1b4a': 3,
  '1d72': 3,
  '1d56': 4,
  '1004': 3,
  '1005': 3,
};

/** Every command as hex, text decoded by the platform's own GB18030. Throws at anything that is not in the table. */
export function readBytes(bytes: Uint8Array): Said[] {
  const byteAt = (i: number): number => bytes[i] ?? 0;
  const said: Said[] = [];
  let at = 0;
  const u16 = (i: number): number => byteAt(i) + 256 * byteAt(i + 1);
  const hex = (from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('hex');
  while (at < bytes.length) {
    const head = hex(at, at + 2);
    if (bytes[at] === 0x0a) {
      said.push({ other: '0a' });
      at += 1;
    } else if (bytes[at] === 0) {
      at += 1;
    } else if (head === '1d76') {
      const strideBytes = u16(at + 4);
      const rows = u16(at + 6);
      const end = at + 8 + strideBytes * rows;
      if (end > bytes.length) throw new Error('band without its end');
      said.push({ band: { strideBytes, rows, mode: byteAt(at + 3), data: bytes.slice(at + 8, end) } });
      at = end;
    } else if (head === '1d28') {
      const end = at + 5 + u16(at + 3);
      if (end > bytes.length) throw new Error('function without its end');
      said.push({ other: hex(at, end) });
      at = end;
    } else if (fixedLength[head] !== undefined) {
      said.push({ other: hex(at, at + fixedLength[head]) });
      at += fixedLength[head];
    } else if (byteAt(at) >= 0x20) {
      let end = at;
      while (end < bytes.length && byteAt(end) >= 0x20) end += byteAt(end) > 0x80 ? 2 : 1;
      said.push({ text: new TextDecoder('gb18030', { fatal: true }).decode(bytes.subarray(at, end)) });
      at = end;
    } else {
      throw new Error(`not a command: ${hex(at, at + 8)}`);
    }
  }
  return said;
}
