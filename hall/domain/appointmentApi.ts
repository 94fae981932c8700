import { z } from 'zod';
import { bookingCodeSchema } from './bookingCode.ts';
import { businessDaySchema } from './businessDay.ts';
import { issuedSharedSchema } from './hallApi.ts';
import { appointmentIdSchema, queueIdSchema, ticketIdSchema } from './ids.ts';
import { labelSchema } from './label.ts';
import { languageSchema } from './text.ts';

const instant = z.number().int().nonnegative();
const slot = { queue: queueIdSchema, startsAt: instant, endsAt: instant };
export const appointmentStateSchema = z.enum(['booked', 'released', 'missed', 'cancelled', 'checked_in']);

/** Days on which something can be booked, with the places that are left of each slot. */
export const appointmentCalendarSchema = z.object({
  days: z.array(
    z.object({
      day: businessDaySchema,
      slots: z.array(z.object({ startsAt: instant, endsAt: instant, free: z.number().int() })),
    }),
  ),
});
export type AppointmentCalendar = z.infer<typeof appointmentCalendarSchema>;

/** `requestId` becomes the appointment, so asking twice books once. Of number and name only a keyed hash and a mask are kept. */
export const bookAppointmentSchema = z.object({
  requestId: appointmentIdSchema,
  queue: queueIdSchema,
  startsAt: instant,
  /** Staff: binds the appointment to an ID card. */
  idNumber: z.string().max(18).nullable().default(null),
  /** Staff: for the day list. */
  name: z.string().max(60).nullable().default(null),
  /** Kiosk: keyed hash of the card that lay there, base64. */
  person: z.base64().max(64).nullable().default(null),
});
export type BookAppointment = z.infer<typeof bookAppointmentSchema>;
export type BookAppointmentBody = z.input<typeof bookAppointmentSchema>;

export const bookedAppointmentSchema = z.object({ appointment: appointmentIdSchema, ...slot, code: bookingCodeSchema });
export type BookedAppointment = z.infer<typeof bookedAppointmentSchema>;

export const moveAppointmentSchema = z.object({ startsAt: instant });

/** A line of the day list, for staff. */
export const appointmentEntrySchema = bookedAppointmentSchema.extend({
  at: appointmentStateSchema,
  channel: z.enum(['counter', 'kiosk', 'import']),
  maskedName: z.string().nullable(),
  withCard: z.boolean(),
  /** The number it was checked in with. */
  label: labelSchema.nullable(),
  /** False when its place was given back, or another appointment had been given the same one. */
  keepsPlace: z.boolean(),
});
export type AppointmentEntry = z.infer<typeof appointmentEntrySchema>;

/** What a kiosk keeps of today's appointments, so that it can check in without the hub. Live entries `appointment:<id>`. */
export const stationAppointmentSchema = bookedAppointmentSchema.extend({
  leg: z.number().int(),
  at: appointmentStateSchema,
  /** The number it was checked in with. */
  ticket: ticketIdSchema.nullable(),
  person: z.base64().nullable(),
  label: labelSchema.nullable(),
});
export type StationAppointment = z.infer<typeof stationAppointmentSchema>;

// ---- check-in ------------------------------------------------------------------------------------------------------

export const hubCheckInSchema = z.object({ ticket: ticketIdSchema, language: languageSchema });

const refusedCheckIn = [
  z.object({ is: z.literal('too_early'), from: instant }),
  z.object({ is: z.literal('too_late') }),
  z.object({ is: z.literal('other_day') }),
  z.object({ is: z.literal('already') }),
  z.object({ is: z.literal('cancelled') }),
] as const;
export const hubCheckedInSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('welcome'), late: z.boolean(), number: issuedSharedSchema }),
  ...refusedCheckIn,
]);
export type HubCheckedIn = z.infer<typeof hubCheckedInSchema>;

// ---- list from elsewhere -------------------------------------------------------------------------------------------

export const importAppointmentsSchema = z.object({
  format: z.enum(['csv', 'json']),
  text: z.string().max(60_000),
  /** Only say what would happen. */
  dryRun: z.boolean(),
});
export type ImportAppointments = z.infer<typeof importAppointmentsSchema>;

/** What can be wrong with a line; each has a sentence that says what to do. */
export const importProblems = [
  'unreadable',
  'unknown_queue',
  'no_appointments',
  'bad_day',
  'bad_time',
  'bad_id_number',
  'bad_code',
  'past',
  'too_far',
  'no_slot',
  'slot_full',
  'already_booked',
  'code_taken',
] as const;
export type ImportProblem = (typeof importProblems)[number];

export const importReportSchema = z.object({
  /** `known`: this line was taken in before. */
  lines: z.array(
    z.object({
      line: z.number().int(),
      is: z.enum(['new', 'known', 'wrong']),
      problem: z.enum(importProblems).nullable(),
    }),
  ),
  /** False after a dry run. */
  written: z.boolean(),
});
export type ImportReport = z.infer<typeof importReportSchema>;
