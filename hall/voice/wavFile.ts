/** Sound of one channel, 16 bit. */
export type Sound = { sampleRate: number; samples: Int16Array };

const headerBytes = 44;

/** Packs mono 16-bit sound as a RIFF/WAVE file. */
export function encodeWav({ sampleRate, samples }: Sound): Uint8Array {
  const dataBytes = samples.length * 2;
  const bytes = new Uint8Array(headerBytes + dataBytes);
  const view = new DataView(bytes.buffer);
  const word = (offset: number, text: string) => bytes.set(new TextEncoder().encode(text), offset);
  word(0, 'RIFF');
  view.setUint32(4, headerBytes - 8 + dataBytes, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, 'data');
  view.setUint32(40, dataBytes, true);
  samples.forEach((sample, i) => view.setInt16(headerBytes + i * 2, sample, true));
  return bytes;
}

/**
 * Takes a mono 16-bit PCM WAVE file apart; null when it is something else. Lengths that reach past the end are cut:
 * a program that writes to a pipe cannot know them and fills in a huge number.
 */
export function decodeWav(bytes: Uint8Array): Sound | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (offset: number) => new TextDecoder('latin1').decode(bytes.subarray(offset, offset + 4));
  if (bytes.length < 12 || word(0) !== 'RIFF' || word(8) !== 'WAVE') return null;
  let sampleRate: number | null = null;
  for (let offset = 12; offset + 8 <= bytes.length; ) {
    const start = offset + 8;
    const length = Math.min(view.getUint32(offset + 4, true), bytes.length - start);
    if (word(offset) === 'fmt ') {
      if (length < 16) return null;
      const plain = view.getUint16(start, true) === 1 && view.getUint16(start + 2, true) === 1;
      if (!plain || view.getUint16(start + 14, true) !== 16) return null;
      sampleRate = view.getUint32(start + 4, true);
    } else if (word(offset) === 'data') {
      if (sampleRate === null) return null;
      const samples = new Int16Array(length >> 1);
      for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(start + i * 2, true);
      return { sampleRate, samples };
    }
    offset = start + length + (length & 1);
  }
  return null;
}

/** Why {@link decodeWav} refuses a file, in words for whoever recorded it. */
export function wavProblem(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (offset: number) => new TextDecoder('latin1').decode(bytes.subarray(offset, offset + 4));
  if (bytes.length < 12 || word(0) !== 'RIFF' || word(8) !== 'WAVE') return 'this is no WAVE file';
  for (let offset = 12; offset + 24 <= bytes.length; ) {
    const length = view.getUint32(offset + 4, true);
    if (word(offset) === 'fmt ') {
      const [format, channels, bits] = [8, 10, 22].map(at => view.getUint16(offset + at, true));
      if (channels !== 1) return `${channels} channels; a clip has one (mono)`;
      if (format !== 1 || bits !== 16)
        return `${bits} bits in format ${format}; a clip has 16 bits in plain PCM (format 1)`;
      return 'there is no sound in it';
    }
    offset += 8 + length + (length & 1);
  }
  return 'the file ends before its sound begins';
}
