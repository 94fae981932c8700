import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findQueue } from '../domain/hallSetup.ts';
import { queueIdSchema } from '../domain/ids.ts';
import { openTestHall, type TestHall } from './testHall.fixture.ts';
import { waitingEntry } from './waitingEntry.ts';

let now = Date.parse('2026-11-18T11:00+08:00');
let hall: TestHall;
beforeEach(async () => {
  hall = await openTestHall({ now: () => now, heartbeatMs: 5_000 });
});
afterEach(() => hall.close());

function wait(queue: string) {
  const { state } = hall.ports;
  const found = findQueue(state.setup(), queueIdSchema.parse(queue));
  return found === null ? undefined : waitingEntry(state, found);
}

/** Serves the next ticket of counter 4 (tax, business registration) for so many minutes. */
async function serve(token: string, minutes: number): Promise<void> {
  let shown: string | null = null;
  for (const verb of ['call-next', 'serve', 'finish']) {
    if (verb === 'finish') now += minutes * 60_000;
    const command = { verb, counter: 'counter-4', token, expect: shown, requestId: randomUUID() };
    const answer = await hall.command(command);
    const said = (await answer.json()) as { current: { ticket: string } | null };
    shown = said.current?.ticket ?? null;
  }
}

describe('the wait of a queue', () => {
  it('is unknown without an open counter, nothing before a free one, and a range once tickets were served', async () => {
    expect(wait('tax')).toBeNull();
    const token = hall.tokenOf('2001');
    await hall.command({ verb: 'open', counter: 'counter-4', token, expect: null, requestId: randomUUID() });
    expect(wait('tax')).toEqual({ at: 'now' });
    expect(wait('real-estate')).toBeNull();
    for (let at = 0; at < 6; at++) await hall.issue('tax');
    expect(wait('tax')).toBeNull();
    const tickets = hall.ports.state.unfinished().map(({ ticket }) => ticket);
    await hall.kioskReports(tickets.map(hall.printed));
    for (const minutes of [8, 9, 10]) await serve(token, minutes);
    expect(wait('tax')).toEqual({ at: 'range', from: 30, to: 35 });
    hall.restart();
    expect(wait('tax')).toEqual({ at: 'range', from: 30, to: 35 });
    expect(hall.ports.state.lastServices(queueIdSchema.parse('tax'))).toHaveLength(3);
  });
});
