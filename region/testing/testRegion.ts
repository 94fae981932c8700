import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Acknowledgement, acknowledgementSchema } from '../../hall/domain/syncApi.ts';
import { type Region, type RegionOptions, regionDefaults, startRegion } from '../startRegion.ts';
import { createEnrolmentCode } from '../store/enrolment.ts';
import { startDebianPostgres } from './debianPostgres.ts';

export type TestRegion = {
  region: Region;
  dataFolder: string;
  /** Sends a request to the listening socket. */
  call(path: string, request: { token?: string; json?: unknown; method?: string }): Promise<Response>;
  /** Enrols a hall and answers its token. */
  enrol(hall: number): Promise<string>;
  push(token: string, events: readonly unknown[]): Promise<Acknowledgement>;
  stop(): Promise<void>;
};

/** A real region on a real PostgreSQL and a real socket, in a folder that goes away with it. */
export async function openTestRegion(
  engine: 'embedded' | 'debian',
  changes: Partial<RegionOptions> = {},
): Promise<TestRegion> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'region-test-'));
  chmodSync(dataFolder, 0o755);
  const other = engine === 'debian' ? await startDebianPostgres(dataFolder) : null;
  const started = await startRegion({
    ...regionDefaults,
    dataFolder,
    databaseUrl: other?.url ?? null,
    port: 0,
    restored: false,
    log: { info: () => undefined, error: () => undefined },
    ...changes,
  });
  if (!started.ok) throw new Error(started.failure.message);
  const region = started.value;

  const call: TestRegion['call'] = async (path, { token, json, method }) =>
    fetch(`http://127.0.0.1:${region.port}${path}`, {
      method: method ?? (json === undefined ? 'GET' : 'POST'),
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });

  return {
    region,
    dataFolder,
    call,
    enrol: async hall => {
      const code = await createEnrolmentCode(region.database, (changes.now ?? Date.now)());
      const answer = await call('/v1/enrol', { json: { code, hall, name: `Hall ${hall}` } });
      if (answer.status !== 201) throw new Error(`enrol: ${answer.status}`);
      return ((await answer.json()) as { token: string }).token;
    },
    push: async (token, events) => {
      const answer = await call('/v1/events', { token, json: { events } });
      if (answer.status !== 200) throw new Error(`push: ${answer.status} ${await answer.text()}`);
      return acknowledgementSchema.parse(await answer.json());
    },
    stop: async () => {
      await region.stop();
      await other?.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
