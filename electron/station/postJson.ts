import { Agent, request as httpRequest } from 'node:http';

/** One line to the hub stays open, so that a touch does not wait for a handshake. */
const agent = new Agent({ keepAlive: true });

export type JsonAnswer =
  | { is: 'answered'; status: number; body: unknown }
  /** Nobody listens there: the request was certainly not taken. */
  | { is: 'refused' }
  /** Time-out, torn line or nonsense: it may have been taken. */
  | { is: 'unclear' };

/**
 * Posts JSON and waits at most `timeoutMs`. A plain request, because `fetch` costs several ms of a touch. Never throws.
 */
export function postJson(request: { url: URL; token: string; body: unknown; timeoutMs: number }): Promise<JsonAnswer> {
  const { url, token, body, timeoutMs } = request;
  const content = JSON.stringify(body);
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(content),
  };
  return new Promise(resolve => {
    const asked = httpRequest(url, { method: 'POST', agent, headers }, answer => {
      const parts: Uint8Array[] = [];
      answer.on('data', (part: Uint8Array) => parts.push(part));
      answer.on('error', () => resolve({ is: 'unclear' }));
      answer.on('end', () => {
        clearTimeout(timer);
        resolve(read(answer.statusCode ?? 0, Buffer.concat(parts).toString('utf8')));
      });
    });
    const timer = setTimeout(() => {
      resolve({ is: 'unclear' });
      asked.destroy();
    }, timeoutMs);
    asked.on('error', (fault: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      resolve({ is: fault.code === 'ECONNREFUSED' ? 'refused' : 'unclear' });
    });
    asked.end(content);
  });
}

/** As {@link postJson}, over a `fetch` that signs. Never throws. */
export async function postSigned(request: {
  url: URL;
  fetch: typeof fetch;
  body: unknown;
  timeoutMs: number;
}): Promise<JsonAnswer> {
  try {
    const answer = await request.fetch(request.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request.body),
      signal: AbortSignal.timeout(request.timeoutMs),
    });
    return read(answer.status, await answer.text());
  } catch (fault) {
    return { is: isRefused(fault) ? 'refused' : 'unclear' };
  }
}

function isRefused(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === 'ECONNREFUSED';
}

function read(status: number, text: string): JsonAnswer {
  try {
    return { is: 'answered', status, body: JSON.parse(text) };
  } catch {
    return { is: 'unclear' };
  }
}
