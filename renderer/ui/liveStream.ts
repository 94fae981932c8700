import { applyLive, emptyLiveState, type LiveMessage, type LiveState } from '../../hall/domain/liveState.ts';
import { createEventReader } from './serverSentEvents.ts';

/**
 * `connecting` before the first snapshot · `live` · `broken`: cut and being restored · `stale`: nothing heard for too long,
 * what is shown may be wrong · `refused`: the credential is not accepted, nothing is tried any more.
 */
export type LiveLink = 'connecting' | 'live' | 'broken' | 'stale' | 'refused';

/** `Entries`: what the server promises under which key. */
export type LiveStream<Entries extends object> = {
  entry: <Key extends keyof Entries>(key: Key) => Entries[Key] | undefined;
  entries: () => Readonly<Partial<Entries>>;
  link: () => LiveLink;
  /** The last sign of life of the server (UTC epoch ms); before the first one, when the stream was opened. */
  heardAt: () => number;
  /** How far the server's clock is before the one of this machine; 0 as long as they agree within some seconds. */
  serverAheadMs: () => number;
  subscribe: (listener: () => void) => () => void;
  close: () => void;
};

export type LiveStreamPorts = {
  url: string;
  token: string | null;
  fetch: typeof fetch;
  /** Silence after which the state counts as stale; the server beats at least every half of it. */
  staleAfterMs: number;
  /** A cut that is mended within this time is not shown. */
  graceMs: number;
  /** Pause before the next attempt; `attempt` counts from 0 since the last byte. */
  retryAfterMs: (attempt: number) => number;
};

/** 150 ms, doubling to 5 s, spread by a third so that the boards of a hall do not knock together. */
export function liveBackoffMs(attempt: number): number {
  return Math.min(5000, 150 * 2 ** attempt) * (0.67 + Math.random() * 0.67);
}

/** The header counts in seconds and was on its way: a smaller difference is none. */
const clocksAgreeMs = 3000;

function aheadOf(date: string | null): number {
  const ahead = date === null ? 0 : Date.parse(date) + 500 - Date.now();
  return Math.abs(ahead) < clocksAgreeMs || Number.isNaN(ahead) ? 0 : ahead;
}

/** Keeps a copy of a screen's live state over fetch (an EventSource cannot send a bearer token) and mends it for ever. */
export function openLiveStream<Entries extends object>(ports: LiveStreamPorts): LiveStream<Entries> {
  let state: LiveState = emptyLiveState;
  let link: LiveLink = 'connecting';
  let attempt = 0;
  let closed = false;
  let heardAt = Date.now();
  let serverAheadMs = 0;
  let connection = new AbortController();
  let silence: ReturnType<typeof setTimeout> | null = null;
  let grace: ReturnType<typeof setTimeout> | null = null;
  let retry: ReturnType<typeof setTimeout> | null = null;
  const listeners = new Set<() => void>();

  const known = () => state.entries as Readonly<Partial<Entries>>;

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function become(next: LiveLink): void {
    if (closed || link === next || link === 'refused') return;
    link = next;
    tell();
  }

  function awaitBytes(): void {
    if (silence !== null) clearTimeout(silence);
    silence = setTimeout(() => {
      // The next knock is timed anew: a server that takes the line and says nothing must not hold it for ever.
      silence = null;
      become('stale');
      // A line that is open and dead is given up; the loop below then knocks again.
      connection.abort();
    }, ports.staleAfterMs);
  }

  function take(data: string): boolean {
    const next = applyLive(state, JSON.parse(data) as LiveMessage);
    if (next === null) return false;
    state = next;
    if (grace !== null) clearTimeout(grace);
    grace = null;
    if (link === 'live') tell();
    else become('live');
    return true;
  }

  async function listen(): Promise<void> {
    const response = await ports.fetch(ports.url, {
      headers: {
        accept: 'text/event-stream',
        ...(ports.token === null ? {} : { authorization: `Bearer ${ports.token}` }),
      },
      cache: 'no-store',
      signal: connection.signal,
    });
    if (response.status === 401 || response.status === 403) return become('refused');
    if (!response.ok || response.body === null) return;
    serverAheadMs = aheadOf(response.headers.get('date'));
    const events = createEventReader();
    const bytes = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await bytes.read();
      if (done) return;
      attempt = 0;
      heardAt = Date.now();
      awaitBytes();
      for (const data of events.push(value)) if (!take(data)) return;
    }
  }

  async function knock(): Promise<void> {
    connection = new AbortController();
    if (silence === null) awaitBytes();
    try {
      await listen();
    } catch {
      // Every cut looks alike here: the next knock decides.
    }
    connection.abort();
    if (closed || link === 'refused') return;
    grace ??= setTimeout(() => {
      if (link === 'live') become('broken');
    }, ports.graceMs);
    retry = setTimeout(() => void knock(), ports.retryAfterMs(attempt));
    attempt += 1;
  }

  void knock();
  return {
    entry: <Key extends keyof Entries>(key: Key) => known()[key],
    entries: known,
    link: () => link,
    heardAt: () => heardAt,
    serverAheadMs: () => serverAheadMs,
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closed = true;
      connection.abort();
      for (const timer of [silence, grace, retry]) if (timer !== null) clearTimeout(timer);
    },
  };
}
