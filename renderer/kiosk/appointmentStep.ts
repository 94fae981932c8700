import type { AppointmentCalendar } from '../../hall/domain/appointmentApi.ts';
import type { QueueId, RequestId } from '../../hall/domain/ids.ts';
import type { KioskBooked, KioskCheckedIn } from '../../hall/domain/kioskAppointments.ts';
import type { Answer } from '../ui/askRoute.ts';
import type { PageFailureCode } from '../ui/failureText.ts';

export type CheckInAnswer = Exclude<KioskCheckedIn, { is: 'welcome' }>;

/** Where somebody stands who came for an appointment, or to make one. */
export type AppointmentStep =
  | { at: 'code'; digits: string; sending: RequestId | null; failure: PageFailureCode | null }
  | { at: 'answer'; answer: CheckInAnswer; sending: RequestId | null; failure: PageFailureCode | null }
  | { at: 'queues' }
  /** `day`: null while days are chosen. `sending`: the calendar or the booking is on its way. */
  | {
      at: 'calendar';
      queue: QueueId;
      calendar: AppointmentCalendar | null;
      day: string | null;
      page: number;
      sending: RequestId | null;
      failure: PageFailureCode | null;
    }
  | { at: 'booked'; booked: KioskBooked }
  | { at: 'cancelled' };

export type AppointmentEvent =
  | { is: 'opened' | 'bookOpened' }
  | { is: 'erased' | 'cleared' }
  | { is: 'typed'; digit: string }
  | { is: 'asked'; request: RequestId }
  | { is: 'checkedIn'; request: RequestId; answer: Answer<KioskCheckedIn> }
  | { is: 'queueChosen'; queue: QueueId; request: RequestId }
  | { is: 'calendarCame'; request: RequestId; answer: Answer<AppointmentCalendar> }
  | { is: 'dayChosen'; day: string }
  | { is: 'pageTurned'; page: number }
  | { is: 'booked'; request: RequestId; answer: Answer<KioskBooked> }
  | { is: 'cancelled'; request: RequestId; answer: Answer<unknown> };

/** Numbers of other booking systems are up to twelve digits long. */
const mostDigits = 12;
export const fewestDigits = 6;

/** The first step: code or card. */
export const codeStep: AppointmentStep = { at: 'code', digits: '', sending: null, failure: null };

/** Next step; the same object when the event does not fit (a late answer, a second tap). Pure. */
export function nextAppointmentStep(step: AppointmentStep, event: AppointmentEvent): AppointmentStep {
  switch (event.is) {
    case 'opened':
      return codeStep;
    case 'bookOpened':
      return { at: 'queues' };
    case 'typed':
    case 'erased':
    case 'cleared':
      return typed(step, event);
    case 'asked':
      return 'sending' in step && step.sending === null ? { ...step, sending: event.request, failure: null } : step;
    case 'checkedIn':
      return checkedIn(step, event);
    case 'queueChosen': {
      const { queue, request } = event;
      return { at: 'calendar', queue, calendar: null, day: null, page: 0, sending: request, failure: null };
    }
    case 'dayChosen':
      return step.at === 'calendar' ? { ...step, day: event.day, page: 0, failure: null } : step;
    case 'pageTurned':
      return step.at === 'calendar' ? { ...step, page: event.page } : step;
    case 'calendarCame':
      if (step.at !== 'calendar' || step.sending !== event.request) return step;
      return event.answer.ok
        ? { ...step, calendar: event.answer.value, sending: null }
        : { ...step, sending: null, failure: event.answer.failure.code };
    case 'booked':
      if (step.at !== 'calendar' || step.sending !== event.request) return step;
      return event.answer.ok
        ? { at: 'booked', booked: event.answer.value }
        : { ...step, sending: null, failure: event.answer.failure.code };
    case 'cancelled':
      if (step.at !== 'answer' || step.sending !== event.request) return step;
      return event.answer.ok ? { at: 'cancelled' } : { ...step, sending: null, failure: event.answer.failure.code };
  }
}

function typed(
  step: AppointmentStep,
  event: Extract<AppointmentEvent, { is: 'typed' } | { is: 'erased' | 'cleared' }>,
): AppointmentStep {
  if (step.at !== 'code' || step.sending !== null) return step;
  switch (event.is) {
    case 'cleared':
      return codeStep;
    case 'erased':
      return { ...step, digits: step.digits.slice(0, -1), failure: null };
    case 'typed':
      return { ...step, digits: (step.digits + event.digit).slice(0, mostDigits), failure: null };
  }
}

function checkedIn(step: AppointmentStep, event: Extract<AppointmentEvent, { is: 'checkedIn' }>): AppointmentStep {
  if (step.at !== 'code' || step.sending !== event.request) return step;
  const { answer } = event;
  if (!answer.ok) return { ...step, sending: null, failure: answer.failure.code };
  // A welcome is a number; the kiosk shows it as every other one.
  return answer.value.is === 'welcome' ? step : { at: 'answer', answer: answer.value, sending: null, failure: null };
}

/** One step back; null = out of appointments. */
export function appointmentStepBefore(step: AppointmentStep): AppointmentStep | null {
  switch (step.at) {
    case 'code':
      return null;
    case 'calendar':
      return step.day === null ? { at: 'queues' } : { ...step, day: null, page: 0, sending: null, failure: null };
    case 'answer':
    case 'queues':
    case 'booked':
    case 'cancelled':
      return codeStep;
  }
}
