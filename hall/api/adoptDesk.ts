import { businessDayAt } from '../domain/businessDay.ts';
import type { EventDraft } from '../domain/event.ts';
import type { Adopted } from '../domain/hallApi.ts';
import type { AccountId } from '../domain/ids.ts';
import { parseLabel } from '../domain/label.ts';
import { readSlipCode } from '../domain/slipCode.ts';
import type { HallStore, Result } from '../store/hallStore.ts';
import { refused } from './decision.ts';
import type { Refusal } from './failure.ts';
import type { HallState } from './hallState.ts';
import { isSlipGenuine } from './slipSignature.ts';

/** Takes tickets into the queue that are known from their slip only. */
export type AdoptDesk = {
  /** `by`: the account at the counter; null when a kiosk asks. */
  adopt(request: { text: string; by: AccountId | null }): Result<Adopted, Refusal>;
};

/**
 * A kiosk died, or nobody can reach it, and somebody holds its slip: the signed QR code is the number. What the kiosk
 * wrote itself joins by the ticket's id when it comes back, so nothing is there twice, whichever comes first.
 */
export function createAdoptDesk(ports: { store: HallStore; state: HallState; slipKey: string }): AdoptDesk {
  const { store, state } = ports;
  const key = Uint8Array.from(Buffer.from(ports.slipKey, 'base64url'));

  return {
    adopt({ text, by }) {
      const read = readSlipCode(text);
      if (read === null) return refused('slip_not_genuine', 'not the code of a slip');
      const { slip } = read;
      if (slip.hall !== state.setup().hall.id || !isSlipGenuine(key, read))
        return refused('slip_not_genuine', 'the signature is not of this hall');
      if (businessDayAt(slip.issuedAt) !== store.today()) return refused('slip_outdated', 'a slip of another day');
      const { letter, series, number } = parseLabel(slip.label);
      const queue = state.setup().queues.find(other => other.letter === letter);
      if (queue === undefined) return refused('not_found', `no queue ${letter}`);
      const { ticket, label, issuedAt, code, device } = slip;
      const before = state.ticket(ticket)?.claim?.at ?? null;
      if (before !== null && before !== 'issued')
        return { ok: true, value: { ticket, label, is: 'known', at: before } };
      const body = { ticket, label, series, number, queue: queue.id, issuedAt, code, device, by, hasSlip: true };
      store.append([{ type: 'ticket.adopted', body } satisfies EventDraft]);
      return { ok: true, value: { ticket, label, is: 'adopted', at: state.ticket(ticket)?.claim?.at ?? 'waiting' } };
    },
  };
}
