/* DER (X.690), as much of it as a certificate needs. Written by hand because the libraries for it bring a dependency injector along. */

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function lengthBytes(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Uint8Array.of(0x80 | bytes.length, ...bytes);
}

/** One element: tag, length, contents. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const body = concat(contents);
  return concat([Uint8Array.of(tag), lengthBytes(body.length), body]);
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => der(0x30, ...parts);
export const setOf = (...parts: readonly Uint8Array[]): Uint8Array => der(0x31, ...parts);
export const octets = (bytes: Uint8Array): Uint8Array => der(0x04, bytes);
export const truth: Uint8Array = Uint8Array.of(0x01, 0x01, 0xff);
export const utf8 = (text: string): Uint8Array => der(0x0c, new TextEncoder().encode(text));

/** A whole number that is not negative, given by its bytes. */
export function integer(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex(byte => byte !== 0);
  const value = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  return (value[0] ?? 0) >= 0x80 ? der(0x02, Uint8Array.of(0), value) : der(0x02, value);
}

export function bits(bytes: Uint8Array, unusedBits: number): Uint8Array {
  return der(0x03, Uint8Array.of(unusedBits), bytes);
}

/** An object identifier in dotted form. */
export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes: number[] = [];
  for (const arc of [first * 40 + second, ...rest]) {
    const groups = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift(0x80 | (left % 128));
    bytes.push(...groups);
  }
  return der(0x06, Uint8Array.from(bytes));
}

/** RFC 5280 §4.1.2.5: two digits of the year until 2049, four from then on. */
export function time(epochMs: number): Uint8Array {
  const date = new Date(epochMs);
  const text = date.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  const isShort = date.getUTCFullYear() < 2050;
  return der(isShort ? 0x17 : 0x18, new TextEncoder().encode(isShort ? text.slice(2) : text));
}
