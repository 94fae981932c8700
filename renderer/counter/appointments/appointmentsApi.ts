import { hc } from 'hono/client';
import type { HubApi } from '../../../hall/api/hubApi.ts';
import type { BookAppointmentBody, ImportAppointments } from '../../../hall/domain/appointmentApi.ts';
import type { AppointmentId, QueueId } from '../../../hall/domain/ids.ts';
import { askRoute } from '../../ui/askRoute.ts';
import { bearer } from '../../ui/hubSession.ts';

const answerWithinMs = 5000;

/** Typed by the very routes of the hub. */
const hub = hc<HubApi>(location.origin).api.appointments;

/** `GET /api/appointments` */
export function dayList(token: string, day: string) {
  return askRoute(answerWithinMs, init => hub.$get({ query: { day } }, { init, ...bearer(token) }));
}

/** `GET /api/appointments/calendar` */
export function calendarOf(token: string, queue: QueueId) {
  return askRoute(answerWithinMs, init => hub.calendar.$get({ query: { queue } }, { init, ...bearer(token) }));
}

/** `POST /api/appointments`: the same request id books once. */
export function book(token: string, json: BookAppointmentBody) {
  return askRoute(answerWithinMs, init => hub.$post({ json }, { init, ...bearer(token) }));
}

/** `POST /api/appointments/{appointment}/move` */
export function move(token: string, request: { appointment: AppointmentId; startsAt: number }) {
  const { appointment, startsAt } = request;
  return askRoute(answerWithinMs, init =>
    hub[':appointment'].move.$post({ param: { appointment }, json: { startsAt } }, { init, ...bearer(token) }),
  );
}

/** `POST /api/appointments/{appointment}/cancel` */
export function cancel(token: string, appointment: AppointmentId) {
  return askRoute(answerWithinMs, init =>
    hub[':appointment'].cancel.$post({ param: { appointment } }, { init, ...bearer(token) }),
  );
}

/** `POST /api/appointments/import` */
export function importList(token: string, json: ImportAppointments) {
  return askRoute(answerWithinMs, init => hub.import.$post({ json }, { init, ...bearer(token) }));
}

/** `GET /api/appointments/export`: saves the file; false when there is none. */
export async function saveDayList(token: string, day: string): Promise<boolean> {
  try {
    const answer = await fetch(`/api/appointments/export?day=${day}`, {
      ...bearer(token),
      signal: AbortSignal.timeout(answerWithinMs),
    });
    if (!answer.ok) return false;
    const address = URL.createObjectURL(await answer.blob());
    const link = document.createElement('a');
    link.href = address;
    link.download = `appointments-${day}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    return true;
  } catch {
    return false;
  }
}
