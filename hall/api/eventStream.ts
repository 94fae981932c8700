import type { LiveChannel } from './liveChannel.ts';

/** A screen that has not taken 64 messages is hung or gone; it is let go and asks for a snapshot when it comes back. */
const mostUnread = 64;

/**
 * Follows a channel as Server-Sent Events: snapshot, patches, and a comment every `heartbeatMs` so that a dead line is
 * noticed within seconds. `isWelcome` is asked at every heartbeat; false ends the stream.
 */
export function eventStream(request: {
  channel: LiveChannel;
  heartbeatMs: number;
  isWelcome: () => boolean;
}): Response {
  const encoder = new TextEncoder();
  let end = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (text: string) => {
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(text));
          else finish();
        };
        const { snapshot, leave } = request.channel.join(message => send(`data: ${message}\n\n`));
        const timer = setInterval(() => (request.isWelcome() ? send(': beat\n\n') : finish()), request.heartbeatMs);
        timer.unref();
        end = () => {
          clearInterval(timer);
          leave();
        };
        function finish(): void {
          end();
          controller.close();
        }
        send(`data: ${snapshot}\n\n`);
      },
      cancel: () => end(),
    },
    { highWaterMark: mostUnread },
  );
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
}
