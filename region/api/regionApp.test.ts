import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiFailure } from '../../hall/domain/hallApi.ts';
import type { Overview, RegionSession } from '../../hall/domain/regionApi.ts';
import { acknowledgementSchema, helloSchema, maxBatchBytes } from '../../hall/domain/syncApi.ts';
import { httpPeer } from '../../hall/log/httpPeer.ts';
import { choices, playVisits, sampleStream } from '../testing/sampleStream.ts';
import { openTestRegion, type TestRegion } from '../testing/testRegion.ts';

const day = '2026-11-23';
const noonMs = Date.parse(`${day}T04:00:00Z`);
const goodPin = '71940285';

describe('the region over HTTP', () => {
  let test: TestRegion;
  let nowMs = noonMs;
  beforeAll(async () => {
    test = await openTestRegion('embedded', {
      now: () => nowMs,
      limits: {
        batches: { burst: 30, perSecond: 10 },
        tries: { burst: 8, perSecond: 1 },
        waiting: 64,
      },
    });
  });
  afterAll(async () => test.stop());

  /** Lets the token buckets fill again. */
  const later = (ms: number): void => void (nowMs += ms);
  const post = async (path: string, init: RequestInit) =>
    fetch(`http://127.0.0.1:${test.region.port}${path}`, { method: 'POST', ...init });
  const failureOf = async (answer: Response) => ({
    status: answer.status,
    code: ((await answer.json()) as ApiFailure).code,
  });

  it('says who it is, and that it is ready', async () => {
    const hello = helloSchema.parse(await (await test.call('/v1/hello', {})).json());
    expect(hello).toEqual({ incarnation: test.region.incarnation, time: nowMs, protocol: [1] });
    expect((await test.call('/healthz', {})).status).toBe(200);
    expect((await test.call('/readyz', {})).status).toBe(200);
    expect(await failureOf(await test.call('/v1/nothing', {}))).toEqual({ status: 404, code: 'not_found' });
  });

  it('admits a hall once per code', async () => {
    const code = test.region.enrolmentCode;
    const wrong = await test.call('/v1/enrol', { json: { code: 'AAAA-AAAA-AAAA', hall: 90, name: 'X' } });
    expect(await failureOf(wrong)).toEqual({ status: 401, code: 'unauthorized' });
    const typed = code.toLowerCase().replaceAll('-', ' ');
    const first = await test.call('/v1/enrol', { json: { code: typed, hall: 90, name: '天山区政务服务中心' } });
    expect(first.status).toBe(201);
    const again = await test.call('/v1/enrol', { json: { code, hall: 91, name: 'Y' } });
    expect(again.status).toBe(401);
    expect((await test.call('/v1/enrol', { json: { code: 'short' } })).status).toBe(400);
  });

  it('stops whoever tries codes', async () => {
    later(60_000);
    const statuses: number[] = [];
    for (let i = 0; i < 12; i++)
      statuses.push((await test.call('/v1/enrol', { json: { code: `GUESS-${i}-XX`, hall: 5, name: 'X' } })).status);
    expect(statuses.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => 401));
    expect(statuses.slice(8)).toEqual([429, 429, 429, 429]);
    later(60_000);
  });

  it('takes events only from a hall, and only its own', async () => {
    const token = await test.enrol(7);
    const own = sampleStream({ hall: 7, dev: 'hub-1', startMs: noonMs });
    const others = sampleStream({ hall: 8, dev: 'hub-1', startMs: noonMs });
    playVisits(own, { visits: 5, pick: choices(1) });
    playVisits(others, { visits: 5, pick: choices(2) });

    expect((await test.call('/v1/events', { json: { events: own.events } })).status).toBe(401);
    expect((await test.call('/v1/events', { token: `${token}x`, json: { events: own.events } })).status).toBe(401);
    const stranger = await test.call('/v1/events', { token, json: { events: others.events } });
    expect(await failureOf(stranger)).toEqual({ status: 403, code: 'forbidden' });
    const mixed = await test.push(token, [...own.events, others.events[0]]);
    expect(mixed.hwm[own.stream]).toBe(own.events.length);
    expect(mixed.quarantined).toEqual([{ stream: others.stream, seq: 1, reason: 'written for hall 8' }]);
    const stolen = await test.region.database.query('SELECT 1 FROM event WHERE hall <> 7');
    expect(stolen.rowCount).toBe(0);

    const asked = await test.call('/v1/hwm', { token, json: { streams: [own.stream, others.stream] } });
    expect(acknowledgementSchema.parse(await asked.json()).hwm).toEqual({
      [own.stream]: own.events.length,
      [others.stream]: 1,
    });
    expect((await test.call('/v1/hwm', { json: { streams: [] } })).status).toBe(401);
  });

  it('speaks the protocol of the hall’s own sender', async () => {
    const token = await test.enrol(9);
    const peer = httpPeer({ baseUrl: `http://127.0.0.1:${test.region.port}`, token, fetch, timeoutMs: 5000 });
    const own = sampleStream({ hall: 9, dev: 'hub-1', startMs: noonMs });
    playVisits(own, { visits: 2, pick: choices(4) });
    const pushed = await peer.push(JSON.stringify({ events: [null, ...own.events] }));
    expect(pushed).toMatchObject({ is: 'ack', ack: { hwm: { [own.stream]: own.events.length } } });
    expect(await peer.askHwm([own.stream])).toMatchObject({ is: 'ack' });
  });

  it('refuses what is not a batch, in words a sender understands', async () => {
    const token = await test.enrol(10);
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const send = async (body: string, changes: Record<string, string> = {}) =>
      (await post('/v1/events', { headers: { ...headers, ...changes }, body })).status;

    expect(await send('{"events":')).toBe(400);
    expect(await send('[]')).toBe(400);
    expect(await send('{"events":{}}')).toBe(400);
    expect(await send('{"events":[]}')).toBe(200);
    expect(await send('{"events":[]}', { 'content-type': 'text/plain' })).toBe(415);
    expect(await send('{"events":[]}', { 'content-encoding': 'gzip' })).toBe(415);
    expect(await send(JSON.stringify({ events: Array.from({ length: 501 }, () => 1) }))).toBe(413);
    expect(await send(JSON.stringify({ events: ['x'.repeat(maxBatchBytes + 2000)] }))).toBe(413);
    const chunked = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('x'.repeat(65_536)));
      },
    });
    const endless = post('/v1/events', { headers, body: chunked, duplex: 'half' });
    expect(await endless.then(answer => answer.status).catch(() => 413)).toBe(413);
    expect((await test.call('/readyz', {})).status).toBe(200);

    const full = JSON.stringify({ events: ['x'.repeat(maxBatchBytes - 100)] });
    expect((await post('/v1/events', { headers: { 'content-type': 'application/json' }, body: full })).status).toBe(
      401,
    );
    const statuses = await Promise.all(Array.from({ length: 60 }, async () => send('{"events":[]}')));
    expect(statuses.filter(status => status === 429).length).toBeGreaterThan(20);
    const slow = await post('/v1/events', { headers, body: '{"events":[]}' });
    expect(Number(slow.headers.get('retry-after'))).toBeGreaterThan(0);
    later(10_000);
    expect(await send('{"events":[]}')).toBe(200);
  });

  it('shows the supervisor all halls, after the first PIN was changed, and nobody else', async () => {
    later(60_000);
    const signIn = async (pin: string) => test.call('/api/session', { json: { account: 'admin', pin } });
    expect((await test.call('/api/overview', {})).status).toBe(401);
    expect(await failureOf(await signIn('000000'))).toEqual({ status: 403, code: 'wrong_pin' });
    const firstPin = test.region.firstPin!;
    const { token, mustChangePin } = (await (await signIn(firstPin)).json()) as RegionSession;
    expect(mustChangePin).toBe(true);
    expect(await failureOf(await test.call('/api/overview', { token }))).toEqual({ status: 403, code: 'forbidden' });
    const weak = await test.call('/api/session/pin', { token, json: { pin: firstPin, newPin: '12345678' } });
    expect(await failureOf(weak)).toEqual({ status: 400, code: 'pin_too_weak' });
    const changed = await test.call('/api/session/pin', { token, json: { pin: firstPin, newPin: goodPin } });
    expect(changed.status).toBe(200);

    const answer = await test.call(`/api/overview?day=${day}`, { token });
    const overview = (await answer.json()) as Overview;
    expect(overview.halls.map(hall => hall.hall)).toEqual([7, 9, 10, 90]);
    expect(overview.halls.find(hall => hall.hall === 7)).toMatchObject({ tickets: 5, devices: 1, quarantined: 1 });
    expect(overview.halls.find(hall => hall.hall === 90)).toMatchObject({
      name: '天山区政务服务中心',
      lastSeenAt: null,
    });
    expect((await test.call('/api/overview?day=2026-02-31', { token })).status).toBe(400);
    expect((await test.call('/api/overview?day=yesterday', { token })).status).toBe(400);

    const code = await test.call('/api/enrolment-codes', { token, method: 'POST' });
    expect(code.status).toBe(201);
    expect((await test.call('/api/session', { token, method: 'DELETE' })).status).toBe(204);
    expect((await test.call('/api/overview', { token })).status).toBe(401);
  });

  it('locks an account after five wrong PINs, also against the right one, and not for ever', async () => {
    later(60_000);
    const signIn = async (pin: string) => test.call('/api/session', { json: { account: 'admin', pin } });
    const together = await Promise.all(Array.from({ length: 6 }, async () => (await signIn('11223344')).status));
    expect(together.filter(status => status === 403).length).toBe(5);
    expect(together.filter(status => status === 429).length).toBe(1);
    later(8_000);
    const locked = await signIn(goodPin);
    expect(await failureOf(locked.clone())).toEqual({ status: 429, code: 'locked' });
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(60);
    later(16 * 60_000);
    expect((await signIn(goodPin)).status).toBe(200);
  });

  it('describes itself', async () => {
    const document = (await (await test.call('/openapi.json', {})).json()) as { paths: Record<string, unknown> };
    expect(Object.keys(document.paths).sort()).toEqual([
      '/api/enrolment-codes',
      '/api/overview',
      '/api/session',
      '/api/session/pin',
      '/healthz',
      '/readyz',
      '/v1/enrol',
      '/v1/events',
      '/v1/hello',
      '/v1/hwm',
    ]);
  });
});
