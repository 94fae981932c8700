/** 31 signs that are neither misread nor misheard (no 0 1 I L O). A prime number of them, so that the check sign finds every swap. */
const signs = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const chosenSigns = 9;
const codeLength = chosenSigns + 1;

/** Weighted sum modulo 31 (ISO 7064 in spirit): every single wrong sign and every swap of two signs changes it. */
function weightedSum(values: readonly number[]): number {
  return values.reduce((sum, value, i) => sum + (i + 1) * value, 0) % signs.length;
}

/**
 * Makes an enrolment code: nine signs of chance (44 bits) and a check sign, `ABCDE-FGHJK`.
 * @param chance at least 32 random bytes; those that would favour some signs are passed over
 */
export function makeEnrolmentCode(chance: Uint8Array): string {
  const fair = 256 - (256 % signs.length);
  const values = [...chance].filter(byte => byte < fair).map(byte => byte % signs.length);
  const chosen = values.slice(0, chosenSigns);
  if (chosen.length < chosenSigns) throw new RangeError('too little chance for an enrolment code');
  // The weight of the last sign is ten; its inverse modulo 31 is 28, and what is left must sum up to nothing.
  const check = (((signs.length - weightedSum(chosen)) % signs.length) * 28) % signs.length;
  const text = [...chosen, check].map(value => signs.charAt(value)).join('');
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}

/** The code as it was made, whatever case, blanks and dashes somebody typed; null when it is none. */
export function readEnrolmentCode(typed: string): string | null {
  const text = typed.toUpperCase().replaceAll(/[\s-]/g, '');
  if (text.length !== codeLength) return null;
  const values = [...text].map(sign => signs.indexOf(sign));
  if (values.includes(-1) || weightedSum(values) !== 0) return null;
  return `${text.slice(0, 5)}-${text.slice(5)}`;
}
