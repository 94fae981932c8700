import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { EventDraft } from '../../hall/domain/event.ts';
import { deviceIdSchema } from '../../hall/domain/ids.ts';
import type { DeviceStatus } from '../../native/kit/deviceStatus.ts';
import { logHealth } from './healthLog.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function scene(told: string | null) {
  let status: DeviceStatus = { at: 'connecting' };
  const listeners = new Set<() => void>();
  const written: string[] = [];
  const kiosk = deviceIdSchema.parse('kiosk-1');
  const end = logHealth({
    store: {
      append: (drafts: readonly EventDraft[]) => {
        for (const { type, body } of drafts) if (type === 'device.health') written.push(`${body.device} ${body.state}`);
        return [];
      },
      deviceStates: () =>
        told === null ? [] : [{ kiosk, device: 'id-reader', told: { state: told, hlc: '1' as never }, seen: null }],
    },
    device: 'kiosk-1',
    printer: null,
    reader: {
      status: {
        get: () => status,
        subscribe: listener => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
    },
  });
  const become = (next: DeviceStatus, afterMs: number) => {
    status = next;
    for (const listener of listeners) listener();
    vi.advanceTimersByTime(afterMs);
  };
  return { become, written, end };
}

it('writes what lasts, once, and not what passes', () => {
  const { become, written } = scene('ready');
  become({ at: 'offline', reason: 'lost' }, 1000);
  become({ at: 'connecting' }, 500);
  become({ at: 'ready' }, 10_000);
  expect(written).toEqual([]);
  become({ at: 'faulty', code: 'hot' }, 5000);
  become({ at: 'faulty', code: 'hot' }, 5000);
  expect(written).toEqual(['id-reader hot']);
});

it('tells of a device that is knocked at in vain', () => {
  const { become, written, end } = scene('ready');
  for (let knock = 0; knock < 10; knock += 1) {
    become({ at: 'offline', reason: 'lost' }, 900);
    become({ at: 'connecting' }, 900);
  }
  expect(written).toEqual(['id-reader offline']);
  become({ at: 'ready' }, 4000);
  expect(written).toEqual(['id-reader offline', 'id-reader ready']);
  end();
  become({ at: 'faulty', code: 'broken' }, 4000);
  expect(written).toHaveLength(2);
});
