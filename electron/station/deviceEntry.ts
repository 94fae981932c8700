import type { DeviceEntry } from '../../hall/domain/liveEntries.ts';
import type { DeviceStatus } from '../../native/kit/deviceStatus.ts';

/** A driver's status in the words of the live stream. null = this kiosk has no such device. */
export function deviceEntry(status: DeviceStatus | null): DeviceEntry {
  if (status === null) return { at: 'absent', detail: null };
  switch (status.at) {
    case 'offline':
      return { at: 'offline', detail: status.reason };
    case 'faulty':
      return { at: 'faulty', detail: status.code };
    default:
      return { at: status.at, detail: null };
  }
}
