import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { queueIdSchema, ticketIdSchema } from '../../hall/domain/ids.ts';
import { createHubLink, type HubLink, lastRetryMs } from './hubLink.ts';

const ticket = ticketIdSchema.parse('81fe0cdc-7576-4eef-bd89-10384478afcd');
const request = { ticket, queue: queueIdSchema.parse('tax'), language: 'zh', priority: 0, person: null } as const;
const issued = { ticket, label: 'A017', number: 17, ahead: 2, issuedAt: 1, code: '123456', hlc: '1', wait: null };

let server: Server | null = null;
let link: HubLink | null = null;
afterEach(() => {
  link?.close();
  server?.closeAllConnections();
  server?.close();
});

/** A hub on a real socket: one live snapshot, and whatever the test answers to a request for a number. */
async function open(onIssue: RequestListener): Promise<HubLink> {
  const hub = createServer((asked, answer) => {
    if (asked.url === '/api/issue') return onIssue(asked, answer);
    answer.writeHead(200, { 'content-type': 'text/event-stream' });
    answer.write(`data: ${JSON.stringify({ is: 'snapshot', revision: 4, entries: { openCounters: 1 } })}\n\n`);
    answer.write(`data: ${JSON.stringify({ is: 'patch', revision: 5, changes: { openCounters: 2 } })}\n\n`);
  });
  server = hub;
  await new Promise<void>(resolve => {
    hub.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(hub.address() as AddressInfo).port}`;
  const made = createHubLink({
    address: () => ({ url, token: 'x'.repeat(43), fetch }),
    lost: () => undefined,
    lastRetryMs,
  });
  link = made;
  made.start();
  await expect.poll(() => made.entries().openCounters).toBe(2);
  return made;
}

const json = (status: number, body: unknown): RequestListener => {
  return (_asked, answer) =>
    void answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const failure = (code: string) => ({ code, message: '', retryAfterSeconds: null });

describe('the line to the hub', () => {
  it('follows the live stream', async () => {
    const hub = await open(json(200, issued));
    expect(hub.isUp()).toBe(true);
  });

  it.each<[string, RequestListener, string]>([
    ['a number', json(200, issued), 'issued'],
    ['a refusal', json(409, failure('no_shared_series')), 'refused'],
    ['closed', json(409, failure('queue_closed')), 'closed'],
    ['a fault of the hub', json(500, failure('internal')), 'unclear'],
    ['nonsense', (_asked, answer) => void answer.writeHead(200).end('<html>'), 'unclear'],
    ['a torn line', (_asked, answer) => void answer.socket?.destroy(), 'unclear'],
    ['silence', () => undefined, 'unclear'],
  ])('tells what %s means', async (_name, onIssue, expected) => {
    const hub = await open(onIssue);
    const startedAt = performance.now();
    expect((await hub.issueShared(request)).is).toBe(expected);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it('asks nobody while the hub is not there', async () => {
    const hub = await open(json(200, issued));
    server?.closeAllConnections();
    server?.close();
    await expect.poll(() => hub.isUp()).toBe(false);
    expect((await hub.issueShared(request)).is).toBe('refused');
  });
});
