import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { type StationAppointment, stationAppointmentSchema } from '../../hall/domain/appointmentApi.ts';
import { claimAfter } from '../../hall/domain/appointment.ts';
import { businessDayAt, businessDaySchema } from '../../hall/domain/businessDay.ts';
import type { HubEntries } from '../../hall/domain/liveEntries.ts';
import type { AppointmentId } from '../../hall/domain/ids.ts';
import type { HallStore } from '../../hall/store/hallStore.ts';

const documentName = 'appointments';
const documentSchema = z.object({
  day: businessDaySchema,
  key: z.base64(),
  list: z.array(stationAppointmentSchema),
});
type DayList = z.infer<typeof documentSchema>;
const personBytes = 16;

/** Today's appointments as the hub said last. They are on this kiosk's disk, so that a restart without the hub loses none. */
export type DayAppointments = {
  all(): readonly StationAppointment[];
  /** What the hub knows a card by; null as long as this kiosk has never heard from it. */
  personOf(idNumber: string): string | null;
  /** To be called when the hub has said something. */
  look(): void;
};

export function createDayAppointments(ports: {
  store: HallStore;
  entries(): Partial<HubEntries>;
  now(): number;
}): DayAppointments {
  const { store, now } = ports;
  let kept: DayList | null = documentSchema.safeParse(store.readDocument(documentName)).data ?? null;
  let seen: readonly unknown[] = [];

  /** What is known of an appointment here and at the hub: who has checked in at this kiosk is here, whatever the hub knows. */
  function joined(entry: StationAppointment): StationAppointment {
    const claim = store.appointments.one(entry.appointment)?.facts.claim ?? null;
    const isLater = claim !== null && (claim.leg > entry.leg || (claim.leg === entry.leg && entry.at !== 'checked_in'));
    const isNews = isLater && claim.at === 'checked_in';
    const ticket = isNews ? claim.ticket : entry.ticket;
    const facts = ticket === null ? null : (store.ticket(ticket)?.facts ?? null);
    const label = facts?.issued?.label ?? entry.label;
    const { leg, at } = claimAfter(isNews ? claim : entry, facts?.claim?.at === 'cancelled');
    return { ...entry, leg, at, ticket, label };
  }

  return {
    all: () => (kept?.day === businessDayAt(now()) ? kept.list.map(joined) : []),
    personOf(idNumber) {
      if (kept === null) return null;
      const hash = createHmac('sha256', Buffer.from(kept.key, 'base64')).update(idNumber).digest();
      return hash.subarray(0, personBytes).toString('base64');
    },
    look() {
      const entries = ports.entries();
      const key = entries.appointmentKey;
      if (key === undefined) return;
      const list = Object.keys(entries).flatMap(name =>
        name.startsWith('appointment:') ? [entries[`appointment:${name.slice('appointment:'.length)}`]] : [],
      );
      const day = businessDayAt(now());
      const next = [day, key, ...list];
      // Entries that did not change are the same objects, so a busy hall costs no comparison of texts.
      if (next.length === seen.length && next.every((one, at) => one === seen[at])) return;
      seen = next;
      const today = list.filter(one => one !== undefined && businessDayAt(one.startsAt) === day);
      const read = documentSchema.safeParse({ day, key, list: today });
      if (!read.success || JSON.stringify(read.data) === JSON.stringify(kept)) return;
      kept = read.data;
      store.writeDocument(documentName, kept);
    },
  };
}

/** One of these by its identity. */
export function appointmentIn(
  list: readonly StationAppointment[],
  appointment: AppointmentId,
): StationAppointment | null {
  return list.find(one => one.appointment === appointment) ?? null;
}
