import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { HallStore } from '../store/hallStore.ts';

const documentName = 'slip-key';
const keyBytes = 32;
export const slipKeySchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** The key slips of this hall are signed with; made at the first start of the hub and handed to its kiosks on the devices' line. */
export function ensureSlipKey(store: HallStore): string {
  const known = slipKeySchema.safeParse(store.readDocument(documentName));
  if (known.success) return known.data;
  const made = randomBytes(keyBytes).toString('base64url');
  store.writeDocument(documentName, made);
  return made;
}

/** Station: the key as the hub said it last; null before the first contact. */
export function knownSlipKey(store: HallStore): string | null {
  return slipKeySchema.safeParse(store.readDocument(documentName)).data ?? null;
}

/** Station: keeps the key for the time without the hub. */
export function keepSlipKey(store: HallStore, key: string): void {
  if (knownSlipKey(store) !== key) store.writeDocument(documentName, key);
}
