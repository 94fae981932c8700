import type { FollowView } from '../../hall/domain/followApi.ts';

/** What the hall said, or that it could not be asked. */
export type News = { is: 'view'; view: FollowView } | { is: 'unknown' } | { is: 'lost' };

export type FollowLine = {
  /** Asks now, for example because the phone was taken out of the pocket. */
  look(): void;
  giveUp(): Promise<'done' | 'tooLate' | 'failed'>;
};

const answerWithinMs = 6_000;
/** With a stream the answers only prove that the hall is still there; without one they are the news. */
const lookEveryMs = { streaming: 20_000, asking: 8_000 };
const streamAgainMs = 30_000;

/** XMLHttpRequest: old phones have no way to end a `fetch`. Resolves to null when nobody answered. */
function ask(method: 'GET' | 'POST', url: string): Promise<{ status: number; body: unknown } | null> {
  return new Promise(resolve => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.timeout = answerWithinMs;
    request.addEventListener('load', () => {
      try {
        resolve({ status: request.status, body: JSON.parse(request.responseText) });
      } catch {
        resolve(null);
      }
    });
    for (const end of ['error', 'timeout', 'abort']) request.addEventListener(end, () => resolve(null));
    request.send();
  });
}

/** The view in a message of the stream; null = nothing of it. */
function viewOf(message: unknown): FollowView | null {
  const { is, entries, changes } = message as {
    is?: string;
    entries?: { ticket?: FollowView };
    changes?: { ticket?: FollowView | null };
  };
  return (is === 'snapshot' ? entries?.ticket : changes?.ticket) ?? null;
}

/** Follows one ticket for as long as the page is open: a stream where there is one, questions in any case. */
export function openFollowLine(token: string, hear: (news: News) => void): FollowLine {
  const path = `/api/follow/${token}`;
  let stream: EventSource | null = null;
  let timer = 0;
  let streamTriedAt = 0;

  function closeStream(): void {
    stream?.close();
    stream = null;
  }

  function openStream(): void {
    if (stream !== null || !('EventSource' in window) || Date.now() - streamTriedAt < streamAgainMs) return;
    streamTriedAt = Date.now();
    const opened = new EventSource(`${path}/live`);
    stream = opened;
    opened.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const view = viewOf(JSON.parse(data));
      if (view !== null) hear({ is: 'view', view });
    });
    opened.addEventListener('error', () => {
      // No place left, or the line is gone: the next answer tells which.
      closeStream();
      look();
    });
  }

  async function lookOnce(): Promise<void> {
    const answer = await ask('GET', path);
    if (answer?.status === 200) {
      hear({ is: 'view', view: answer.body as FollowView });
      openStream();
    } else if (answer?.status === 404) hear({ is: 'unknown' });
    else if (answer?.status !== 429) {
      closeStream();
      hear({ is: 'lost' });
    }
  }

  async function lookAndSleep(): Promise<void> {
    window.clearTimeout(timer);
    try {
      await lookOnce();
    } finally {
      window.clearTimeout(timer);
      timer = window.setTimeout(look, stream === null ? lookEveryMs.asking : lookEveryMs.streaming);
    }
  }

  function look(): void {
    void lookAndSleep();
  }

  look();
  return {
    look,
    async giveUp() {
      const answer = await ask('POST', `${path}/give-up`);
      if (answer?.status === 200) {
        hear({ is: 'view', view: answer.body as FollowView });
        return 'done';
      }
      return answer?.status === 409 ? 'tooLate' : 'failed';
    },
  };
}
