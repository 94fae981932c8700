import type { OpenFailure } from './transport.ts';

/** Why a device is not there: what opening said, that the line was lost, or that nobody started it. */
type OfflineReason = OpenFailure | 'lost' | 'stopped';

/**
 * What the house knows about a device. `faulty` means that it is connected but cannot work;
 * `F` are that device's own codes.
 */
export type DeviceStatus<F extends string = string> =
  | { readonly at: 'offline'; readonly reason: OfflineReason }
  | { readonly at: 'connecting' }
  | { readonly at: 'ready' }
  | { readonly at: 'faulty'; readonly code: F };

export function isSameStatus(a: DeviceStatus, b: DeviceStatus): boolean {
  if (a.at === 'offline' && b.at === 'offline') return a.reason === b.reason;
  if (a.at === 'faulty' && b.at === 'faulty') return a.code === b.code;
  return a.at === b.at;
}
