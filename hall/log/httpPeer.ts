import { acknowledgementSchema } from '../domain/syncApi.ts';
import type { Peer, PeerAnswer } from './peer.ts';

export type HttpPeerOptions = {
  /** Where the receiver is, e.g. `http://192.168.1.5:8787`; `/v1/…` is added. */
  baseUrl: string;
  /** Bearer credential of this device; null sends none. */
  token: string | null;
  /** How requests are sent: plainly, or signed by this machine over TLS. */
  fetch: typeof fetch;
  /** A request without an answer after this long counts as unreachable. */
  timeoutMs: number;
};

/** Reads `Retry-After` (seconds or an HTTP date, RFC 9110 §10.2.3); null when there is none that makes sense. */
export function readRetryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}

/** A receiver reached over HTTP: kiosk → hub and hub → region. */
export function httpPeer(options: HttpPeerOptions): Peer {
  async function post(path: string, body: string): Promise<PeerAnswer> {
    try {
      const response = await options.fetch(new URL(path, options.baseUrl), {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(options.token === null ? {} : { authorization: `Bearer ${options.token}` }),
        },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(options.timeoutMs),
      });
      const text = await response.text();
      if (!response.ok) {
        const retryAfterMs = readRetryAfterMs(response.headers.get('retry-after'), Date.now());
        return { is: 'refused', status: response.status, retryAfterMs };
      }
      const ack = acknowledgementSchema.safeParse(JSON.parse(text));
      return ack.success ? { is: 'ack', ack: ack.data } : { is: 'unreachable', reason: 'answer is no acknowledgement' };
    } catch (error) {
      return { is: 'unreachable', reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
    }
  }
  return {
    push: body => post('/v1/events', body),
    askHwm: streams => post('/v1/hwm', JSON.stringify({ streams })),
  };
}
