import { firstTables } from './0001-firstTables.ts';
import { staffAlerts } from './0002-staffAlerts.ts';
import { appointmentTables } from './0003-appointments.ts';
import { people } from './0004-people.ts';
import { setupRevisions } from './0005-setupRevisions.ts';
import { counterQueues } from './0006-counterQueues.ts';
import { manyKiosks } from './0007-manyKiosks.ts';
import { hubTerms } from './0008-hubTerms.ts';
import type { Migration } from './migration.ts';

/** Every change of the tables, in order; the position is the version. */
export const allMigrations: readonly Migration[] = [
  firstTables,
  staffAlerts,
  appointmentTables,
  people,
  setupRevisions,
  counterQueues,
  manyKiosks,
  hubTerms,
];
