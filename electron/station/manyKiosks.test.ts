import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type DeviceIdentity, registeredDeviceSchema } from '../../hall/domain/enrolment.ts';
import { apiFailureSchema } from '../../hall/domain/hallApi.ts';
import { createDeviceFetch } from '../../hall/trust/deviceFetch.ts';
import { createRequestSigner } from '../../hall/trust/requestSignature.ts';
import { enrolMachine } from './enrol.ts';
import { type HubProcess, makeCode, openHallProcesses, post, supervise } from './hallProcesses.fixture.ts';
import { readIdentity } from './identity.ts';

let hall: ReturnType<typeof openHallProcesses>;
let folder: string;
beforeEach(() => {
  hall = openHallProcesses();
  folder = hall.folder;
});
afterEach(() => hall.end());
const startHub = (name: string) => hall.startHub(name);

async function machines(hub: HubProcess, token: string) {
  const answer = await fetch(`${hub.url}/api/devices`, { headers: { authorization: `Bearer ${token}` } });
  return z.object({ devices: z.array(registeredDeviceSchema) }).parse(await answer.json()).devices;
}

async function enrolled(hub: HubProcess, token: string): Promise<DeviceIdentity> {
  const { file } = await makeCode(hub, token, 'kiosk');
  const outcome = await enrolMachine({ ...file, hardware: 'x' });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.identity;
}

/** One machine: its signed requests, and what the hub told it in the headers. */
function machine(identity: DeviceIdentity, clock: () => number = Date.now) {
  const told = new Map<string, string | undefined>();
  const signed = createDeviceFetch({
    identity,
    clock,
    term: () => 0,
    onAnswer: header => void told.set('cloned', header('hall-cloned')),
  });
  const url = identity.hubs[0] ?? '';
  const issue = (ticket: string = randomUUID()) =>
    signed(`${url}/api/issue`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket, queue: 'tax', language: 'zh', priority: 0 }),
    });
  return { signed, url, issue, told };
}

describe('enrolment', () => {
  it('makes a kiosk of the hall by a code, once, with a name, a mark and a pinned certificate of its own', async () => {
    const hub = await startHub('hub');
    const token = await supervise(hub);
    const { code, file } = await makeCode(hub, token, 'kiosk');
    const address = file.addresses[0] ?? '';
    const enrol = (name: string, given: string) =>
      hall.run('electron/station/enrolProgram.ts', [given], { HALL_DATA: join(folder, name) });
    const first = enrol('kiosk-a', `${code.toLowerCase()}@${address}`);
    expect([await first.ended, first.output()]).toEqual([0, expect.stringContaining('kiosk-2')]);
    const identity = readIdentity(join(folder, 'kiosk-a'));
    expect(identity).toMatchObject({ device: 'kiosk-2', role: 'kiosk', mark: 'A', hall: 1, hubs: [address] });
    expect(statSync(join(folder, 'kiosk-a/identity.json')).mode & 0o777).toBe(0o600);

    const again = enrol('kiosk-b', `${code}@${address}`);
    expect(await again.ended).toBe(69);
    expect(again.output()).toContain('enrolment_refused');
    expect(existsSync(join(folder, 'kiosk-b/identity.json'))).toBe(false);

    const stick = join(folder, 'hall-enrolment.json');
    writeFileSync(stick, JSON.stringify((await makeCode(hub, token, 'kiosk')).file));
    expect(await enrol('kiosk-b', stick).ended).toBe(0);
    expect(readIdentity(join(folder, 'kiosk-b'))).toMatchObject({ device: 'kiosk-3', mark: 'C' });
    expect((await machines(hub, token)).map(({ device, mark }) => [device, mark])).toEqual([
      ['kiosk-2', 'A'],
      ['kiosk-3', 'C'],
    ]);
    expect(readFileSync(join(folder, 'hub/hub/hub.db')).includes(code)).toBe(false);
  });

  it('is refused to who does not know the code, and to a hub of another hall', async () => {
    const hub = await startHub('hub');
    const token = await supervise(hub);
    const { file } = await makeCode(hub, token, 'kiosk');
    const stranger = await startHub('stranger');
    const strangerFile = (await makeCode(stranger, await supervise(stranger), 'kiosk')).file;
    const outcome = (change: Partial<typeof file>) => enrolMachine({ ...file, ...change, hardware: '' });
    expect(await outcome({ addresses: strangerFile.addresses })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('not of the hall') as string,
    });
    expect(await outcome({ code: 'AAAAA-AAAAA' })).toMatchObject({ ok: false });
    expect(await outcome({ code: strangerFile.code })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('enrolment_refused') as string,
    });
    for (let guess = 0; guess < 5; guess += 1) await outcome({ code: strangerFile.code });
    expect(await outcome({})).toMatchObject({ ok: false, reason: expect.stringContaining('too_many') as string });
  });
});

