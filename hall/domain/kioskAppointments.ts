import { z } from 'zod';
import { bookedAppointmentSchema } from './appointmentApi.ts';
import { bookingCodeSchema } from './bookingCode.ts';
import { takenTicketSchema } from './hallApi.ts';
import { appointmentIdSchema, queueIdSchema, requestIdSchema } from './ids.ts';
import { labelSchema } from './label.ts';
import { languageSchema, textSchema } from './text.ts';

/** `code`: typed or scanned. `appointment`: one of those the card on the reader has today. */
export const kioskCheckInSchema = z.object({
  requestId: requestIdSchema,
  language: languageSchema,
  by: z.union([z.object({ code: bookingCodeSchema }), z.object({ appointment: appointmentIdSchema })]),
});
export type KioskCheckIn = z.infer<typeof kioskCheckInSchema>;

/** An appointment as its holder sees it at the kiosk. */
export const ownAppointmentSchema = bookedAppointmentSchema.extend({ queueName: textSchema });
export type OwnAppointment = z.infer<typeof ownAppointmentSchema>;

export const kioskCheckedInSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('welcome'), late: z.boolean(), own: ownAppointmentSchema, taken: takenTicketSchema }),
  z.object({ is: z.literal('too_early'), from: z.number().int(), own: ownAppointmentSchema }),
  z.object({ is: z.literal('other_day'), own: ownAppointmentSchema }),
  z.object({ is: z.literal('too_late'), own: ownAppointmentSchema }),
  /** The number it was checked in with; null when this kiosk has not heard of it. */
  z.object({ is: z.literal('already'), label: labelSchema.nullable() }),
  z.object({ is: z.literal('cancelled') }),
  /** `typo`: eight digits that can be nobody's code. `isSure`: the hub knows none either. */
  z.object({ is: z.literal('not_found'), typo: z.boolean(), isSure: z.boolean() }),
]);
export type KioskCheckedIn = z.infer<typeof kioskCheckedInSchema>;

/** `useCard`: bind it to the card that lies on the reader now. */
export const kioskBookSchema = z.object({
  requestId: appointmentIdSchema,
  queue: queueIdSchema,
  startsAt: z.number().int(),
  useCard: z.boolean(),
});
export type KioskBook = z.infer<typeof kioskBookSchema>;
/** `paper`: whether a slip is on its way; without one the screen is all there is. */
export const kioskBookedSchema = z.object({ own: ownAppointmentSchema, paper: z.boolean() });
export type KioskBooked = z.infer<typeof kioskBookedSchema>;

/** Live entry `appointments` of the kiosk's page; missing when the hall takes none. */
export type AppointmentsEntry = {
  queues: z.infer<typeof queueIdSchema>[];
  helpLine: string | null;
  /** Those of the card on the reader that are still to be checked in today. */
  mine: OwnAppointment[];
};
