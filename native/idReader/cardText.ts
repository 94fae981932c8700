import { err, ok, type Result } from '../kit/result.ts';

/**
 * All that ever leaves this folder about a person. Ethnicity, sex, birth, address, authority and photo
 * are on the card too and are not read, so that they cannot be stored, logged or leaked by anybody.
 */
export type IdCard =
  | {
      readonly kind: 'citizen';
      readonly name: string;
      /** 18 characters, the last may be X (GB 11643). The check digit is not judged here. */
      readonly number: string;
      /** YYYY-MM-DD */
      readonly validFrom: string;
      /** YYYY-MM-DD, or null for 长期 (for ever). */
      readonly validUntil: string | null;
    }
  /** J: permit for Hong Kong, Macao and Taiwan residents; I: foreigner's permit of 2017; Y: that of 2023. */
  | { readonly kind: 'other'; readonly type: string };

export type CardTextFailure = 'bad-length' | 'bad-name' | 'bad-number' | 'bad-validity';

/** Offset and length in bytes inside the text block (UTF-16LE, padded with spaces; some readers pad with NUL). */
export const textFields = {
  name: [0, 30],
  sex: [30, 2],
  nation: [32, 4],
  birth: [36, 16],
  address: [52, 70],
  number: [122, 36],
  authority: [158, 30],
  validFrom: [188, 16],
  validUntil: [204, 16],
  type: [248, 2],
} as const;

export const textBlockLength = 256;

/** Decodes the text block of a card; anything but a citizen's card is only named by its type letter. Never throws. */
export function decodeCardText(block: Uint8Array): Result<IdCard, CardTextFailure> {
  if (block.length !== textBlockLength) return err('bad-length');
  const type = field(block, 'type');
  if (/^[A-Z]$/u.test(type)) return ok({ kind: 'other', type });

  const name = field(block, 'name');
  if (name === '' || !/^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Co} ]+$/u.test(name)) return err('bad-name');
  const number = toHalfWidth(field(block, 'number')).toUpperCase();
  if (!/^\d{17}[\dX]$/u.test(number)) return err('bad-number');
  const validFrom = toDate(field(block, 'validFrom'));
  const until = field(block, 'validUntil');
  const validUntil = until === '长期' ? null : toDate(until);
  if (validFrom === null || (validUntil === null && until !== '长期')) return err('bad-validity');
  return ok({ kind: 'citizen', name, number, validFrom, validUntil });
}

function field(block: Uint8Array, name: keyof typeof textFields): string {
  const [offset, length] = textFields[name];
  let text = '';
  for (let at = offset; at < offset + length; at += 2) {
    text += String.fromCharCode((block[at] ?? 0) | ((block[at + 1] ?? 0) << 8));
  }
  return text.replaceAll('\u0000', ' ').trim();
}

/** Some issuing systems typed digits and letters in full width. */
function toHalfWidth(text: string): string {
  return text.replaceAll(/[！-～]/gu, wide => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/** YYYYMMDD → YYYY-MM-DD; null for anything that is no day of the calendar. */
function toDate(text: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/u.exec(toHalfWidth(text));
  if (match === null) return null;
  const iso = `${match[1]}-${match[2]}-${match[3]}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? null : iso;
}
