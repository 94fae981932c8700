import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { newPin } from './api/newPin.ts';
import { hashPin } from './api/pinHash.ts';
import { tokenHash } from './api/tokenHash.ts';
import { type HallSetup, hallSetupSchema } from './domain/hallSetup.ts';
import { type AccountId, accountIdSchema } from './domain/ids.ts';
import { writePrivateFile } from './trust/privateFile.ts';
import type { AccountRow, HallStore } from './store/hallStore.ts';

const accountsSchema = z.object({
  accounts: z
    .array(z.object({ account: accountIdSchema, role: z.enum(['clerk', 'supervisor', 'editor']) }))
    .default([]),
});

/** How this hall is put together, and the staff accounts it starts with: `hall.json` in the data folder. */
export type HallFile = {
  setup: HallSetup;
  accounts: readonly Pick<AccountRow, 'account' | 'role'>[];
  /** The file was made just now: nobody has set up this hall before, at least not here. */
  isNew: boolean;
};

const firstPinsSchema = z.record(accountIdSchema, z.string());
/** A PIN that works until its account has chosen its own. */
export type FirstPin = { account: AccountId; pin: string };

/** Reads `hall.json`; the first start puts the example hall there. Throws with the reason when somebody has broken it. */
export function readHallFile({
  dataFolder,
  resourcesFolder,
}: {
  dataFolder: string;
  resourcesFolder: string;
}): HallFile {
  const path = join(dataFolder, 'hall.json');
  const isNew = !existsSync(path);
  if (isNew) writePrivateFile(path, readFileSync(join(resourcesFolder, 'hall.example.json'), 'utf8'));
  const text: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const setup = hallSetupSchema.safeParse(text);
  const accounts = accountsSchema.safeParse(text);
  const error = setup.error ?? accounts.error;
  if (!setup.success || !accounts.success)
    throw new Error(`${path} is no hall:\n${error === undefined ? '' : z.prettifyError(error)}`);
  return { setup: setup.data, accounts: accounts.data.accounts, isNew };
}

/** Writes a set-up into `hall.json`; accounts and whatever else stands there stay. */
export function writeSetupFile({ dataFolder, setup }: { dataFolder: string; setup: HallSetup }): void {
  const path = join(dataFolder, 'hall.json');
  const before: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
  const kept = typeof before === 'object' && before !== null ? before : {};
  writePrivateFile(path, `${JSON.stringify({ ...kept, ...setup }, null, 2)}\n`);
}

/**
 * Creates the accounts that are missing, each with a random PIN that has to be changed at the first sign-in. Until then
 * the PIN stays readable for the owner of the data folder (`first-pins.json`, 0600), because nobody else could tell it.
 * @returns the PINs that still work
 */
export async function ensureAccounts(request: {
  store: HallStore;
  dataFolder: string;
  accounts: HallFile['accounts'];
  resetPin: string | null;
}): Promise<readonly FirstPin[]> {
  const { store, dataFolder, accounts, resetPin } = request;
  const path = join(dataFolder, 'first-pins.json');
  const kept = existsSync(path) ? firstPinsSchema.safeParse(JSON.parse(readFileSync(path, 'utf8'))) : null;
  const pins = new Map(kept?.success === true ? (Object.entries(kept.data) as [AccountId, string][]) : []);
  const rows = new Map(store.accounts().map(row => [row.account, row]));
  const wanted = [
    ...accounts,
    ...[...rows.values()].filter(row => !accounts.some(({ account }) => account === row.account)),
  ];
  // A PIN that a supervisor has told somebody stays what it is; without a supervisor nobody else could give a new one.
  const isHelpAtHand = [...rows.values()].some(
    row => row.role === 'supervisor' && !row.mustChangePin && !row.isDisabled,
  );
  for (const { account, role } of wanted) {
    const row = rows.get(account);
    const isStuck = row !== undefined && row.mustChangePin && !pins.has(account) && !isHelpAtHand;
    if (row !== undefined && !isStuck && account !== resetPin) {
      if (!row.mustChangePin) pins.delete(account);
      continue;
    }
    const pin = newPin(account);
    pins.set(account, pin);
    // The file first: a PIN that nobody can read would lock the account out.
    writePrivateFile(path, JSON.stringify(Object.fromEntries(pins)));
    const pinHash = await hashPin(pin);
    // Whoever sits at this PC and asks for a new PIN (--reset-pin) wants to get in again.
    const isDisabled = account === resetPin ? false : (row?.isDisabled ?? false);
    const lastSignInAt = row?.lastSignInAt ?? null;
    store.putAccount({ account, role: row?.role ?? role, pinHash, mustChangePin: true, isDisabled, lastSignInAt });
  }
  if (pins.size === 0) rmSync(path, { force: true });
  else writePrivateFile(path, JSON.stringify(Object.fromEntries(pins)));
  return [...pins].map(([account, pin]) => ({ account, pin }));
}

/** The credential of the kiosk on this PC: `device.token` in the data folder, made and registered when it is missing. */
export function ensureDeviceToken({ store, dataFolder }: { store: HallStore; dataFolder: string }): void {
  const path = join(dataFolder, 'device.token');
  if (!existsSync(path)) writePrivateFile(path, randomBytes(32).toString('base64url'));
  const hash = tokenHash(readFileSync(path, 'utf8').trim());
  if (store.deviceByToken(hash) === null) store.putDevice('kiosk-1', hash);
}
