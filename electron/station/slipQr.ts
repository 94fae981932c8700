import { keepSlipKey, knownSlipKey } from '../../hall/api/slipKey.ts';
import { signSlip } from '../../hall/api/slipSignature.ts';
import type { HubEntries } from '../../hall/domain/liveEntries.ts';
import type { DeviceId } from '../../hall/domain/ids.ts';
import { type SlipCode, writeSlipCode } from '../../hall/domain/slipCode.ts';
import type { HallStore, IssuedNumber } from '../../hall/store/hallStore.ts';

export type SlipQr = {
  /** The QR text of a number: signed, and an address where phones can reach the hub. */
  of(number: IssuedNumber): string;
  /** To be called when the hub has said something. */
  look(): void;
};

/** Makes the QR codes of this kiosk. Without the hall's key (no contact so far) a slip carries no signature and cannot be adopted. */
export function createSlipQr(ports: { store: HallStore; device: DeviceId; entries(): Partial<HubEntries> }): SlipQr {
  const { store, device } = ports;
  return {
    of(number) {
      const setup = store.setup();
      const { ticket, label, issuedAt, code } = number;
      const slip: SlipCode = { hall: setup?.hall.id ?? 1, ticket, label, issuedAt, code, device };
      const key = knownSlipKey(store);
      const signature = key === null ? '' : signSlip(Uint8Array.from(Buffer.from(key, 'base64url')), slip);
      return writeSlipCode(slip, { signature, address: setup?.follow.address ?? null });
    },
    look() {
      const { slipKey } = ports.entries();
      if (slipKey !== undefined) keepSlipKey(store, slipKey);
    },
  };
}
