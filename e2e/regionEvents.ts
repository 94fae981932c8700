import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

export type RegionEvent = { hall: string; stream: string; seq: string; type: string; body: Record<string, unknown> };

/** Everything the region holds, read from its PostgreSQL directly and not through its own API. */
export async function readRegionEvents(dataFolder: string): Promise<readonly RegionEvent[]> {
  // Lines 4 and 5 of postmaster.pid are the port and the socket folder (PostgreSQL, server start files).
  const lines = readFileSync(join(dataFolder, 'region-pg/postmaster.pid'), 'utf8').split('\n');
  const client = new Client({
    host: lines[4] ?? '',
    port: Number(lines[3]),
    user: 'region',
    database: 'postgres',
  });
  await client.connect();
  try {
    const found = await client.query<RegionEvent>(
      'SELECT hall, stream, seq, type, body FROM event ORDER BY stream, seq',
    );
    return found.rows;
  } finally {
    await client.end();
  }
}

/** Waits until what the region holds fits, or gives back what it held at the end of the time. */
export async function waitForRegion(
  dataFolder: string,
  wish: { fits(events: readonly RegionEvent[]): boolean; limitMs: number },
): Promise<readonly RegionEvent[]> {
  const deadline = Date.now() + wish.limitMs;
  for (;;) {
    const events = await readRegionEvents(dataFolder);
    if (wish.fits(events) || Date.now() > deadline) return events;
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}
