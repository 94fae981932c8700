import { z } from 'zod';

const name = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/);

/** UUID of a ticket. For a number of the shared series it is also the request id, so asking twice gives one number. */
export const ticketIdSchema = z.uuid().brand<'TicketId'>();
export type TicketId = z.infer<typeof ticketIdSchema>;

/** Made by the page at the first touch; the same touch repeated has the same id. */
export const requestIdSchema = z.uuid().brand<'RequestId'>();
export type RequestId = z.infer<typeof requestIdSchema>;

export const queueIdSchema = name.brand<'QueueId'>();
export type QueueId = z.infer<typeof queueIdSchema>;

export const counterIdSchema = name.brand<'CounterId'>();
export type CounterId = z.infer<typeof counterIdSchema>;

/** One call of one ticket; a recall keeps the id. */
export const callIdSchema = z.uuid().brand<'CallId'>();
export type CallId = z.infer<typeof callIdSchema>;

export const appointmentIdSchema = z.uuid().brand<'AppointmentId'>();
export type AppointmentId = z.infer<typeof appointmentIdSchema>;

/** Kiosk, hub or other station of a hall: the author of a stream. */
export const deviceIdSchema = name.brand<'DeviceId'>();
export type DeviceId = z.infer<typeof deviceIdSchema>;

/** Staff account (never a person's name). */
export const accountIdSchema = name.brand<'AccountId'>();
export type AccountId = z.infer<typeof accountIdSchema>;

/** Area of the hall: a floor or a group of counters. */
export const areaIdSchema = name.brand<'AreaId'>();
export type AreaId = z.infer<typeof areaIdSchema>;

/** Authority with staff in the hall. */
export const departmentIdSchema = name.brand<'DepartmentId'>();
export type DepartmentId = z.infer<typeof departmentIdSchema>;

/** A thing that can be done in the hall (事项). */
export const serviceIdSchema = name.brand<'ServiceId'>();
