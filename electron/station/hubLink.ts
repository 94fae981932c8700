import type { IssueShared, ReportPersons } from '../../hall/domain/hallApi.ts';
import type { HubEntries } from '../../hall/domain/liveEntries.ts';
import { apiFailureSchema, heldSharedSchema, issuedSharedSchema } from '../../hall/domain/hallApi.ts';
import { applyLive, emptyLiveState, liveMessageSchema, type LiveState } from '../../hall/domain/live.ts';
import { type JsonAnswer, postJson, postSigned } from './postJson.ts';
import type { SharedAnswer } from './takeTicket.ts';

/** A kiosk waits no longer for a shared number: after that its own series answers (sync design, numbers L1 → L3). */
const issuePatienceMs = 400;
/** Nobody waits for this one; it is sent again with the next number or the next contact. */
const reportPatienceMs = 5_000;
/** The hub sends at least a comment every 5 s; twice that without a byte means that the line is dead, whatever TCP says. */
const silenceMs = 11_000;
/** A hub that hangs accepts connections and says nothing; another one may be there. */
const headMs = 3_000;
const firstRetryMs = 250;
/** Longest pause between two attempts at the only hub there is. */
export const lastRetryMs = 5_000;

/** `token`: bearer of the machine the hub runs on; null = `fetch` signs every request. */
export type HubAddress = { url: string; token: string | null; fetch: typeof fetch };

export type HubQuestion = { method: 'GET' | 'POST'; path: string; body: unknown; timeoutMs: number };

export type HubLink = {
  isUp(): boolean;
  /** Last known live entries of the hub; empty before the first contact. They stay when the hub goes. */
  entries(): Partial<HubEntries>;
  issueShared(request: IssueShared): Promise<SharedAnswer>;
  /** Asks a route of the hub; `refused` at once when it is not there. */
  ask(request: HubQuestion): Promise<JsonAnswer>;
  /** Tells the hub whose this kiosk's own numbers are; true when it has noted them. */
  reportPersons(report: ReportPersons): Promise<boolean>;
  onChange(listener: () => void): () => void;
  start(): void;
  close(): void;
};

/** The kiosk's line to its hub: follows the live stream for ever and asks for shared numbers. */
export function createHubLink(ports: {
  address(): HubAddress | null;
  /** The line to this address has ended: another hub may be the one to ask. */
  lost(url: string): void;
  /** The longest pause between two attempts. */
  lastRetryMs: number;
}): HubLink {
  let state: LiveState = emptyLiveState;
  let up = false;
  let closed = false;
  let retryMs = firstRetryMs;
  /** Ends the attempt that is under way: a signal of its own, because combined ones are held weakly by their sources. */
  let line: AbortController | null = null;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };

  function setUp(next: boolean): void {
    if (up === next) return;
    up = next;
    tell();
  }

  async function followOnce(): Promise<void> {
    const address = ports.address();
    if (address === null) return;
    const silence = new AbortController();
    line = silence;
    let timer = setTimeout(() => silence.abort(), headMs);
    try {
      const response = await address.fetch(`${address.url}/api/live?view=kiosk`, {
        headers: address.token === null ? {} : { authorization: `Bearer ${address.token}` },
        signal: silence.signal,
      });
      if (!response.ok || response.body === null) return;
      for await (const data of readEvents(response.body, () => {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silenceMs);
      })) {
        const message = liveMessageSchema.safeParse(JSON.parse(data));
        const next = message.success ? applyLive(state, message.data) : null;
        if (next === null) return;
        state = next;
        retryMs = firstRetryMs;
        up = true;
        tell();
      }
    } catch {
      // Every way a line can die ends here; the loop below connects again.
    } finally {
      clearTimeout(timer);
      // Also a hub that ended the stream in order: it may stop or step down.
      ports.lost(address.url);
    }
  }

  async function follow(): Promise<void> {
    while (!closed) {
      await followOnce();
      setUp(false);
      if (closed) return;
      await new Promise(resolve => {
        setTimeout(resolve, retryMs).unref();
      });
      retryMs = Math.min(ports.lastRetryMs, retryMs * 2);
    }
  }

  return {
    isUp: () => up,
    entries: () => state.entries as Partial<HubEntries>,
    async issueShared(request) {
      const address = ports.address();
      if (address === null || !up) return { is: 'refused' };
      const answer = await ask(address, { path: '/api/issue', body: request, timeoutMs: issuePatienceMs });
      if (answer.is !== 'answered') return answer;
      const { status, body } = answer;
      const held = heldSharedSchema.safeParse(body).data;
      if (status === 200 && held !== undefined) return { is: 'held', number: held };
      const number = issuedSharedSchema.safeParse(body);
      if (status === 200) return number.success ? { is: 'issued', number: number.data } : { is: 'unclear' };
      const failure = apiFailureSchema.safeParse(body).data;
      if (failure?.code === 'queue_closed' || failure?.code === 'quota_reached') return { is: 'closed', failure };
      return status < 500 || status === 503 ? { is: 'refused' } : { is: 'unclear' };
    },
    async ask({ method, path, body, timeoutMs }) {
      const address = ports.address();
      if (address === null || !up) return { is: 'refused' };
      if (method === 'POST') return ask(address, { path, body, timeoutMs });
      try {
        const headers: HeadersInit = address.token === null ? {} : { authorization: `Bearer ${address.token}` };
        const answer = await address.fetch(new URL(path, address.url), {
          headers,
          signal: AbortSignal.timeout(timeoutMs),
        });
        return { is: 'answered', status: answer.status, body: await answer.json() };
      } catch {
        return { is: 'unclear' };
      }
    },
    async reportPersons(report) {
      const address = ports.address();
      if (address === null || !up) return false;
      const answer = await ask(address, { path: '/api/persons', body: report, timeoutMs: reportPatienceMs });
      return answer.is === 'answered' && answer.status === 200;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () => void follow(),
    close() {
      closed = true;
      line?.abort();
    },
  };
}

function ask(
  { url, token, fetch }: HubAddress,
  { path, body, timeoutMs }: { path: string; body: unknown; timeoutMs: number },
): Promise<JsonAnswer> {
  const request = { url: new URL(path, url), body, timeoutMs };
  return token === null ? postSigned({ ...request, fetch }) : postJson({ ...request, token });
}

/** `data:` payloads of a text/event-stream body; `onBytes` is told of every sign of life, comments included. */
export async function* readEvents(body: AsyncIterable<Uint8Array>, onBytes: () => void): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    onBytes();
    rest += decoder.decode(chunk, { stream: true });
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const data = rest
        .slice(0, end)
        .split('\n')
        .filter(line => line.startsWith('data:'))
        .map(line => line.slice(5).trimStart())
        .join('\n');
      rest = rest.slice(end + 2);
      if (data !== '') yield data;
    }
  }
}
