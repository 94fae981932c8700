import { hc } from 'hono/client';
import type { KioskAppointmentsApi } from '../../hall/api/kioskAppointments.ts';
import type { AppointmentId, QueueId } from '../../hall/domain/ids.ts';
import type { KioskBook, KioskCheckIn } from '../../hall/domain/kioskAppointments.ts';
import { askRoute } from '../ui/askRoute.ts';

/** The station asks the hub for at most 2.5 s; longer means that it is being restarted. */
const answerWithinMs = 4000;
const attempts = 3;
const pauseBetweenMs = 400;

const station = hc<KioskAppointmentsApi>(location.origin).api.appointments;

/** `POST /api/appointments/check-in`. Repeated with the same request id when nobody answers: the number is the same again. */
export async function checkIn(request: KioskCheckIn) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await askRoute(answerWithinMs, init => station['check-in'].$post({ json: request }, { init }));
    if (answer.ok || answer.failure.code !== 'unreachable' || attempt === attempts) return answer;
    await new Promise(resume => setTimeout(resume, pauseBetweenMs));
  }
}

/** `GET /api/appointments/calendar` */
export function appointmentCalendar(queue: QueueId) {
  return askRoute(answerWithinMs, init => station.calendar.$get({ query: { queue } }, { init }));
}

/** `POST /api/appointments`: the same request id books once. */
export function bookAppointment(request: KioskBook) {
  return askRoute(answerWithinMs, init => station.$post({ json: request }, { init }));
}

/** `POST /api/appointments/{appointment}/cancel` */
export function cancelAppointment(appointment: AppointmentId) {
  return askRoute(answerWithinMs, init => station[':appointment'].cancel.$post({ param: { appointment } }, { init }));
}
