import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { takenTicketSchema } from '../../hall/domain/hallApi.ts';
import { deviceIdSchema } from '../../hall/domain/ids.ts';
import { leaderOf } from '../../hall/domain/hubTerm.ts';
import { systemRandom } from '../../hall/log/systemRandom.ts';
import { openHallStore } from '../../hall/store/openHallStore.ts';
import { type HubProcess, makeCode, newPin, openHallProcesses, post, supervise } from './hallProcesses.fixture.ts';

let hall: ReturnType<typeof openHallProcesses>;
beforeEach(() => {
  hall = openHallProcesses();
});
afterEach(() => hall.end());

const takenSchema = z.object({ ok: z.literal(true), value: takenTicketSchema });
const workerSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('started') }),
  z.object({ is: z.literal('hub'), up: z.boolean(), hubs: z.array(z.string()) }),
  z.object({ is: z.literal('taken'), id: z.string(), at: z.number(), answer: z.unknown() }),
]);
type Taken = { at: number; ticket: string; label: string; series: string };

async function enrol(hub: HubProcess, token: string, { name, role }: { name: string; role: 'kiosk' | 'hub' }) {
  const { code, file } = await makeCode(hub, token, role);
  const program = hall.run('electron/station/enrolProgram.ts', [`${code}@${file.addresses[0] ?? ''}`], {
    HALL_DATA: join(hall.folder, name),
  });
  if ((await program.ended) !== 0) throw new Error(program.output());
}

/** A kiosk as a process of its own, that has found its hub. */
async function startKiosk(name: string) {
  const { child, output } = hall.run('electron/station/stationWorker.fixture.ts', [], {
    HALL_DATA: join(hall.folder, name),
  });
  const link = { up: false, hubs: [] as string[] };
  const waiting = new Map<string, (taken: Taken) => void>();
  child.on('message', message => {
    const said = workerSchema.parse(message);
    if (said.is === 'hub') Object.assign(link, { up: said.up, hubs: said.hubs });
    if (said.is !== 'taken') return;
    const { value } = takenSchema.parse(said.answer, { error: () => JSON.stringify(said.answer) });
    waiting.get(said.id)?.({ at: said.at, ticket: value.ticket, label: value.label, series: value.series });
  });
  await expect.poll(() => link.up, { timeout: 15_000, message: output() }).toBe(true);
  const take = () =>
    new Promise<Taken>(resolve => {
      const id = randomUUID();
      waiting.set(id, resolve);
      const wish = { requestId: randomUUID(), queue: 'tax', language: 'ug', useCard: false };
      child.send({ id, take: wish });
    });
  return { link, take, process: child };
}

/** What a hub that has ended holds on its disk. */
function readHub(name: string) {
  const opened = openHallStore({
    databasePath: join(hall.folder, name, 'hub/hub.db'),
    witnessPath: join(hall.folder, name, 'witness/hub.journal'),
    device: deviceIdSchema.parse('reader'),
    hall: 1,
    clock: Date.now,
    random: systemRandom,
    nativeBinding: null,
    role: 'kiosk',
  });
  if (!opened.ok) throw new Error(opened.failure.message);
  const store = opened.value;
  const labels = new Map(store.ticketsOfDay(store.today()).map(({ facts }) => [facts.ticket as string, facts.issued]));
  const leader = leaderOf(store.hubTerms());
  store.close();
  return { labels, leader };
}

async function end(hub: HubProcess): Promise<void> {
  const ended = new Promise(resolve => hub.process.once('exit', resolve));
  hub.process.kill('SIGTERM');
  await ended;
}

/** A hall with a stand-by hub and two kiosks that know of both hubs. */
async function openHall() {
  const first = await hall.startHub('first');
  const token = await supervise(first);
  await enrol(first, token, { name: 'second', role: 'hub' });
  const second = await hall.startHub('second');
  expect([first.ready.hub, second.ready.hub]).toEqual(['leading', 'following']);
  for (const name of ['kiosk-a', 'kiosk-b']) await enrol(first, token, { name, role: 'kiosk' });
  const kiosks = [await startKiosk('kiosk-a'), await startKiosk('kiosk-b')] as const;
  await expect.poll(() => kiosks.map(({ link }) => link.hubs.length), { timeout: 30_000 }).toEqual([2, 2]);
  return { first, second, kiosks };
}

async function takeAll(kiosks: readonly { take(): Promise<Taken> }[], rounds: number): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (let round = 0; round < rounds; round += 1) taken.push(...(await Promise.all(kiosks.map(kiosk => kiosk.take()))));
  return taken;
}

