import { z } from 'zod';

/** Quasigroup of order ten after H. M. Damm: one wrong digit, or two neighbours exchanged, always changes the check. */
const table = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const;

/** Digits only: they can be typed on the kiosk in every language and read out on the telephone. */
const drawnDigits = 7;

/** A code of this hall has eight digits; a list from elsewhere may bring its own numbers. */
export const bookingCodeSchema = z
  .string()
  .regex(/^\d{6,12}$/)
  .brand<'BookingCode'>();
export type BookingCode = z.infer<typeof bookingCodeSchema>;

function checkOf(digits: string): number {
  return [...digits].reduce((check, digit) => table[check]?.[Number(digit)] ?? 0, 0);
}

/** The code for a number drawn at random: seven digits (one in fifty thousand hits one of 200 appointments) and the check. */
export function formatBookingCode(drawn: number): BookingCode {
  if (!Number.isInteger(drawn) || drawn < 0) throw new RangeError(`booking number ${drawn}`);
  const digits = String(drawn % 10 ** drawnDigits).padStart(drawnDigits, '0');
  return bookingCodeSchema.parse(`${digits}${checkOf(digits)}`);
}

/** True for eight digits whose check is right: what is typed wrong is told apart from what does not exist. */
export function isBookingCode(text: string): boolean {
  return /^\d{8}$/.test(text) && checkOf(text) === 0;
}
