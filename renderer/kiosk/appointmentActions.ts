import type { AppointmentId, QueueId } from '../../hall/domain/ids.ts';
import type { KioskCheckIn } from '../../hall/domain/kioskAppointments.ts';
import { newRequestId } from '../ui/newRequestId.ts';
import { type AppointmentEvent, fewestDigits } from './appointmentStep.ts';
import { appointmentCalendar, bookAppointment, cancelAppointment, checkIn } from './appointmentApi.ts';
import type { KioskEvent, KioskState } from './kioskState.ts';

/** What the screens of appointments may do. */
export type AppointmentActions = {
  open: () => void;
  openBooking: () => void;
  typeDigit: (digit: string) => void;
  eraseDigit: () => void;
  clearDigits: () => void;
  /** Checks in by what was typed. */
  submitCode: () => void;
  /** Checks in one of those the card on the reader has. */
  checkInOwn: (appointment: AppointmentId) => void;
  chooseQueue: (queue: QueueId) => void;
  chooseDay: (day: string) => void;
  turnPage: (page: number) => void;
  book: (startsAt: number) => void;
  cancel: (appointment: AppointmentId) => void;
};

const now = () => performance.now();

/** Turns presses into events and questions to the station. `state` reads the state of this very moment. */
export function createAppointmentActions(
  dispatch: (event: KioskEvent) => void,
  state: () => KioskState,
): AppointmentActions {
  const tell = (event: AppointmentEvent) => dispatch({ is: 'appointment', event, nowMs: now() });
  const step = () => {
    const { screen } = state();
    return screen.at === 'appointment' ? screen.step : null;
  };
  /** Notes that something is asked now; null when something else is under way. */
  function begin() {
    const request = newRequestId();
    tell({ is: 'asked', request });
    const present = step();
    return present !== null && 'sending' in present && present.sending === request ? request : null;
  }

  async function ask(by: KioskCheckIn['by']): Promise<void> {
    const request = begin();
    if (request === null) return;
    const answer = await checkIn({ requestId: request, language: state().language, by });
    tell({ is: 'checkedIn', request, answer });
  }

  async function chooseQueue(queue: QueueId): Promise<void> {
    const request = newRequestId();
    tell({ is: 'queueChosen', queue, request });
    tell({ is: 'calendarCame', request, answer: await appointmentCalendar(queue) });
  }

  async function book(startsAt: number): Promise<void> {
    const request = begin();
    const present = step();
    if (request === null || present?.at !== 'calendar') return;
    const useCard = state().visit.at === 'card';
    const requestId = request as string as AppointmentId;
    const answer = await bookAppointment({ requestId, queue: present.queue, startsAt, useCard });
    tell({ is: 'booked', request, answer });
  }

  async function cancel(appointment: AppointmentId): Promise<void> {
    const request = begin();
    if (request !== null) tell({ is: 'cancelled', request, answer: await cancelAppointment(appointment) });
  }

  return {
    open: () => tell({ is: 'opened' }),
    openBooking: () => tell({ is: 'bookOpened' }),
    typeDigit: digit => tell({ is: 'typed', digit }),
    eraseDigit: () => tell({ is: 'erased' }),
    clearDigits: () => tell({ is: 'cleared' }),
    submitCode: () => {
      const present = step();
      if (present?.at === 'code' && present.digits.length >= fewestDigits)
        void ask({ code: present.digits as Extract<KioskCheckIn['by'], { code: unknown }>['code'] });
    },
    checkInOwn: appointment => {
      tell({ is: 'opened' });
      void ask({ appointment });
    },
    chooseQueue: queue => void chooseQueue(queue),
    chooseDay: day => tell({ is: 'dayChosen', day }),
    turnPage: page => tell({ is: 'pageTurned', page }),
    book: startsAt => void book(startsAt),
    cancel: appointment => void cancel(appointment),
  };
}
