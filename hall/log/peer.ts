import type { Acknowledgement } from '../domain/syncApi.ts';

/** Answer of a receiver, or what became of the attempt. `retryAfterMs` is what the receiver asked for, or null. */
export type PeerAnswer =
  | { is: 'ack'; ack: Acknowledgement }
  | { is: 'refused'; status: number; retryAfterMs: number | null }
  | { is: 'unreachable'; reason: string };

/** A receiver of events: the hub for a kiosk, the region for a hub. Never throws. */
export type Peer = {
  /** `POST /v1/events` with a JSON text `{"events":[…]}`. */
  push(body: string): Promise<PeerAnswer>;
  /** `POST /v1/hwm`: where the receiver stands for these streams (at most 1000). */
  askHwm(streams: readonly string[]): Promise<PeerAnswer>;
};
