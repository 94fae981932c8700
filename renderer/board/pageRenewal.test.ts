import { describe, expect, it } from 'vitest';
import { type PageFacts, renewalDue } from './pageRenewal.ts';

const at = (time: string) => Date.parse(`${time}+08:00`);
const facts: PageFacts = {
  firstBuild: 'a',
  build: 'a',
  openedAtMs: at('2026-03-05T09:00:00'),
  nowMs: at('2026-03-05T16:00:00'),
  nightDelayMs: 20 * 60_000,
  isIdle: true,
};

describe('a board loads itself anew', () => {
  it('when the hub serves other pages, but not while somebody is called, and not for the first build it hears of', () => {
    expect(renewalDue(facts)).toBeNull();
    expect(renewalDue({ ...facts, build: 'b' })).toBe('newPages');
    expect(renewalDue({ ...facts, build: 'b', isIdle: false })).toBeNull();
    expect(renewalDue({ ...facts, firstBuild: null, build: 'b' })).toBeNull();
  });

  it('once a night, at its own minute, never by day', () => {
    const times = ['2026-03-06T02:59', '2026-03-06T03:19', '2026-03-06T03:20', '2026-03-06T04:59', '2026-03-06T05:00'];
    const due = times.map(time => renewalDue({ ...facts, nowMs: at(`${time}:00`) }));
    expect(due).toEqual([null, null, 'night', 'night', null]);
    expect(
      renewalDue({ ...facts, openedAtMs: at('2026-03-06T03:21:00'), nowMs: at('2026-03-06T03:40:00') }),
    ).toBeNull();
    expect(renewalDue({ ...facts, openedAtMs: at('2026-03-06T03:21:00'), nowMs: at('2026-03-07T03:20:00') })).toBe(
      'night',
    );
  });
});
