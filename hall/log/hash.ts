import { hash } from 'node:crypto';

/** Signs that JSON escapes (RFC 8259 §7), and single surrogates, which `JSON.stringify` escapes too. */
const escaped = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

function quote(text: string): string {
  return escaped.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/**
 * JSON with the keys of every object sorted, so that two programs that hold the same value hash the same text. Written as
 * one loop because a receiver spends a fifth of its time here: half the time of building it out of arrays.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = value as Record<string, unknown>;
  let text = '';
  for (const key of Object.keys(members).sort())
    if (members[key] !== undefined) text += `${text === '' ? '' : ','}${quote(key)}:${canonicalJson(members[key])}`;
  return `{${text}}`;
}

/** First 16 bytes of SHA-256 of the canonical JSON, base64 (24 signs): what the next event of a stream carries as `prev`. */
export function hashOf(value: unknown): string {
  return hash('sha256', canonicalJson(value), 'buffer').subarray(0, 16).toString('base64');
}
