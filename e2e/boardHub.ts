/*
 * A hub of its own process for the tests of the boards, with a hall that can be told by messages to call somebody.
 * Killed or stopped like any other: what the boards see is what they see in a hall.
 */
import { randomUUID } from 'node:crypto';
import { openTestHall } from '../hall/api/testHall.fixture.ts';
import { lanLimits, openLanServer } from '../hall/lanServer.ts';
import { createPages, pagesBuild } from '../hall/pages.ts';
import type { HubOrder, HubWord } from './boardHubProcess.ts';

const heartbeatMs = 5000;
const [folder = '', port = '0'] = process.argv.slice(2);
const hall = await openTestHall({ now: Date.now, heartbeatMs, version: pagesBuild(folder) });
const pages = createPages({ folder });
const server = await openLanServer({
  listen: '127.0.0.1',
  port: Number(port),
  limits: lanLimits,
  tls: null,
  answer: async (request, address) => (await pages(request)) ?? hall.api.fetch(request, { door: 'lan', address }),
});
const token = hall.tokenOf('1001');
const say = (word: HubWord) => process.send?.(word);

async function command(order: { verb: string; counter: string; expect: string | null }): Promise<void> {
  const answer = await hall.command({ ...order, token, requestId: randomUUID() });
  if (!answer.ok) throw new Error(`${order.verb}: ${await answer.text()}`);
}

async function call({
  queue,
  counter,
}: {
  queue: string;
  counter: string;
}): Promise<{ label: string; askedAt: number }> {
  const { ticket, label } = await hall.issue(queue);
  await hall.kioskReports([hall.printed(ticket)]);
  const busy = hall.ports.state.current(counter as never)?.ticket ?? null;
  if (busy !== null) for (const verb of ['serve', 'finish']) await command({ verb, counter, expect: busy });
  await command({ verb: 'open', counter, expect: null });
  const askedAt = Date.now();
  await command({ verb: 'call-next', counter, expect: null });
  return { label, askedAt };
}

process.on('message', (order: HubOrder) => {
  void (async () => {
    if (order.is === 'call') say({ is: 'called', ...(await call(order)) });
    if (order.is === 'log') say({ is: 'logged', lines: hall.logged.map(line => JSON.stringify(line)) });
  })();
});
process.once('disconnect', () => process.exit(0));
say({ is: 'ready', port: server.port });
