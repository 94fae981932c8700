import type { HallStore } from '../store/hallStore.ts';
import type { Authority } from '../trust/authority.ts';
import type { Voice } from '../voice/voice.ts';
import { type AuditBook, createAuditBook } from './auditBook.ts';
import { type AdoptDesk, createAdoptDesk } from './adoptDesk.ts';
import { type AppointmentDesk, createAppointmentDesk } from './appointmentDesk.ts';
import { type CounterDesk, createCounterDesk } from './counterDesk.ts';
import { createFloorDesk, type FloorDesk } from './floorDesk.ts';
import { createFloorChannel } from './floorView.ts';
import { createDeviceGate, type DeviceGate } from './deviceGate.ts';
import { createEnrolmentDesk, type EnrolmentDesk, type EnrolmentPorts } from './enrolmentDesk.ts';
import { createFollowDesk, type FollowDesk } from './followDesk.ts';
import { createHallState, type HallState } from './hallState.ts';
import type { HubReign } from './hubReign.ts';
import type { HubLog } from './hubLog.ts';
import { createIssueDesk, type IssueDesk } from './issueDesk.ts';
import { createLiveViews, type LiveViews } from './liveViews.ts';
import { createPinLock, type PinLock } from './pinLock.ts';
import { createTodaysAppointments } from './todaysAppointments.ts';
import { createSessionBook, type SessionBook } from './sessionBook.ts';
import { ensureSlipKey } from './slipKey.ts';
import { createSetupDesk, type SetupDesk } from './setupDesk.ts';
import type { BusinessDay } from '../domain/businessDay.ts';

/** Everything the route modules of the hub work with. */
export type HubPorts = {
  store: HallStore;
  state: HallState;
  views: LiveViews;
  desk: CounterDesk;
  appointments: AppointmentDesk;
  floorDesk: FloorDesk;
  issueDesk: IssueDesk;
  adoptDesk: AdoptDesk;
  followDesk: FollowDesk;
  sessions: SessionBook;
  pinLock: PinLock;
  audit: AuditBook;
  setup: SetupDesk;
  authority: Authority;
  deviceGate: DeviceGate;
  reign: HubReign;
  enrolmentDesk: EnrolmentDesk;
  voice: Voice;
  log: HubLog;
  /** Time of day, UTC epoch ms. */
  now: () => number;
  /** How fast `now` runs: 1, or more when a day is played. */
  clockSpeed: number;
  version: string;
  heartbeatMs: number;
};

export type HubParts = Pick<
  HubPorts,
  'store' | 'voice' | 'log' | 'now' | 'clockSpeed' | 'version' | 'heartbeatMs' | 'authority' | 'reign'
> & {
  day: BusinessDay;
  machines: Pick<EnrolmentPorts, 'ownMarks' | 'expectMachines'>;
};

/** Puts the parts of a hub together over an open store whose hall has a setup. */
export function createHubPorts(parts: HubParts): HubPorts {
  const { day, machines, ...given } = parts;
  const { store, voice, now, authority, reign } = given;
  const state = createHallState({ store, day, now });
  const floor = createFloorChannel({ store, state, now, clockSpeed: given.clockSpeed });
  // A day that is played in minutes must not end the session of whoever looks at it.
  const staffNow = given.clockSpeed === 1 ? now : Date.now;
  const sessions = createSessionBook({ store, now: staffNow });
  const slipKey = ensureSlipKey(store);
  const adoptDesk = createAdoptDesk({ store, state, slipKey });
  return {
    ...given,
    state,
    sessions,
    views: createLiveViews({
      state,
      speaks: () => voice.installed,
      now,
      build: given.version,
      dayKey: store.dayKey,
      slipKey,
      hubs: reign.addresses,
      appointments: createTodaysAppointments({ store, now }),
      floor,
    }),
    floorDesk: createFloorDesk({ store, state, now: staffNow }),
    appointments: createAppointmentDesk({ store, state, now }),
    desk: createCounterDesk({ store, state, sessions, adoptDesk, now }),
    followDesk: createFollowDesk({ store, state }),
    adoptDesk,
    deviceGate: createDeviceGate({ store, ca: authority.ca, now: staffNow }),
    enrolmentDesk: createEnrolmentDesk({ ...machines, reign, store, authority, now: staffNow }),
    issueDesk: createIssueDesk({ store, state, now }),
    setup: createSetupDesk({ store, state }),
    pinLock: createPinLock({ store, now: staffNow }),
    audit: createAuditBook({ store }),
  };
}
