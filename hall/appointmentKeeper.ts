import { releaseOverdue } from './api/appointmentDesk.ts';
import type { HallState } from './api/hallState.ts';
import type { HallStore } from './store/hallStore.ts';

const everyMs = 15_000;

/** Gives back the places nobody came for, for ever. Returns the way to stop. */
export function keepAppointments(ports: { store: HallStore; state: HallState }): () => void {
  const tidy = () => releaseOverdue({ ...ports, now: Date.now });
  tidy();
  const timer = setInterval(tidy, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