describe('a machine of the hall', () => {
  it('is known by its signature over TLS, whatever its clock says, and only there', async () => {
    const hub = await startHub('hub');
    const identity = await enrolled(hub, await supervise(hub));
    const kiosk = machine(identity);
    expect(await (await kiosk.issue()).json()).toMatchObject({ number: 1 });
    const lost = machine(identity, () => Date.UTC(1999, 0, 1));
    expect((await lost.issue()).status).toBe(200);
    const live = await kiosk.signed(`${kiosk.url}/api/live?view=kiosk`);
    expect(live.headers.get('content-type')).toContain('text/event-stream');
    await live.body?.cancel();
    const plain = await post(`${hub.url}/api/issue`, {}, null);
    expect(plain.status).toBe(401);
  });

  it('survives a restart of the hub and is refused for ever once it is revoked', async () => {
    let hub = await startHub('hub');
    let token = await supervise(hub);
    const identity = await enrolled(hub, token);
    hub.process.kill('SIGKILL');
    hub = await startHub('hub');
    token = await supervise(hub);
    expect(hub.ready.machineUrls).toHaveLength(1);
    const kiosk = machine(identity);
    expect((await kiosk.issue()).status).toBe(200);
    expect((await post(`${hub.url}/api/devices/${identity.device}/revoke`, {}, token)).status).toBe(200);
    const refused = await kiosk.issue();
    expect([refused.status, apiFailureSchema.parse(await refused.json()).code]).toEqual([403, 'device_revoked']);
    expect((await post(`${hub.url}/api/devices/kiosk-9/revoke`, {}, token)).status).toBe(404);
  });

  it('is found out when it was copied: both go on with shared numbers, and the supervisor is told', async () => {
    const hub = await startHub('hub');
    const token = await supervise(hub);
    const identity = await enrolled(hub, token);
    const [original, copy] = [machine(identity), machine(identity)];
    // Started again is no copy: the new process speaks, the old one never does again.
    await original.issue();
    await copy.issue();
    expect((await machines(hub, token))[0]?.cloned).toBe(false);
    const labels = new Set<string>();
    for (let turn = 0; turn < 3; turn += 1)
      for (const one of [original, copy]) {
        const answer = await one.issue();
        expect(answer.status).toBe(200);
        labels.add(((await answer.json()) as { label: string }).label);
      }
    expect(labels.size).toBe(6);
    expect([original.told.get('cloned'), copy.told.get('cloned')]).toEqual(['1', '1']);
    expect((await machines(hub, token))[0]?.cloned).toBe(true);
  });

  it('cannot be played by somebody who repeats or rewrites its requests', async () => {
    const hub = await startHub('hub');
    const identity = await enrolled(hub, await supervise(hub));
    const body = Buffer.from(JSON.stringify({ ticket: randomUUID(), queue: 'tax', language: 'zh', priority: 0 }));
    const signer = createRequestSigner(identity, randomUUID());
    const signed = (epochMs: number) =>
      signer({ method: 'POST', path: '/api/issue', query: '', body }, { epochMs, term: 0 });
    // The plain door of the own machine is enough to repeat what was caught.
    const send = (headers: Record<string, string>, text: Buffer = body) =>
      fetch(`${hub.url}/api/issue`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: new Uint8Array(text),
      });
    const caught = signed(Date.now());
    expect((await send(caught)).status).toBe(200);
    expect((await send(caught)).status).toBe(401);
    expect((await send(signed(Date.now()), Buffer.from(body.toString().replace('"zh"', '"ug"')))).status).toBe(401);
    expect((await send(signed(Date.now() - 11 * 60_000))).status).toBe(401);
    expect((await send(signed(Date.now() + 11 * 60_000))).status).toBe(401);
    expect((await send(signed(Date.now()))).status).toBe(200);
  });
});
