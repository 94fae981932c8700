import { describe, expect, it } from 'vitest';
import type { DoorAnswer, DoorPort, ParentPort } from '../../hall/domain/door.ts';
import { serveDoor } from './serveDoor.ts';

/** One request through the door; what the page's side of the port is told until it is closed. */
async function ask(answer: (request: Request) => Promise<Response>, leaveAfter: number | null) {
  const told: DoorAnswer[] = [];
  const hear: ((event: { data: unknown }) => void)[] = [];
  let closed: () => void = () => undefined;
  const over = new Promise<void>(resolve => (closed = resolve));
  const port: DoorPort = {
    postMessage(message) {
      told.push(message);
      if (told.length === leaveAfter) for (const each of hear) each({ data: { is: 'cancel' } });
    },
    on(event: 'message' | 'close', listener: (event: { data: unknown }) => void) {
      if (event === 'message') hear.push(listener);
    },
    start: () => undefined,
    close: () => closed(),
  };
  let request: Parameters<ParentPort['on']>[1] = () => undefined;
  const parent: ParentPort = { postMessage: () => undefined, on: (_event, listener) => (request = listener) };
  serveDoor({ parent, answer, shutdown: () => Promise.resolve() });
  const data = { is: 'request', method: 'GET', url: 'hall://board/api/live?view=board', headers: [], body: null };
  request({ data, ports: [port] });
  await over;
  return told.map(({ is }) => is);
}

const chunk = new TextEncoder().encode('data: 1\n\n');

describe('the door of the station', () => {
  it('passes an answer on, whole', async () => {
    expect(await ask(() => Promise.resolve(new Response(chunk.slice())), null)).toEqual(['head', 'chunk', 'end']);
  });

  it('does not end an answer that broke off at its source, and outlives it', async () => {
    const broken = () => {
      let pulls = 0;
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          pulls += 1;
          if (pulls === 1) controller.enqueue(chunk);
          else controller.error(new Error('the hub has gone'));
        },
      });
    };
    expect(await ask(() => Promise.resolve(new Response(broken())), null)).toEqual(['head', 'chunk']);
  });

  it('leaves the source when the page has gone', async () => {
    let left = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: controller => controller.enqueue(chunk),
      cancel: () => {
        left = true;
      },
    });
    const told = await ask(() => Promise.resolve(new Response(endless)), 3);
    expect(told).not.toContain('end');
    expect(left).toBe(true);
  });
});
