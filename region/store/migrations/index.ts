import { log } from './001_log.ts';
import { projections } from './002_projections.ts';
import { access } from './003_access.ts';

/** Every step from an empty database to this program's, in order; never edited once released, only added to. */
export const migrations: readonly string[] = [log, projections, access];
