import { expect, test } from '@playwright/test';
import { type HallWorld, openHallWorld } from './hallWorld.ts';
import { goHome, takeNumber } from './takeNumber.ts';
import { wordsOf } from './words.ts';

const zh = wordsOf('zh');

async function order(address: string, method: 'POST' | 'DELETE', body: object): Promise<void> {
  const answer = await fetch(address, { method, body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
}

/** Sends a request to the hub as a machine without any credential would. */
async function stranger(world: HallWorld, path: string, init: RequestInit): Promise<{ status: number; code: unknown }> {
  const answer = await fetch(`${world.hubUrl}${path}`, init);
  const body = (await answer.json()) as { code?: unknown };
  return { status: answer.status, code: body.code };
}

test('bad input from every side: a clear error, nothing lost, the process goes on', async () => {
  test.setTimeout(180_000);
  const world = await openHallWorld({ name: 'bad-input' });
  try {
    const kiosk = await world.kiosk.page();
    const { reader, printer } = world;
    const before = [world.kiosk.childPid('station'), world.kiosk.childPid('hub')];

    await test.step('noise and broken frames on the reader’s line: the card is read all the same', async () => {
      for (const name of ['garbage-before', 'bad-checksum', 'truncated']) {
        await order(`${reader.control}/fault`, 'POST', { name, on: 'any', times: 1 });
        await order(`${reader.control}/card`, 'POST', {});
        await expect(kiosk.getByText('阿依…').first()).toBeVisible({ timeout: 20_000 });
        await order(`${reader.control}/card`, 'DELETE', {});
        await kiosk.getByRole('button', { name: zh('app.home') }).click();
        // Three polls of 300 ms without an answer mean that the card has been taken away.
        await new Promise(resolve => setTimeout(resolve, 1_500));
      }
    });

    await test.step('a card pulled in the middle: it says what to do', async () => {
      await order(`${reader.control}/fault`, 'POST', { name: 'pull-card-mid-read', on: 'read', times: 1 });
      await order(`${reader.control}/card`, 'POST', {});
      await expect(kiosk.getByText(zh('card.unreadable')).first()).toBeVisible({ timeout: 15_000 });
    });

    await test.step('a printer that talks nonsense: the number stands', async () => {
      await kiosk
        .getByRole('button', { name: zh('choose.withoutCard') })
        .first()
        .click();
      await goHome(kiosk);
      await order(`${printer.control}/fault`, 'POST', { name: 'garbage-status' });
      expect(await takeNumber(kiosk, '社会保险')).toMatch(/^A\d{3}$/);
      await order(`${printer.control}/fault`, 'POST', { name: 'none' });
    });

    await test.step('malformed requests at the kiosk’s own door', async () => {
      const statuses = await world.kiosk.inPage<number[]>(`Promise.all([
        fetch('/api/tickets', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"requestId":' }),
        fetch('/api/tickets', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"__proto__":{"a":1}}' }),
        fetch('/api/tickets', { method: 'POST', headers: { 'content-type': 'application/json' }, body: 'x'.repeat(200000) }),
        fetch('/api/nothing'),
      ]).then(answers => answers.map(answer => answer.status))`);
      expect(statuses).toEqual([400, 400, 413, 404]);
    });

    await test.step('a stranger on the LAN', async () => {
      const json = { 'content-type': 'application/json' };
      const call = { method: 'POST', headers: json, body: '{}' };
      expect(await stranger(world, '/api/counters/c1/call-next', call)).toEqual({ status: 401, code: 'unauthorized' });
      expect(await stranger(world, '/api/issue', call)).toEqual({ status: 401, code: 'unauthorized' });
      expect(await stranger(world, '/v1/events', call)).toEqual({ status: 401, code: 'unauthorized' });
      expect(await stranger(world, '/api/live?view=kiosk', {})).toEqual({ status: 401, code: 'unauthorized' });
      const guess = { headers: { authorization: `Bearer ${'A'.repeat(43)}` } };
      expect(await stranger(world, '/api/live?view=counter&counter=c1', guess)).toEqual({
        status: 401,
        code: 'unauthorized',
      });
      expect(await stranger(world, '/api/session', { ...call, body: '{"account":' })).toEqual({
        status: 400,
        code: 'bad_request',
      });
      expect((await fetch(`${world.hubUrl}/counter/..%2f..%2fpackage.json`)).status).toBe(404);
    });

    await test.step('after all that', async () => {
      expect(await takeNumber(kiosk, '社会保险')).toMatch(/^A\d{3}$/);
      expect([world.kiosk.childPid('station'), world.kiosk.childPid('hub')]).toEqual(before);
    });
  } finally {
    await world.stop();
  }
});
