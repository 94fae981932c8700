import { expect, test } from '@playwright/test';
import type { KioskApp } from './kioskApp.ts';
import { openHallWorld } from './hallWorld.ts';
import { waitForRegion } from './regionEvents.ts';

const kills = 30;
/** Several queues, because the labels of one repeat after 999 and this test takes numbers faster than any hall. */
const queues = ['social-insurance', 'medical-insurance', 'real-estate'];
/** Runs in the page: takes numbers one after another, each touch repeated under its own id until it is answered. */
const issueForEver = `(() => {
  const queues = ${JSON.stringify(queues)};
  window.taken = [];
  window.stopTaking = false;
  const wait = ms => new Promise(resolve => setTimeout(resolve, ms));
  const touch = async () => {
    const body = JSON.stringify({ requestId: crypto.randomUUID(), queue: queues[Math.floor(Math.random() * queues.length)], language: 'zh', useCard: false });
    for (;;) {
      try {
        const answer = await fetch('/api/tickets', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
        if (answer.status === 201) return window.taken.push(await answer.json());
      } catch {}
      await wait(60);
    }
  };
  const run = async () => { while (!window.stopTaking) { await touch(); await wait(50); } };
  window.running = Promise.all([run(), run(), run()]).then(() => 'done');
  return 'started';
})()`;

async function killRandomly(kiosk: KioskApp): Promise<void> {
  for (let i = 0; i < kills; i++) {
    const name = Math.random() < 0.5 ? 'station' : 'hub';
    const from = Date.now();
    process.kill(kiosk.childPid(name), 'SIGKILL');
    await kiosk.waitFor(report => report.is === 'child.ready' && report.name === name, { from, limitMs: 30_000 });
    await new Promise(resolve => setTimeout(resolve, 100 + Math.random() * 900));
  }
}

test('station and hub killed at 30 random moments while numbers are issued: none lost, none twice', async () => {
  test.setTimeout(300_000);
  const world = await openHallWorld({ name: 'crash' });
  try {
    await world.kiosk.inPage(issueForEver);
    await killRandomly(world.kiosk);
    await world.kiosk.inPage('window.stopTaking = true');
    await world.kiosk.inPage('window.running', 30_000);
    const taken = await world.kiosk.inPage<{ ticket: string; label: string }[]>('window.taken');
    expect(taken.length).toBeGreaterThan(kills);
    expect(new Set(taken.map(({ label }) => label)).size).toBe(taken.length);

    const events = await waitForRegion(`${world.folder}/region`, {
      fits: known => {
        const issued = new Set(
          known.filter(event => event.type === 'ticket.issued').map(event => event.body['ticket']),
        );
        return taken.every(({ ticket }) => issued.has(ticket));
      },
      limitMs: 60_000,
    });
    const issued = events.filter(event => event.type === 'ticket.issued');
    const labelOf = new Map(issued.map(event => [event.body['ticket'], event.body['label']]));
    for (const { ticket, label } of taken) expect(labelOf.get(ticket)).toBe(label);
    expect(new Set(issued.map(event => event.body['label'])).size).toBe(issued.length);
    const voided = new Set(events.filter(event => event.type === 'number.voided').map(event => event.body['ticket']));
    expect(taken.filter(({ ticket }) => voided.has(ticket))).toEqual([]);
  } finally {
    await world.stop();
  }
});