describe('a stand-by hub', () => {
  it('leads within ten seconds when the first hub dies for good: no number twice, none lost', {
    timeout: 120_000,
  }, async () => {
    const { first, second, kiosks } = await openHall();
    const before = await takeAll(kiosks, 5);
    expect(new Set(before.map(({ series }) => series))).toEqual(new Set(['shared']));
    // In the very moment of the crash numbers are on their way.
    const during = takeAll(kiosks, 3);
    first.process.kill('SIGKILL');
    const killedAt = Date.now();
    rmSync(join(hall.folder, 'first'), { recursive: true });
    const taken = [...before, ...(await during)];
    for (; !taken.some(({ series }) => series === 'X') && Date.now() - killedAt < 20_000; await wait(200))
      taken.push(...(await takeAll(kiosks, 1)));
    const leadsAt = second.states.find(({ ready }) => ready.hub === 'leading')?.at ?? Number.POSITIVE_INFINITY;
    const servedAt = Math.min(...taken.filter(({ series }) => series === 'X').map(({ at }) => at));
    expect(leadsAt - killedAt).toBeLessThan(10_000);
    expect(servedAt - killedAt).toBeLessThan(10_000);
    taken.push(...(await takeAll(kiosks, 5)));
    expect(new Set(taken.map(({ label }) => label)).size).toBe(taken.length);

    // Staff sign in at the new hub with the PIN they have.
    const leading = second.states.at(-1)?.ready;
    expect(
      (await post(`http://127.0.0.1:${leading?.port}/api/session`, { account: '1001', pin: newPin }, null)).status,
    ).toBe(200);
    await wait(2_000);
    await end(second);
    const { labels, leader } = readHub('second');
    expect(leader).toEqual({ hub: 'hub-2', term: 1 });
    // Without its database it cannot know which numbers of its mark are on paper.
    rmSync(join(hall.folder, 'second/hub'), { recursive: true });
    await expect(hall.startHub('second')).rejects.toThrow('enrol it anew');
    for (const { ticket, label } of taken) expect(labels.get(ticket), label).toMatchObject({ label, language: 'ug' });
  });

  it('is followed by the first hub when both lead after a partition, and the logs become one', {
    timeout: 120_000,
  }, async () => {
    const { first, second, kiosks } = await openHall();
    const taken = await takeAll(kiosks, 2);
    // Stopped, not dead: as if its cable had been pulled.
    first.process.kill('SIGSTOP');
    await expect.poll(() => second.states.at(-1)?.ready.hub, { timeout: 30_000 }).toBe('leading');
    for (let turn = 0; turn < 30 && !taken.some(({ series }) => series === 'X'); turn += 1, await wait(300))
      taken.push(...(await takeAll(kiosks, 1)));
    first.process.kill('SIGCONT');
    await expect
      .poll(() => first.states.at(-1)?.ready.hub, { timeout: 30_000, message: first.output() })
      .toBe('following');
    taken.push(...(await takeAll(kiosks, 3)));
    expect(new Set(taken.map(({ label }) => label)).size).toBe(taken.length);
    await wait(3_000);

    // Ordered back by a person, the first hub gives the shared series again, with a higher term.
    await end(first);
    const again = await hall.startHub('first', ['--take-over']);
    expect(again.ready.hub).toBe('leading');
    await expect.poll(() => second.states.at(-1)?.ready.hub, { timeout: 30_000 }).toBe('following');
    for (let turn = 0; turn < 40 && taken.at(-1)?.series !== 'shared'; turn += 1, await wait(300))
      taken.push(...(await takeAll(kiosks, 1)));
    expect(taken.at(-1)?.series).toBe('shared');
    expect(new Set(taken.map(({ label }) => label)).size).toBe(taken.length);
    await wait(3_000);
    await Promise.all([end(again), end(second)]);
    const [one, other] = [readHub('first'), readHub('second')];
    expect([one.leader, other.leader]).toEqual([
      { hub: 'hub-1', term: 2 },
      { hub: 'hub-1', term: 2 },
    ]);
    for (const { ticket, label } of taken) {
      expect(one.labels.get(ticket), label).toMatchObject({ label });
      expect(other.labels.get(ticket), label).toMatchObject({ label });
    }
    expect(readFileSync(join(hall.folder, 'second/hall.json'), 'utf8')).toContain('"tax"');
  });
});
