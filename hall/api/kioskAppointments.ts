import { createRoute, z } from '@hono/zod-openapi';
import { type AppointmentCalendar, appointmentCalendarSchema } from '../domain/appointmentApi.ts';
import type { ApiFailure } from '../domain/hallApi.ts';
import { type AppointmentId, appointmentIdSchema, type QueueId, queueIdSchema } from '../domain/ids.ts';
import {
  type KioskBook,
  type KioskBooked,
  kioskBookedSchema,
  kioskBookSchema,
  type KioskCheckedIn,
  kioskCheckedInSchema,
  type KioskCheckIn,
  kioskCheckInSchema,
} from '../domain/kioskAppointments.ts';
import type { Result } from '../store/hallStore.ts';
import { allow } from './access.ts';
import { failureResponses, newModule, refuse } from './failure.ts';

/** What a citizen can do with appointments at the kiosk; implemented by the station. Checking in works without the hub. */
export type KioskAppointments = {
  checkIn(request: KioskCheckIn): Promise<Result<KioskCheckedIn, ApiFailure>>;
  calendar(queue: QueueId): Promise<Result<AppointmentCalendar, ApiFailure>>;
  book(request: KioskBook): Promise<Result<KioskBooked, ApiFailure>>;
  /** Only one whose code or card was shown at this kiosk just now. */
  cancel(appointment: AppointmentId): Promise<Result<null, ApiFailure>>;
};

const json = <T extends z.ZodType>(schema: T, description: string) =>
  ({ description, content: { 'application/json': { schema } } }) as const;
const body = <T extends z.ZodType>(schema: T) =>
  ({ required: true, content: { 'application/json': { schema } } }) as const;

const checkIn = createRoute({
  ...allow(['citizen']),
  method: 'post',
  path: '/api/appointments/check-in',
  request: { body: body(kioskCheckInSchema) },
  responses: { ...failureResponses, 200: json(kioskCheckedInSchema, 'The number, durable, or why there is none') },
});
const calendar = createRoute({
  ...allow(['citizen']),
  method: 'get',
  path: '/api/appointments/calendar',
  request: { query: z.object({ queue: queueIdSchema }) },
  responses: { ...failureResponses, 200: json(appointmentCalendarSchema, 'Bookable days and slots') },
});
const book = createRoute({
  ...allow(['citizen']),
  method: 'post',
  path: '/api/appointments',
  request: { body: body(kioskBookSchema) },
  responses: { ...failureResponses, 201: json(kioskBookedSchema, 'The appointment, durable at the hub') },
});
const cancel = createRoute({
  ...allow(['citizen']),
  method: 'post',
  path: '/api/appointments/{appointment}/cancel',
  request: { params: z.object({ appointment: appointmentIdSchema }) },
  responses: { ...failureResponses, 204: { description: 'Given back' } },
});

/** Appointments at the kiosk's own door. */
export function kioskAppointmentRoutes(desk: KioskAppointments) {
  return newModule()
    .openapi(checkIn, async c => {
      const answer = await desk.checkIn(c.req.valid('json'));
      return answer.ok ? c.json(answer.value, 200) : refuse(c, answer.failure);
    })
    .openapi(calendar, async c => {
      const answer = await desk.calendar(c.req.valid('query').queue);
      return answer.ok ? c.json(answer.value, 200) : refuse(c, answer.failure);
    })
    .openapi(book, async c => {
      const answer = await desk.book(c.req.valid('json'));
      return answer.ok ? c.json(answer.value, 201) : refuse(c, answer.failure);
    })
    .openapi(cancel, async c => {
      const answer = await desk.cancel(c.req.valid('param').appointment);
      return answer.ok ? c.body(null, 204) : refuse(c, answer.failure);
    });
}

/** Type of these routes, for the page's typed client. */
export type KioskAppointmentsApi = ReturnType<typeof kioskAppointmentRoutes>;
