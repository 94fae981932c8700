import { MessageChannelMain, type MessagePortMain } from 'electron';
import { DOOR_BODY_LIMIT_BYTES, type DoorAnswer, type DoorCancel, type DoorRequest } from '../../hall/domain/door.ts';
import type { ApiFailure } from '../../hall/domain/hallApi.ts';
import type { ChildProcess } from './childProcess.ts';
import { pageHeaders } from './pageHeaders.ts';
import { limitedBody } from './limitedBody.ts';

/** Hands a request of the page to the station and streams its answer back. Never rejects: what goes wrong is an `ApiFailure`. */
export type Door = { answer(request: Request): Promise<Response> };

const SILENCE_LIMIT_MS = 10_000;
const BODYLESS: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * @param station answers the requests. While it starts for the first time requests wait for it; when it has died they fail at once, so
 *   that the page can say "one moment" instead of hanging.
 */
export function openDoor(station: ChildProcess): Door {
  return {
    async answer(request) {
      const body = await limitedBody(request, DOOR_BODY_LIMIT_BYTES);
      if (body === 'too_large') {
        return failed(413, { code: 'too_large', message: 'the body is too large', retryAfterSeconds: null });
      }
      if (!(await station.isReachable())) return unavailable();
      const { method, url } = request;
      return exchange(station, { is: 'request', method, url, headers: [...request.headers], body });
    },
  };
}

function exchange(station: ChildProcess, message: DoorRequest): Promise<Response> {
  const { port1, port2 } = new MessageChannelMain();
  return new Promise(resolve => {
    const stream = new AnswerStream(port1);
    const askedAt = Date.now();
    const finish = (): void => {
      clearTimeout(silence);
      forget();
      stream.breakOff();
      resolve(unavailable());
      port1.close();
    };
    const silence = setTimeout(() => {
      finish();
      station.killIfSilentSince(askedAt);
    }, SILENCE_LIMIT_MS);
    const forget = station.onDown(finish);
    port1.on('message', ({ data }) => {
      station.heard();
      const answer = data as DoorAnswer;
      if (answer.is === 'head') {
        clearTimeout(silence);
        resolve(stream.respond({ status: answer.status, headers: answer.headers }));
      } else if (answer.is === 'chunk') {
        stream.push(answer.bytes);
      } else {
        stream.end();
        forget();
        port1.close();
      }
    });
    port1.on('close', finish);
    port1.start();
    station.post(message, [port2]);
  });
}

/** One answer on its way to the page. */
class AnswerStream {
  readonly #port: MessagePortMain;
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | null = null;
  #over = false;

  constructor(port: MessagePortMain) {
    this.#port = port;
  }

  respond(head: { status: number; headers: DoorRequest['headers'] }): Response {
    const headers = new Headers(head.headers.map(([name, value]): [string, string] => [name, value]));
    for (const [name, value] of Object.entries(pageHeaders)) headers.set(name, value);
    if (BODYLESS.has(head.status)) return new Response(null, { status: head.status, headers });
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: controller => {
        this.#controller = controller;
      },
      cancel: () => {
        this.#over = true;
        this.#port.postMessage({ is: 'cancel' } satisfies DoorCancel, []);
        this.#port.close();
      },
    });
    return new Response(body, { status: head.status, headers });
  }

  push(bytes: Uint8Array): void {
    if (!this.#over) this.#controller?.enqueue(new Uint8Array(bytes));
  }

  end(): void {
    if (!this.#over) this.#controller?.close();
    this.#over = true;
  }

  /** The child died or hung: the page must see a broken stream, not an answer that ended. */
  breakOff(): void {
    if (!this.#over) this.#controller?.error(new Error('the station has gone'));
    this.#over = true;
  }
}

function unavailable(): Response {
  return failed(503, { code: 'unavailable', message: 'the station is starting again', retryAfterSeconds: 1 });
}

function failed(status: number, failure: ApiFailure): Response {
  return Response.json(failure, { status, headers: pageHeaders });
}
