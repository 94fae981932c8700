import type { Database } from '../store/database.ts';
import type { DayPartitions } from '../store/dayPartitions.ts';
import type { SessionState } from '../store/accounts.ts';
import type { RegionLog } from './regionLog.ts';

/** What the routes are given; the clock is handed in so that tests can move it. */
export type RegionPorts = {
  database: Database;
  days: DayPartitions;
  incarnation: number;
  now: () => number;
  log: RegionLog;
  /** Folder of the built pages. */
  pages: string;
  limits: RegionLimits;
};

export type RegionLimits = {
  /** Batches one hall may send: at once, and per second after that. */
  batches: { burst: number; perSecond: number };
  /** Tries with a secret (enrolment code, PIN) from one address. */
  tries: { burst: number; perSecond: number };
  /** Requests that may wait for a database connection before new ones are sent away. */
  waiting: number;
};

/** An hour of a big hall's backlog flows at 50 000 events a second and hall; a person types a code every few seconds. */
export const defaultLimits: RegionLimits = {
  batches: { burst: 200, perSecond: 100 },
  tries: { burst: 10, perSecond: 0.2 },
  waiting: 64,
};

export type Supervisor = SessionState & { token: string };

export type RegionEnv = {
  /** Handed in by the server: `app.fetch(request, { address })`. */
  Bindings: { address: string };
  Variables: { hall: number; supervisor: Supervisor };
};
