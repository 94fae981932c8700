import type { LiveChannel } from './liveChannel.ts';

/** A screen that has not taken 64 messages is hung or gone; it is let go and asks for a snapshot when it comes back. */
const mostUnread = 64;
const beat = new TextEncoder().encode(': beat\n\n');

/**
 * Follows a channel as Server-Sent Events: snapshot, patches, and a comment every `heartbeatMs` so that a dead line is
 * noticed within seconds. `isWelcome` is asked at every heartbeat; false ends the stream.
 */
export function eventStream(request: {
  channel: LiveChannel;
  heartbeatMs: number;
  isWelcome: () => boolean;
}): Response {
  let end = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const send = (frame: Uint8Array) => {
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(frame);
          else finish();
        };
        const { frame, leave } = request.channel.join(send);
        const timer = setInterval(() => (request.isWelcome() ? send(beat) : finish()), request.heartbeatMs);
        timer.unref();
        end = () => {
          clearInterval(timer);
          leave();
        };
        function finish(): void {
          end();
          controller.close();
        }
        send(frame);
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
