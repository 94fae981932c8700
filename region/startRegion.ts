import { join } from 'node:path';
import { regionApp } from './api/regionApp.ts';
import { defaultLimits, type RegionLimits } from './api/regionEnv.ts';
import type { RegionLog } from './api/regionLog.ts';
import { type HttpServer, type ListenFailure, serveHttp } from './httpServer.ts';
import { type EmbeddedPostgres, type PostgresFailure, startPostgres } from './postgres.ts';
import { failed, type Result, success } from './result.ts';
import { firstSignInPin } from './store/accounts.ts';
import { type Database, openDatabase } from './store/database.ts';
import { dayPartitions } from './store/dayPartitions.ts';
import { createEnrolmentCode } from './store/enrolment.ts';
import { openIncarnation } from './store/incarnation.ts';
import { migrate, type MigrateFailure } from './store/migrate.ts';
import { projectDeferred } from './store/reproject.ts';

export type RegionOptions = {
  /** Where the embedded PostgreSQL keeps its data. */
  dataFolder: string;
  /** Another PostgreSQL instead of the embedded one, or null. */
  databaseUrl: string | null;
  host: string;
  port: number;
  /** Folder of the built pages. */
  pages: string;
  /** The data came back from a backup: halls must not trust what was acknowledged before. */
  restored: boolean;
  log: RegionLog;
  now: () => number;
  limits: RegionLimits;
};

export type Region = {
  port: number;
  incarnation: number;
  database: Database;
  /** For the first sign-in; null when somebody has chosen a PIN already. */
  firstPin: string | null;
  /** A fresh one-time code for a hall. */
  enrolmentCode: string;
  /** Process id of the embedded PostgreSQL, or null. */
  postgresPid: number | null;
  /** Settles when the embedded PostgreSQL has gone without being asked to. Never settles for another server. */
  databaseLost: Promise<void>;
  /** Requests under way are answered, then the pool is closed, then PostgreSQL. */
  stop(): Promise<void>;
};

export type RegionFailure = PostgresFailure | MigrateFailure | ListenFailure | { code: 'no_database'; message: string };

const partitionCheckMs = 6 * 60 * 60 * 1000;

export const regionDefaults = {
  host: '127.0.0.1',
  port: 8788,
  pages: join(import.meta.dirname, '..', 'out', 'renderer'),
  now: Date.now,
  limits: defaultLimits,
} as const;

/** Starts the whole region: PostgreSQL, migrations, partitions, routes, listening socket. Nothing is left running on failure. */
export async function startRegion(options: RegionOptions): Promise<Result<Region, RegionFailure>> {
  let postgres: EmbeddedPostgres | null = null;
  if (options.databaseUrl === null) {
    const started = await startPostgres(options.dataFolder);
    if (!started.ok) return started;
    postgres = started.value;
  }
  const database = openDatabase(postgres?.address ?? { connectionString: options.databaseUrl ?? '' });
  const closeAll = async (): Promise<void> => {
    await database.end();
    await postgres?.stop();
  };
  const opened = await openRegion(options, { database, postgres });
  if (!opened.ok) await closeAll();
  return opened;
}

type Opened = { database: Database; postgres: EmbeddedPostgres | null };

async function openRegion(
  { dataFolder, log, now, pages, limits, host, port, restored }: RegionOptions,
  { database, postgres }: Opened,
): Promise<Result<Region, RegionFailure>> {
  const durable = await checkDurability(database);
  if (!durable.ok) return durable;
  const migrated = await migrate(database);
  if (!migrated.ok) return migrated;
  const witness = postgres === null ? null : join(dataFolder, 'region-incarnation.json');
  const incarnation = await openIncarnation(database, { witness, restored, nowMs: now() });
  const days = dayPartitions(database);
  await days.prepare(now());
  const deferred = await projectDeferred(database);
  if (deferred > 0) log.info({ events: deferred }, 'events of a newer program are understood now');

  const app = regionApp({ database, days, incarnation, now, log, pages, limits });
  const listening = await serveHttp((request, bindings) => app.fetch(request, bindings), { host, port });
  if (!listening.ok) return listening;
  const timer = setInterval(() => void days.prepare(now()), partitionCheckMs);
  timer.unref();

  let stopping: Promise<void> | null = null;
  const stop = async (server: HttpServer): Promise<void> => {
    clearInterval(timer);
    await server.stop();
    await database.end();
    await postgres?.stop();
  };
  return success({
    port: listening.value.port,
    incarnation,
    database,
    firstPin: await firstSignInPin(database),
    enrolmentCode: await createEnrolmentCode(database, now()),
    postgresPid: postgres?.pid ?? null,
    databaseLost: postgres === null ? new Promise<void>(() => undefined) : postgres.exited,
    stop: async () => (stopping ??= stop(listening.value)),
  });
}

/** A server that forgets commits at a power cut would acknowledge events and lose them: it is refused. */
async function checkDurability(database: Database): Promise<Result<null, RegionFailure>> {
  try {
    const { rows } = await database.query<{ fsync: string; sync: string }>(
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS sync`,
    );
    if (rows[0]?.fsync === 'on' && rows[0].sync !== 'off') return success(null);
    return failed({ code: 'no_database', message: 'the database does not keep what it commits: set fsync=on' });
  } catch (error) {
    return failed({ code: 'no_database', message: `the database cannot be used: ${String(error)}` });
  }
}
