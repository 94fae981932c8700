import { createRoute, z } from '@hono/zod-openapi';
import {
  appointmentCalendarSchema,
  type AppointmentEntry,
  appointmentEntrySchema,
  bookAppointmentSchema,
  bookedAppointmentSchema,
  hubCheckedInSchema,
  hubCheckInSchema,
  importAppointmentsSchema,
  importReportSchema,
  moveAppointmentSchema,
} from '../domain/appointmentApi.ts';
import { beijingTime } from '../domain/beijingTime.ts';
import { bookingCodeSchema } from '../domain/bookingCode.ts';
import { businessDaySchema } from '../domain/businessDay.ts';
import { joinCsv } from '../domain/csv.ts';
import { appointmentIdSchema, queueIdSchema } from '../domain/ids.ts';
import { allow, staff } from './access.ts';
import { failureResponses, newModule, refuse } from './failure.ts';
import type { HubPorts } from './hubPorts.ts';
import { importAppointments } from './importAppointments.ts';

const staffAndKiosks = [...staff, 'device'] as const;
const json = <T extends z.ZodType>(schema: T, description: string) =>
  ({ description, content: { 'application/json': { schema } } }) as const;
const body = <T extends z.ZodType>(schema: T) =>
  ({ required: true, content: { 'application/json': { schema } } }) as const;
const params = z.object({ appointment: appointmentIdSchema });
const booked = { ...failureResponses, 200: json(bookedAppointmentSchema, 'The appointment, durable') };
const ofDay = z.object({ day: businessDaySchema });

const calendar = createRoute({
  ...allow(staffAndKiosks),
  method: 'get',
  path: '/api/appointments/calendar',
  request: { query: z.object({ queue: queueIdSchema }) },
  responses: { ...failureResponses, 200: json(appointmentCalendarSchema, 'Bookable days and slots') },
});
const book = createRoute({
  ...allow(staffAndKiosks),
  method: 'post',
  path: '/api/appointments',
  request: { body: body(bookAppointmentSchema) },
  responses: booked,
});
const move = createRoute({
  ...allow(staffAndKiosks),
  method: 'post',
  path: '/api/appointments/{appointment}/move',
  request: { params, body: body(moveAppointmentSchema) },
  responses: booked,
});
const cancel = createRoute({
  ...allow(staffAndKiosks),
  method: 'post',
  path: '/api/appointments/{appointment}/cancel',
  request: { params },
  responses: booked,
});
const checkIn = createRoute({
  ...allow(['device']),
  method: 'post',
  path: '/api/appointments/{appointment}/check-in',
  request: { params, body: body(hubCheckInSchema) },
  responses: { ...failureResponses, 200: json(hubCheckedInSchema, 'The number, durable, or why there is none') },
});
const find = createRoute({
  ...allow(staffAndKiosks),
  method: 'get',
  path: '/api/appointments/by-code',
  request: { query: z.object({ code: bookingCodeSchema }) },
  responses: { ...failureResponses, 200: json(appointmentEntrySchema, 'The next appointment with this code') },
});
const list = createRoute({
  ...allow(staff),
  method: 'get',
  path: '/api/appointments',
  request: { query: ofDay },
  responses: {
    ...failureResponses,
    200: json(z.object({ appointments: z.array(appointmentEntrySchema) }), 'Appointments of a day, by time'),
  },
});
const exportList = createRoute({
  ...allow(staff),
  method: 'get',
  path: '/api/appointments/export',
  request: { query: ofDay },
  responses: {
    ...failureResponses,
    200: { description: 'The day list', content: { 'text/csv': { schema: z.string() } } },
  },
});
const importList = createRoute({
  ...allow(staff),
  method: 'post',
  path: '/api/appointments/import',
  request: { body: body(importAppointmentsSchema) },
  responses: { ...failureResponses, 200: json(importReportSchema, 'What became of each line') },
});

/** Appointments: calendar, booking, the day's list and its files. */
export function appointmentRoutes({ appointments: desk, store, state, now }: HubPorts) {
  const csvOf = (entries: readonly AppointmentEntry[], day: string): string =>
    joinCsv([
      ['queue', 'date', 'time', 'name', 'code', 'state', 'number'],
      ...entries.map(({ queue, startsAt, maskedName, code, at, label }) => {
        return [queue, day, beijingTime(startsAt), maskedName ?? '', code, at, label ?? ''];
      }),
    ]);
  return newModule()
    .openapi(calendar, c => {
      const answer = desk.calendar(c.req.valid('query').queue);
      return answer.ok ? c.json(answer.value, 200) : refuse(c, answer.failure);
    })
    .openapi(book, c => {
      const request = c.req.valid('json');
      const isKiosk = c.var.asker.role === 'device';
      // Only staff may name a person; a kiosk never sends more than the hash of a card that lay on it.
      const answer = isKiosk
        ? desk.book({ ...request, idNumber: null, name: null }, 'kiosk')
        : desk.book({ ...request, person: null }, 'counter');
      return answer.ok ? c.json(answer.value, 200) : refuse(c, answer.failure);
    })
    .openapi(move, c => {
      const answer = desk.move(c.req.valid('param').appointment, c.req.valid('json').startsAt);
      return answer.ok ? c.json(answer.value, 200) : refuse(c, answer.failure);
    })
    .openapi(cancel, c => {
      const by = c.var.asker.role === 'device' ? 'citizen' : 'staff';
      const answer = desk.cancel(c.req.valid('param').appointment, by);
      return answer.ok ? c.json(answer.value, 200) : refuse(c, answer.failure);
    })
    .openapi(checkIn, c => {
      const { appointment } = c.req.valid('param');
      const answer = desk.checkIn({ appointment, ...c.req.valid('json') });
      return answer.ok ? c.json(answer.value, 200) : refuse(c, answer.failure);
    })
    .openapi(find, c => {
      const answer = desk.find(c.req.valid('query').code);
      return answer.ok ? c.json(answer.value, 200) : refuse(c, answer.failure);
    })
    .openapi(list, c => c.json({ appointments: [...desk.ofDay(c.req.valid('query').day)] }, 200))
    .openapi(exportList, c => {
      const { day } = c.req.valid('query');
      c.header('content-disposition', `attachment; filename="appointments-${day}.csv"`);
      c.header('content-type', 'text/csv; charset=utf-8');
      return c.body(`\uFEFF${csvOf(desk.ofDay(day), day)}`, 200);
    })
    .openapi(importList, c => c.json(importAppointments({ store, state, now }, c.req.valid('json')), 200));
}
