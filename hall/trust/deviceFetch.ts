import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { Readable } from 'node:stream';
import type { DeviceIdentity } from '../domain/enrolment.ts';
import { hubServerName } from './authority.ts';
import { createRequestSigner } from './requestSignature.ts';

export type DeviceFetchPorts = {
  identity: DeviceIdentity;
  /** Local time, UTC epoch ms; it may be wrong by years. */
  clock(): number;
  /** The highest hub term this machine knows. */
  term(): number;
  /** Headers of every answer of a hub that was proved to be one. */
  onAnswer(header: (name: string) => string | undefined): void;
};

/** Below this the own clock is good enough, and a correction would only follow the delays of the line. */
const toleratedSkewMs = 5000;

/**
 * `fetch` to a hub of the own hall: TLS that believes the hall's certificate and nothing else, every request signed by
 * this machine. A clock that is wrong is set right by the hub's answer, and the request is sent once more.
 */
export function createDeviceFetch(ports: DeviceFetchPorts): typeof fetch {
  const { identity } = ports;
  const signer = createRequestSigner(identity, randomUUID());
  const agent = new Agent({ keepAlive: true, ca: identity.ca, servername: hubServerName, minVersion: 'TLSv1.2' });
  let offsetMs = 0;

  function sendOnce(url: URL, init: RequestInit): Promise<IncomingMessage> {
    const method = init.method ?? 'GET';
    const body = Buffer.from(typeof init.body === 'string' ? init.body : '');
    const signed = signer(
      { method, path: url.pathname, query: url.search, body },
      { epochMs: ports.clock() + offsetMs, term: ports.term() },
    );
    const own = Object.fromEntries(new Headers(init.headers).entries());
    const headers = { ...own, ...signed, ...(body.length === 0 ? {} : { 'content-length': body.length }) };
    return new Promise((resolve, reject) => {
      const signal = init.signal ?? undefined;
      const asked = request(url, { method, headers, agent, ...(signal === undefined ? {} : { signal }) }, resolve);
      asked.on('error', reject);
      asked.end(body);
    });
  }

  /** Takes the hub's time; true when the own was wrong. */
  function correctClock(answer: IncomingMessage): boolean {
    const hubTime = Number(answer.headers['hall-time']);
    if (!Number.isFinite(hubTime) || hubTime <= 0) return false;
    const measured = hubTime - ports.clock();
    if (Math.abs(measured - offsetMs) <= toleratedSkewMs) return false;
    offsetMs = measured;
    return true;
  }

  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    let answer = await sendOnce(url, init);
    if (correctClock(answer) && answer.statusCode === 401) {
      answer.resume();
      answer = await sendOnce(url, init);
    }
    const headers = new Headers();
    for (const [name, value] of Object.entries(answer.headers))
      if (value !== undefined) headers.set(name, typeof value === 'string' ? value : value.join(', '));
    ports.onAnswer(name => headers.get(name) ?? undefined);
    const status = answer.statusCode ?? 502;
    const isBare = status === 204 || status === 304;
    if (isBare) answer.resume();
    const stream = isBare ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
    return new Response(stream, { status, headers });
  };
}
