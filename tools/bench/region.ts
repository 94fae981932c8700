import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { giveTo, runAsUser } from '../../region/runAs.ts';
import { choices, playVisits, sampleStream } from '../../region/testing/sampleStream.ts';
import type { BenchRow } from './benchRow.ts';
import { treeCpuUs } from './processCpu.ts';
import { type RegionProcess, startRegionProcess } from './regionProcess.ts';

const connections = 4;
const batchEvents = 500;
const batchesPerSlice = 20;
const rounds = 7;

/**
 * Suite `region`: events per second through HTTP, checks, exactly-once insert and projections with four halls at once,
 * against the same PostgreSQL filling an equal table with rows it makes itself; and the CPU both servers use for an
 * event. The two are measured in turns, so that a busy minute slows both.
 */
export async function runRegionSuite(): Promise<BenchRow[]> {
  const runAs = runAsUser();
  if (runAs === 'missing') throw new Error('run the set-up once: the user hall does not exist');
  const folder = mkdtempSync(join(tmpdir(), 'region-bench-'));
  giveTo(folder, runAs);
  const region = await startRegionProcess(folder, runAs);
  const raw = new Pool({ host: join(folder, 'region-pg'), user: 'region', database: 'postgres', max: connections });
  // Connections that close while the server stops are no news.
  raw.on('error', () => undefined);
  try {
    return await measure(region, { raw, folder });
  } finally {
    await raw.end();
    await region.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(region: RegionProcess, { raw, folder }: { raw: Pool; folder: string }): Promise<BenchRow[]> {
  const halls = await Promise.all(
    Array.from({ length: connections }, async (_, index) => ({
      token: await region.enrol(index + 1),
      bodies: bodiesOf(index + 1),
    })),
  );
  await prepareRaw(raw);
  const postmaster = Number(readFileSync(join(folder, 'region-pg', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const cpuUs = () => treeCpuUs(region.pid) + (isUnderRegion(region.pid, postmaster) ? 0 : treeCpuUs(postmaster));

  const rates: { ingest: number; raw: number }[] = [];
  let usedUs = 0;
  let events = 0;
  for (let round = -1; round < rounds; round++) {
    const rawRate = await rawSlice(raw, round + 1);
    const before = cpuUs();
    const startedAt = performance.now();
    await Promise.all(
      halls.map(async ({ token, bodies }) => {
        for (const body of bodies.splice(0, batchesPerSlice)) await region.push(token, body);
      }),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    const count = connections * batchesPerSlice * batchEvents;
    // The first round warms up caches, prepared statements and the compiler, and is not counted.
    if (round < 0) continue;
    usedUs += cpuUs() - before;
    events += count;
    rates.push({ ingest: count / seconds, raw: rawRate });
  }
  return [
    {
      name: 'ingest.rate_4',
      value: median(rates.map(rate => rate.ingest)),
      unit: '1/s',
      floor: median(rates.map(rate => rate.raw)),
      ratio: median(rates.map(rate => rate.ingest / rate.raw)),
    },
    { name: 'ingest.cpu_us', value: usedUs / events, unit: 'us', floor: null, ratio: null },
  ];
}

/** The postmaster has a session of its own, but it is the region's child as long as that lives. */
function isUnderRegion(region: number, postmaster: number): boolean {
  const stat = readFileSync(`/proc/${postmaster}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === region;
}

/** Request bodies of one hall, made before the clock starts: visits as they happen, in batches of 500. */
function bodiesOf(hall: number): string[] {
  const stream = sampleStream({ hall, dev: 'hub-1', startMs: Date.now() - 60_000 });
  const wanted = (rounds + 1) * batchesPerSlice * batchEvents;
  playVisits(stream, { visits: Math.ceil(wanted / 5), pick: choices(hall) });
  return Array.from({ length: (rounds + 1) * batchesPerSlice }, (_, index) =>
    JSON.stringify({ events: stream.events.slice(index * batchEvents, (index + 1) * batchEvents) }),
  );
}

/** A table with the columns, key and partitioning of `event`. */
async function prepareRaw(raw: Pool): Promise<void> {
  await raw.query(`CREATE TABLE bench_event (LIKE event INCLUDING ALL) PARTITION BY RANGE (bday)`);
  await raw.query(
    `CREATE TABLE bench_event_day PARTITION OF bench_event FOR VALUES FROM ('2026-11-22') TO ('2026-11-23')`,
  );
}

/** Rows per second that the server makes itself, with bodies of the same size, 500 in a transaction, four connections. */
async function rawSlice(raw: Pool, slice: number): Promise<number> {
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async (_, hall) => {
      for (let batch = 0; batch < batchesPerSlice; batch++)
        await raw.query(
          `INSERT INTO bench_event (hall, bday, stream, seq, id, hlc, type, v, flags, hash, body, recv_at)
           SELECT $1, '2026-11-22', '0190a0b0-0000-7000-8000-00000000000a', n, gen_random_uuid(), n * 65536,
             'ticket.called', 1, 0, '\\x000102030405060708090a0b0c0d0e0f',
             jsonb_build_object('ticket', gen_random_uuid(), 'leg', 0, 'counter', 'c3', 'clerk', 'clerk4',
               'call', gen_random_uuid(), 'why', 'longest waiting, nine numbers wait ' || n), now()
           FROM generate_series($2::bigint, $3::bigint) AS n`,
          [
            hall,
            (slice * batchesPerSlice + batch) * batchEvents + 1,
            (slice * batchesPerSlice + batch + 1) * batchEvents,
          ],
        );
    }),
  );
  return (connections * batchesPerSlice * batchEvents) / ((performance.now() - startedAt) / 1000);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
