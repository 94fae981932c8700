import type { ChildOrder, DoorHeaders, DoorPort, DoorRequest, ParentPort } from '../../hall/domain/door.ts';

/** Answers requests that Electron's main process hands over, one message port each; bodies are streamed chunk by chunk. */
export function serveDoor(ports: {
  parent: ParentPort;
  answer(request: Request): Promise<Response>;
  shutdown(): Promise<void>;
}): void {
  ports.parent.on('message', event => {
    const order = event.data as ChildOrder;
    switch (order.is) {
      case 'shutdown':
        void ports.shutdown();
        return;
      case 'request': {
        const port = event.ports[0];
        if (port !== undefined) void answerOn({ port, request: order, answer: ports.answer });
      }
    }
  });
}

async function answerOn({
  port,
  request,
  answer,
}: {
  port: DoorPort;
  request: DoorRequest;
  answer(request: Request): Promise<Response>;
}): Promise<void> {
  const gone = new AbortController();
  port.on('message', event => {
    if ((event.data as { is?: string } | null)?.is === 'cancel') gone.abort();
  });
  port.on('close', () => gone.abort());
  port.start();
  const response = await answer(toRequest(request, gone.signal));
  if (gone.signal.aborted) return;
  port.postMessage({ is: 'head', status: response.status, headers: toDoorHeaders(response.headers) });
  const isWhole = response.body === null || (await pour(response.body, port, gone.signal));
  // Without `end` the page sees a stream that broke, not one that is over.
  if (isWhole && !gone.signal.aborted) port.postMessage({ is: 'end' });
  port.close();
}

/** Resolves with false when the source broke off: an answer that comes from another machine can end at any byte. */
async function pour(body: ReadableStream<Uint8Array>, port: DoorPort, gone: AbortSignal): Promise<boolean> {
  const reader = body.getReader();
  const leave = () => void reader.cancel().catch(() => undefined);
  gone.addEventListener('abort', leave, { once: true });
  try {
    for (;;) {
      const part = await reader.read();
      if (part.done || gone.aborted) return part.done;
      port.postMessage({ is: 'chunk', bytes: part.value });
    }
  } catch {
    return false;
  } finally {
    gone.removeEventListener('abort', leave);
  }
}

function toRequest(request: DoorRequest, signal: AbortSignal): Request {
  const { body } = request;
  return new Request(request.url.replace(/^hall:/, 'http:'), {
    method: request.method,
    headers: request.headers.map(([name, value]): [string, string] => [name, value]),
    body: body === null ? null : new Uint8Array(body),
    signal,
  });
}

function toDoorHeaders(headers: Headers): DoorHeaders {
  return [...headers.entries()];
}
