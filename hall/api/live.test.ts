import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyLive, emptyLiveState, type LiveState } from '../domain/liveState.ts';
import { liveMessageSchema } from '../domain/live.ts';
import { openTestHall, type TestHall } from './testHall.fixture.ts';

let hall: TestHall;
beforeEach(async () => {
  hall = await openTestHall({ now: Date.now, heartbeatMs: 40 });
});
afterEach(() => hall.close());

/** Reads a live stream as a page does. */
async function follow(view: string, token: string | null) {
  const response = await hall.ask({ path: `/api/live?view=${view}`, token });
  if (response.body === null) throw new Error('no body');
  const reader = response.body.getReader();
  let state: LiveState = emptyLiveState;
  let beats = 0;
  let lost = 0;
  let ended = false;
  const done = (async () => {
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const { value, done: isOver } = await reader.read();
      if (isOver) break;
      rest += decoder.decode(value, { stream: true });
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        if (block.startsWith(':')) beats += 1;
        else {
          const next = applyLive(state, liveMessageSchema.parse(JSON.parse(block.slice('data: '.length))));
          if (next === null) lost += 1;
          else state = next;
        }
      }
    }
    ended = true;
  })();
  return {
    state: () => state,
    beats: () => beats,
    lost: () => lost,
    ended: () => ended,
    stop: async () => {
      await reader.cancel();
      await done;
    },
  };
}

const until = (check: () => boolean) => expect.poll(check, { timeout: 3000, interval: 5 }).toBe(true);

describe('live views', () => {
  it('send a snapshot, then patches without a gap, and a sign of life', async () => {
    const token = hall.tokenOf('2001');
    const board = await follow('board', null);
    const kiosk = await follow('kiosk', hall.deviceToken);
    const counter = await follow('counter&counter=counter-1', token);
    await until(() => [board, kiosk, counter].every(view => view.state().revision >= 0));
    expect(kiosk.state().entries).toMatchObject({ openCounters: 0, 'waiting:tax': 0 });
    expect(counter.state().entries).toMatchObject({ counter: { number: 1, at: 'closed' }, current: null });

    const issued = await hall.issue('tax');
    await hall.kioskReports([hall.printed(issued.ticket)]);
    await until(() => kiosk.state().entries['waiting:tax'] === 1);
    await until(() => `waiting:${issued.ticket}` in counter.state().entries);

    const command = (verb: string, expected: string | null) =>
      hall.command({ verb, counter: 'counter-1', token, expect: expected, requestId: randomUUID() });
    await command('open', null);
    await command('call-next', null);
    await until(() => Object.keys(board.state().entries).some(key => key.startsWith('call:')));
    const [key, call] = Object.entries(board.state().entries).find(([name]) => name.startsWith('call:')) ?? [];
    expect(call).toMatchObject({ label: 'E001', counter: 1, recalls: 0 });
    expect(call).toHaveProperty('captions.0.text', '请 E 零 零 幺 号到 一 号窗口');
    await until(() => counter.state().entries['current'] !== null);
    expect(counter.state().entries).not.toHaveProperty(`waiting:${issued.ticket}`);
    await command('recall', issued.ticket);
    await until(() => JSON.stringify(board.state().entries[key ?? '']).includes('"recalls":1'));

    await command('serve', issued.ticket);
    await command('finish', issued.ticket);
    await until(() => `finished:${issued.ticket}` in kiosk.state().entries);
    expect(kiosk.state().entries).toMatchObject({ openCounters: 1, 'waiting:tax': 0 });
    await hall.kioskReports([
      {
        type: 'rating.given',
        body: {
          rating: randomUUID(),
          ticket: issued.ticket,
          level: 'satisfied',
          tags: [],
          channel: 'kiosk',
          anonymous: true,
          isDefault: false,
        },
      },
    ]);
    await until(() => !(`finished:${issued.ticket}` in kiosk.state().entries));
    await until(() => board.beats() > 0);
    expect([board.lost(), kiosk.lost(), counter.lost()]).toEqual([0, 0, 0]);
    await Promise.all([board.stop(), kiosk.stop(), counter.stop()]);
  });

  it('a page that missed a revision notices, and a fresh snapshot mends it', async () => {
    const first = await follow('kiosk', hall.deviceToken);
    await until(() => first.state().revision >= 0);
    const old = first.state();
    await first.stop();
    await hall.issue('tax');
    const second = await follow('kiosk', hall.deviceToken);
    await until(() => second.state().revision > old.revision);
    await hall.issue('tax');
    await until(() => second.state().entries['waiting:tax'] === 2);
    const { revision } = second.state();
    expect(applyLive(old, { is: 'patch', revision, changes: {} })).toBeNull();
    await second.stop();
  });

  it('end for a clerk who signs out or in elsewhere', async () => {
    const token = hall.tokenOf('2001');
    const counter = await follow('counter&counter=counter-1', token);
    await until(() => counter.state().revision >= 0);
    hall.tokenOf('2001');
    await until(() => counter.ended());
  });

  it('let go of a screen that takes nothing any more', async () => {
    const response = await hall.ask({ path: '/api/live?view=kiosk', token: hall.deviceToken });
    for (let i = 0; i < 80; i++) {
      await hall.issue('tax');
      // Longer than changes are gathered, so that each is a message of its own.
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    const reader = response.body?.getReader();
    let messages = 0;
    while ((await reader?.read())?.done === false) messages += 1;
    expect(messages).toBeLessThanOrEqual(64);
  });

  it('the sound of a call is there for every board; other calls have none', async () => {
    const token = hall.tokenOf('2001');
    const { ticket } = await hall.issue('tax');
    await hall.kioskReports([hall.printed(ticket)]);
    const call = randomUUID();
    await hall.command({ verb: 'open', counter: 'counter-1', token, expect: null, requestId: randomUUID() });
    await hall.command({ verb: 'call-next', counter: 'counter-1', token, expect: null, requestId: call });
    const response = await hall.ask({ path: `/api/announcements/${call}.wav` });
    if (hall.ports.voice.installed) {
      expect(response.headers.get('content-type')).toBe('audio/wav');
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(44_100);
    } else expect(response.status).toBe(404);
    expect((await hall.ask({ path: `/api/announcements/${randomUUID()}.wav` })).status).toBe(404);
    expect((await hall.ask({ path: '/api/announcements/..%2f..%2fetc%2fpasswd.wav' })).status).toBe(404);
  });
});
