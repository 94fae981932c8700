import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from '../domain/event.ts';
import { type Acknowledgement, maxBatchBytes, maxBatchEvents, pushSchema } from '../domain/syncApi.ts';
import { hashOf } from './hash.ts';
import type { OutboxStore, PeerProgress, StreamState } from './logStore.ts';
import type { Peer, PeerAnswer } from './peer.ts';
import { eventKey, planIngest } from './planIngest.ts';
import { retryDelayMs, startSender } from './sender.ts';
import { testStream } from './testLog.fixture.ts';

/** Time that passes only when the test says so. */
function manualTime() {
  let now = 1_000_000;
  const waiting: { at: number; fire: () => void }[] = [];
  return {
    clock: () => now,
    timers: {
      setTimer(delayMs: number, fire: () => void) {
        const timer = { at: now + delayMs, fire };
        waiting.push(timer);
        return () => {
          const index = waiting.indexOf(timer);
          if (index >= 0) waiting.splice(index, 1);
        };
      },
    },
    waits: () => waiting.map(timer => timer.at - now),
    async pass(ms: number) {
      const end = now + ms;
      for (;;) {
        await settle();
        const due = waiting.filter(timer => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        now = due.at;
        waiting.splice(waiting.indexOf(due), 1);
        due.fire();
      }
      now = end;
      await settle();
    },
  };
}

async function settle() {
  for (let i = 0; i < 200; i += 1) await Promise.resolve();
}

function outbox() {
  const streams = new Map<string, LoggedEvent[]>();
  const peers = new Map<string, PeerProgress>();
  const store: OutboxStore = {
    streamEnds: () =>
      [...streams].map(([stream, events]) => ({ stream, lastSeq: events.length, lastHash: hashOf(events.at(-1)) })),
    readStream: ({ stream, afterSeq, limit }) =>
      (streams.get(stream) ?? [])
        .slice(afterSeq, afterSeq + limit)
        .map(event => ({ seq: event.seq, json: JSON.stringify(event) })),
    readPeer: peer => peers.get(peer) ?? null,
    writePeer: (peer, progress) => void peers.set(peer, progress),
  };
  return { store, peers, add: (events: LoggedEvent[]) => streams.set(events[0]!.stream, events) };
}

function receivingPeer() {
  let states = new Map<string, StreamState>();
  let stored = new Map<string, string>();
  const batches: number[] = [];
  const mode: { incarnation: number; answer: PeerAnswer | null; maxEvents: number } = {
    incarnation: 1,
    answer: null,
    maxEvents: 1000,
  };
  function ack(names: readonly string[]): Acknowledgement {
    const hwm = Object.fromEntries(names.map(name => [name, states.get(name)?.hwm ?? 0]));
    return { incarnation: mode.incarnation, hwm, missing: [], quarantined: [], forks: [] };
  }
  const peer: Peer = {
    push(body) {
      expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(maxBatchBytes);
      const { events } = pushSchema.parse(JSON.parse(body));
      batches.push(events.length);
      if (mode.answer !== null) return Promise.resolve(mode.answer);
      if (events.length > mode.maxEvents) return Promise.resolve({ is: 'refused', status: 413, retryAfterMs: null });
      const plan = planIngest({ events, states, storedHashes: stored });
      for (const line of plan.store) stored.set(eventKey(line.event.stream, line.event.seq), line.hash);
      for (const state of plan.advance) states.set(state.stream, state);
      const names = [...new Set(events.map(event => (event as LoggedEvent).stream))];
      return Promise.resolve({
        is: 'ack',
        ack: { ...ack(names), missing: [...plan.missing], forks: [...plan.forks] },
      });
    },
    askHwm: names => Promise.resolve(mode.answer ?? { is: 'ack', ack: ack(names) }),
  };
  return {
    peer,
    mode,
    batches,
    hwm: (stream: string) => states.get(stream)?.hwm ?? 0,
    count: () => stored.size,
    /** The receiver comes back from a backup that had only the first `keep` lines of every stream. */
    restore(keep: number) {
      states = new Map([...states].map(([name]) => [name, { stream: name, hwm: keep, lastHash: '' }]));
      stored = new Map([...stored].filter(([key]) => Number(key.split('/')[1]) <= keep));
      mode.incarnation += 1;
    },
    corrupt: (stream: string) => states.set(stream, { stream, hwm: 1, lastHash: hashOf('another') }),
  };
}

function scene() {
  const time = manualTime();
  const log = outbox();
  const region = receivingPeer();
  const start = () =>
    startSender({
      store: log.store,
      peer: region.peer,
      peerName: 'region',
      clock: time.clock,
      timers: time.timers,
      random: () => 0.5,
      everyMs: 5000,
      recheckMs: 300_000,
    });
  return { time, log, region, start };
}

describe('sender', () => {
  it('sends a backlog in batches within the limits, then rests', async () => {
    const { time, log, region, start } = scene();
    const events = testStream({ seed: 1, count: 1234 });
    log.add(events);
    const sender = start();
    await time.pass(0);
    expect(region.hwm(events[0]!.stream)).toBe(1234);
    expect(Math.max(...region.batches)).toBeLessThanOrEqual(maxBatchEvents);
    expect(sender.state()).toMatchObject({ link: 'up', backlog: 0, forks: 0, reason: null });
    expect(time.waits()).toEqual([5000]);
    sender.stop();
  });

  it('notices new events without being told, and at once when nudged', async () => {
    const { time, log, region, start } = scene();
    const sender = start();
    await time.pass(0);
    log.add(testStream({ seed: 2, count: 3 }));
    await time.pass(5000);
    expect(region.count()).toBe(3);
    log.add(testStream({ seed: 3, count: 2 }));
    sender.nudge();
    await time.pass(0);
    expect(region.count()).toBe(5);
    sender.stop();
  });

  it('backs off while the receiver is away, and everything arrives once when it returns', async () => {
    const { time, log, region, start } = scene();
    log.add(testStream({ seed: 4, count: 20 }));
    region.mode.answer = { is: 'unreachable', reason: 'ECONNREFUSED' };
    const sender = start();
    await time.pass(0);
    expect(time.waits()).toEqual([1000]);
    await time.pass(1000);
    expect(time.waits()).toEqual([2000]);
    expect(sender.state()).toMatchObject({ link: 'down', reason: 'ECONNREFUSED' });
    sender.nudge();
    await time.pass(0);
    expect(time.waits()).toEqual([2000]);
    region.mode.answer = null;
    await time.pass(2000);
    expect(region.count()).toBe(20);
    expect(sender.state()).toMatchObject({ link: 'up', backlog: 0 });
    sender.stop();
  });

  it('hears from somebody else that the receiver is back, and keeps the quiet it was asked for', async () => {
    const { time, log, region, start } = scene();
    log.add(testStream({ seed: 12, count: 4 }));
    region.mode.answer = { is: 'unreachable', reason: 'ECONNREFUSED' };
    const sender = start();
    await time.pass(100_000);
    region.mode.answer = null;
    sender.receiverIsBack();
    await time.pass(0);
    expect(region.count()).toBe(4);
    log.add(testStream({ seed: 13, count: 4 }));
    region.mode.answer = { is: 'refused', status: 429, retryAfterMs: 60_000 };
    await time.pass(5000);
    region.mode.answer = null;
    sender.receiverIsBack();
    await time.pass(30_000);
    expect(region.count()).toBe(4);
    await time.pass(30_000);
    expect(region.count()).toBe(8);
    sender.stop();
  });

  it('waits as long as it is asked to', async () => {
    const { time, log, region, start } = scene();
    log.add(testStream({ seed: 5, count: 1 }));
    region.mode.answer = { is: 'refused', status: 429, retryAfterMs: 42_000 };
    const sender = start();
    await time.pass(0);
    expect(time.waits()).toEqual([42_000]);
    region.mode.answer = { is: 'refused', status: 503, retryAfterMs: null };
    await time.pass(42_000);
    expect(time.waits()).toEqual([2000]);
    sender.stop();
  });

  it('halves its batches when they are too large', async () => {
    const { time, log, region, start } = scene();
    region.mode.maxEvents = 70;
    log.add(testStream({ seed: 6, count: 300 }));
    const sender = start();
    await time.pass(0);
    expect(region.count()).toBe(300);
    expect(region.batches.slice(0, 4)).toEqual([300, 250, 125, 62]);
    sender.stop();
  });

  it('sends again what a restored receiver has lost, also in a quiet hall', async () => {
    const { time, log, region, start } = scene();
    const events = testStream({ seed: 7, count: 30 });
    log.add(events);
    const sender = start();
    await time.pass(0);
    region.restore(4);
    await time.pass(300_000);
    expect(region.hwm(events[0]!.stream)).toBe(30);
    expect(sender.state().backlog).toBe(0);
    sender.stop();
  });

  it('ignores the acknowledgement of an older incarnation', async () => {
    const { time, log, region, start } = scene();
    const events = testStream({ seed: 8, count: 5 });
    log.add(events);
    log.peers.set('region', { incarnation: 9, hwm: { [events[0]!.stream]: 2 } });
    region.mode.incarnation = 8;
    const sender = start();
    await time.pass(0);
    expect(log.peers.get('region')).toEqual({ incarnation: 9, hwm: { [events[0]!.stream]: 2 } });
    sender.stop();
  });

  it('goes on with other streams when the receiver holds another history of one', async () => {
    const { time, log, region, start } = scene();
    const forked = testStream({ seed: 9, count: 5 });
    const sound = testStream({ seed: 10, count: 5 });
    log.add(forked);
    log.add(sound);
    region.corrupt(forked[0]!.stream);
    const sender = start();
    await time.pass(20_000);
    expect(region.hwm(sound[0]!.stream)).toBe(5);
    expect(region.hwm(forked[0]!.stream)).toBe(1);
    expect(sender.state()).toMatchObject({ forks: 1, link: 'up' });
    sender.stop();
  });

  it('tells its listeners, and touches nothing after it was stopped', async () => {
    const { time, log, region, start } = scene();
    log.add(testStream({ seed: 11, count: 3 }));
    const sender = start();
    const seen: string[] = [];
    sender.onState(state => seen.push(`${state.link} ${state.backlog}`));
    sender.stop();
    await time.pass(60_000);
    expect(log.peers.size).toBe(0);
    expect(region.batches).toEqual([]);
    const again = start();
    again.onState(state => seen.push(`${state.link} ${state.backlog}`));
    await time.pass(0);
    expect(seen).toContain('up 3');
    expect(seen.at(-1)).toBe('up 0');
    again.stop();
  });
});

describe('back-off', () => {
  it('is anywhere below a ceiling that doubles from two seconds to five minutes', () => {
    expect([0, 1, 2, 20, 99].map(attempt => retryDelayMs(attempt, 1))).toEqual([2000, 4000, 8000, 300_000, 300_000]);
    expect(retryDelayMs(5, 0)).toBe(0);
  });
});
