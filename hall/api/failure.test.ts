import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiFailureSchema } from '../domain/hallApi.ts';
import { acknowledgementSchema } from '../domain/syncApi.ts';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

let hall: TestHall;
beforeAll(async () => {
  hall = await openTestHall({ now: Date.now, heartbeatMs: 5000 });
});
afterAll(() => hall.close());

const post = (path: string, body: unknown) => hall.ask({ method: 'POST', path, body, token: hall.deviceToken });
const told = async (response: Response) => [response.status, apiFailureSchema.parse(await response.json()).code];

describe('bad input', () => {
  it.each(['{', '', 'null', '[]', '"x"', '\u0000', '{"ticket":1}', '{"ticket":"\\ud800"}'])(
    '%j is refused',
    async body => {
      for (const path of ['/api/issue', '/v1/events', '/v1/hwm'])
        expect(await told(await post(path, body))).toEqual([400, 'bad_request']);
    },
  );

  it('another media type is refused', async () => {
    const response = await hall.api.request(
      '/v1/hwm',
      {
        method: 'POST',
        body: 'streams=x',
        headers: { authorization: `Bearer ${hall.deviceToken}`, 'content-type': 'text/plain' },
      },
      { door: 'test', address: '10.0.0.1' },
    );
    expect(await told(response)).toEqual([400, 'bad_request']);
  });

  it('a body over the limit is refused, with and without a declared length', async () => {
    expect(await told(await post('/api/issue', JSON.stringify({ x: 'y'.repeat(70_000) })))).toEqual([413, 'too_large']);
    expect(await told(await post('/v1/events', JSON.stringify({ events: ['y'.repeat(300_000)] })))).toEqual([
      413,
      'too_large',
    ]);
    expect(await told(await post('/v1/events', { events: Array.from({ length: 501 }, () => ({})) }))).toEqual([
      413,
      'too_large',
    ]);
    const endless = new ReadableStream({ pull: controller => controller.enqueue(new Uint8Array(10_000)) });
    const request = new Request('http://hub/api/issue', {
      method: 'POST',
      body: endless,
      duplex: 'half',
      headers: { authorization: `Bearer ${hall.deviceToken}`, 'content-type': 'application/json' },
    } as RequestInit);
    expect(await told(await hall.api.fetch(request, { door: 'test', address: '10.0.0.1' }))).toEqual([
      413,
      'too_large',
    ]);
  });

  it('an unknown route, a wrong method and a strange parameter are answered as failures', async () => {
    expect(await told(await hall.ask({ path: '/api/nowhere' }))).toEqual([404, 'not_found']);
    expect(await told(await hall.ask({ path: '/api/issue', token: hall.deviceToken }))).toEqual([404, 'not_found']);
    expect(await told(await hall.ask({ path: '/api/live?view=everything' }))).toEqual([400, 'bad_request']);
    const token = hall.tokenOf('2001');
    const body = { requestId: randomUUID(), expect: null };
    for (const path of ['/api/counters/counter-1/explode', '/api/counters/a%20b/open'])
      expect((await told(await hall.ask({ method: 'POST', path, token, body })))[0]).toBe(400);
    expect(await told(await hall.ask({ method: 'POST', path: '/api/counters/none/open', token, body }))).toEqual([
      404,
      'not_found',
    ]);
  });

  it('one bad event goes to quarantine and blocks no neighbour', async () => {
    const good = await hall.issue('tax');
    const ack = await hall.kioskReports([hall.printed(good.ticket)]);
    expect(acknowledgementSchema.parse(ack).quarantined).toEqual([]);
    const response = await post('/v1/events', { events: [{ nonsense: true }, 'x', null] });
    expect(response.status).toBe(200);
    expect(hall.ports.state.ticket(good.ticket)?.claim?.at).toBe('waiting');
  });

  it('a bug is answered without its stack, and told to the log', async () => {
    const { ports, api } = hall;
    const broken = ports.store.highWaterMarks;
    ports.store.highWaterMarks = () => {
      throw new Error('secret detail');
    };
    const response = await api.request(
      '/v1/hello',
      { headers: { authorization: `Bearer ${hall.deviceToken}` } },
      { door: 'test', address: '' },
    );
    ports.store.highWaterMarks = broken;
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(apiFailureSchema.parse(JSON.parse(text)).code).toBe('internal');
    expect(text).not.toContain('secret detail');
    expect(hall.logged.at(-1)?.message).toBe('a request failed');
  });
});

describe('the document', () => {
  it('describes every route with its failures', async () => {
    const document = (await (await hall.ask({ path: '/openapi.json' })).json()) as {
      paths: Record<string, Record<string, { responses: object }>>;
    };
    expect(Object.keys(document.paths)).toContain('/api/counters/{counter}/{verb}');
    for (const methods of Object.values(document.paths))
      for (const { responses } of Object.values(methods)) expect(Object.keys(responses)).toContain('401');
  });
});
