import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeviceEvent, type DeviceFacts, isTrouble, mergeDevice, seenBy } from './deviceState.ts';
import { hlcSchema } from './event.ts';
import { type HelpEvent, type HelpFacts, isHelpOpen, mergeHelp } from './helpCall.ts';
import { accountIdSchema, counterIdSchema, deviceIdSchema } from './ids.ts';

const help = '0b6a3c1e-4f0d-4a6b-9d53-3f6a51c1a001';
const kiosk = deviceIdSchema.parse('kiosk-1');
const hlcAt = (ms: number) => hlcSchema.parse(String(BigInt(ms) << 16n));
const envelope = (ms: number, dev = 'hub-1') => ({
  id: randomUUID(),
  stream: randomUUID(),
  seq: 1,
  dev: deviceIdSchema.parse(dev),
  hall: 1,
  hlc: hlcAt(ms),
  bday: '2026-11-23' as never,
  v: 1,
  prev: '',
});
const called = (ms: number): HelpEvent => ({
  ...envelope(ms, 'kiosk-1'),
  type: 'help.called',
  body: { help, screen: 'home' },
});
const answered = (ms: number, clerk: string): HelpEvent => ({
  ...envelope(ms),
  type: 'help.answered',
  body: { help, clerk: accountIdSchema.parse(clerk), counter: counterIdSchema.parse('c1') },
});
const ended = (ms: number, by: 'citizen' | 'staff'): HelpEvent => ({
  ...envelope(ms),
  type: 'help.ended',
  body: { help, by, clerk: null },
});
const health = (ms: number, state: string): DeviceEvent => ({
  ...envelope(ms, 'kiosk-1'),
  type: 'device.health',
  body: { device: 'printer', state },
});
const seen = (ms: number, state: string): DeviceEvent => ({
  ...envelope(ms),
  type: 'device.seen',
  body: { kiosk, device: 'printer', state, clerk: accountIdSchema.parse('2001') },
});

describe('a call for staff', () => {
  it('is the same whatever order its events arrive in, also twice', () => {
    const events = [
      called(5),
      answered(7, '2001'),
      answered(7, '2002'),
      answered(9, '2003'),
      ended(9, 'staff'),
      ended(8, 'citizen'),
    ];
    const straight = events.reduce<HelpFacts | null>(mergeHelp, null);
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events), (order, again) => {
        expect([...order, ...again].reduce<HelpFacts | null>(mergeHelp, null)).toEqual(straight);
      }),
    );
    expect(straight?.answered?.clerk).toBe('2001');
    expect(straight?.ended?.by).toBe('citizen');
  });

  it('is open until somebody ends it or nobody can still be waiting', () => {
    const open = mergeHelp(null, called(1000));
    expect(isHelpOpen(open, 2000)).toBe(true);
    expect(isHelpOpen(mergeHelp(open, answered(1500, '2001')), 2000)).toBe(true);
    expect(isHelpOpen(mergeHelp(open, ended(1500, 'staff')), 2000)).toBe(false);
    expect(isHelpOpen(open, 1000 + 30 * 60_000)).toBe(false);
    // An answer whose call has not arrived yet rings for nobody.
    expect(isHelpOpen(mergeHelp(null, answered(1500, '2001')), 2000)).toBe(false);
  });
});

describe('the state of a device', () => {
  it('is the same whatever order its events arrive in, also twice', () => {
    const events = [
      health(1, 'ready'),
      health(5, 'paper-out'),
      seen(6, 'paper-out'),
      health(6, 'ready'),
      seen(3, 'hot'),
    ];
    const straight = events.reduce<DeviceFacts | null>(mergeDevice, null);
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), fc.subarray(events), (order, again) => {
        expect([...order, ...again].reduce<DeviceFacts | null>(mergeDevice, null)).toEqual(straight);
      }),
    );
  });

  it('has to be seen anew when it comes back', () => {
    const out = [health(1, 'paper-out'), seen(2, 'paper-out')].reduce<DeviceFacts | null>(mergeDevice, null)!;
    expect(seenBy(out)).toBe('2001');
    const again = [health(3, 'ready'), health(4, 'paper-out')].reduce(mergeDevice, out);
    expect(seenBy(again)).toBeNull();
    expect(isTrouble('paper-out')).toBe(true);
    expect(isTrouble('ready')).toBe(false);
  });
});
