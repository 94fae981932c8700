import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** One line to the hub stays open, so that a touch does not wait for a handshake. */
const agents = { 'http:': new HttpAgent({ keepAlive: true }), 'https:': new HttpsAgent({ keepAlive: true }) };

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
  const isSecure = url.protocol === 'https:';
  const content = JSON.stringify(body);
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(content),
  };
  return new Promise(resolve => {
    const asked = (isSecure ? httpsRequest : httpRequest)(
      url,
      { method: 'POST', agent: isSecure ? agents['https:'] : agents['http:'], headers },
      answer => {
        const parts: Uint8Array[] = [];
        answer.on('data', (part: Uint8Array) => parts.push(part));
        answer.on('error', () => resolve({ is: 'unclear' }));
        answer.on('end', () => {
          clearTimeout(timer);
          resolve(read(answer.statusCode ?? 0, Buffer.concat(parts).toString('utf8')));
        });
      },
    );
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

function read(status: number, text: string): JsonAnswer {
  try {
    return { is: 'answered', status, body: JSON.parse(text) };
  } catch {
    return { is: 'unclear' };
  }
}
