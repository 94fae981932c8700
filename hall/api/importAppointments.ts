import { createHash } from 'node:crypto';
import { bookableSlot } from '../domain/appointmentCalendar.ts';
import type { ImportAppointments, ImportReport } from '../domain/appointmentApi.ts';
import { type ListedAppointment, readAppointmentList } from '../domain/appointmentList.ts';
import { appointmentRuleOf } from '../domain/appointmentRules.ts';
import { hoursOf } from '../domain/hallSetup.ts';
import { maskName } from '../domain/idNumber.ts';
import { type AppointmentId, appointmentIdSchema } from '../domain/ids.ts';
import type { NewAppointment } from '../store/appointmentBook.ts';
import type { HallStore } from '../store/hallStore.ts';
import type { HallState } from './hallState.ts';

type Line = ImportReport['lines'][number];

/** The same line gives the same appointment, so that a list taken in twice books once. Shaped as a UUID of version 8. */
function idOfLine(words: readonly string[]): AppointmentId {
  const hex = createHash('sha256').update(JSON.stringify(words)).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return appointmentIdSchema.parse(
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
  );
}

/** Takes in a day list: the good lines in one transaction, and of every line what became of it. A dry run only says so. */
export function importAppointments(
  ports: { store: HallStore; state: HallState; now: () => number },
  { format, text, dryRun }: ImportAppointments,
): ImportReport {
  const setup = ports.state.setup();
  const seen = new Map<string, number>();

  function requestOf(listed: ListedAppointment): NewAppointment | Line['problem'] {
    const { queue, startsAt, name, idNumber, code } = listed;
    const rule = appointmentRuleOf(setup.appointments, queue.id);
    if (rule === null) return 'no_appointments';
    const slot = bookableSlot({ rule, hours: hoursOf(setup, queue), startsAt, nowMs: ports.now() });
    if (typeof slot === 'string') return slot;
    const personKey = idNumber === null ? null : ports.store.appointments.personKey(idNumber);
    const person = personKey === null ? '' : Buffer.from(personKey).toString('base64');
    const maskedName = name === null ? null : maskName(name);
    const words = [queue.id, String(startsAt), code ?? '', person, maskedName ?? ''];
    // Two people of whom the list says the same are two appointments: the first, the second …
    const times = (seen.get(words.join('|')) ?? 0) + 1;
    seen.set(words.join('|'), times);
    const appointment = idOfLine([...words, String(times)]);
    return { appointment, rule, slot, code, channel: 'import', personKey, maskedName };
  }

  const lines: Line[] = [];
  const good: { line: number; request: NewAppointment }[] = [];
  for (const read of readAppointmentList({ format, text, setup })) {
    const request = read.is === 'wrong' ? read.problem : requestOf(read.listed);
    if (request === null || typeof request === 'string') lines.push({ line: read.line, is: 'wrong', problem: request });
    else good.push({ line: read.line, request });
  }
  const requests = good.map(({ request }) => request);
  const outcomes = ports.store.appointments.bookAll(requests, dryRun);
  for (const [at, outcome] of outcomes.entries()) {
    const line = good[at]?.line ?? 0;
    if (outcome.ok) lines.push({ line, is: outcome.value.isNew ? 'new' : 'known', problem: null });
    else lines.push({ line, is: 'wrong', problem: outcome.failure.code });
  }
  return { lines: lines.toSorted((a, b) => a.line - b.line), written: !dryRun };
}
