import type { DeviceId } from '../domain/ids.ts';

/** This hub among the hubs of its hall. */
export type HubReign = {
  readonly hub: DeviceId;
  /** The highest term this hub knows; every answer carries it. */
  term(): number;
  /** Whether somebody who has seen this term knows a hub that leads instead of this one. */
  isOutrankedBy(term: number): boolean;
  /** Called when it is: this hub stops to lead. */
  outranked(): void;
  /** Where machines of the hall find its hubs, this one first. */
  addresses(): readonly string[];
  /** Another hub says where it is. */
  meet(hub: DeviceId, addresses: readonly string[]): void;
};
