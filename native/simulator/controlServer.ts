import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export type ControlAnswer =
  | { readonly status: number; readonly json: unknown }
  | { readonly status: number; readonly png: Uint8Array };

/** `path` is matched as a whole; `part` is what the group in it caught, '' without one. `body` is JSON, {} when there was none. */
export type ControlRoute = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: RegExp;
  readonly answer: (request: {
    part: string;
    body: Readonly<Record<string, unknown>>;
  }) => Promise<ControlAnswer> | ControlAnswer;
};

export type ControlServer = { readonly url: string; close(): Promise<void> };

const longestBody = 64 * 1024;

/** A handful of routes on 127.0.0.1, for whoever plays the citizen or the technician. */
export async function startControlServer(options: {
  port: number;
  routes: readonly ControlRoute[];
}): Promise<ControlServer> {
  const server = createServer((request, response) => {
    void answerRequest(request, options.routes).then(
      answer => send(response, answer),
      // A request that breaks off in the middle has nobody left to answer.
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : options.port;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerRequest(request: IncomingMessage, routes: readonly ControlRoute[]): Promise<ControlAnswer> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  for (const route of routes) {
    const match = route.method === request.method ? route.path.exec(pathname) : null;
    if (match === null) continue;
    const body = await readBody(request);
    if (body === null) return { status: 400, json: { error: 'the body is not a JSON object' } };
    return route.answer({ part: match[1] ?? '', body });
  }
  return { status: 404, json: { error: 'no such route' } };
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown> | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > longestBody) return null;
    chunks.push(chunk);
  }
  if (length === 0) return {};
  try {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : null;
  } catch {
    return null;
  }
}

function send(response: ServerResponse, answer: ControlAnswer): void {
  const isPicture = 'png' in answer;
  response.writeHead(answer.status, { 'content-type': isPicture ? 'image/png' : 'application/json; charset=utf-8' });
  response.end(isPicture ? answer.png : `${JSON.stringify(answer.json)}\n`);
}
