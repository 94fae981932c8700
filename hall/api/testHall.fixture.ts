import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { EventDraft } from '../domain/event.ts';
import { type IssuedShared, issuedSharedSchema } from '../domain/hallApi.ts';
import { hallSetupSchema } from '../domain/hallSetup.ts';
import { firstHub } from '../domain/hubTerm.ts';
import { accountIdSchema, deviceIdSchema, type TicketId, ticketIdSchema } from '../domain/ids.ts';
import type { Language } from '../domain/language.ts';
import type { Acknowledgement } from '../domain/syncApi.ts';
import type { AccountRow, HallStore } from '../store/hallStore.ts';
import { openHallStore } from '../store/openHallStore.ts';
import { openAuthority } from '../trust/authority.ts';
import { createClipShelf } from '../voice/clipShelf.ts';
import { createVoice } from '../voice/voice.ts';
import type { Door } from './access.ts';
import { hubApi } from './hubApi.ts';
import { createHubPorts } from './hubPorts.ts';
import { hashPin } from './pinHash.ts';
import { tokenHash } from './tokenHash.ts';

export const testPin = '271828';
const pinHash = hashPin(testPin);
const usual = { mustChangePin: false, isDisabled: false, lastSignInAt: null };
const testAccounts = [
  { account: accountIdSchema.parse('1001'), role: 'supervisor' },
  { account: accountIdSchema.parse('2001'), role: 'clerk' },
  { account: accountIdSchema.parse('2002'), role: 'clerk' },
  { account: accountIdSchema.parse('3001'), role: 'editor' },
] as const satisfies readonly Pick<AccountRow, 'account' | 'role'>[];

type Asking = { method: string; path: string; body: unknown; token: string | null; door: Door; address: string };

/** The example hall over real stores on disk: one of the hub, one of a kiosk. For tests only. */
export async function openTestHall({
  now,
  heartbeatMs,
  version = 'test',
}: {
  now: () => number;
  heartbeatMs: number;
  version?: string;
}) {
  const folder = mkdtempSync(join(tmpdir(), 'hall-api-'));
  const setup = hallSetupSchema.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../resources/hall.example.json'), 'utf8')),
  );
  const authority = openAuthority({ folder: join(folder, 'trust'), hall: setup.hall.id });
  const hash = await pinHash;
  const kiosk = openStore({ folder, device: 'kiosk-1', role: 'kiosk', now });
  const deviceToken = randomBytes(32).toString('base64url');
  const logged: { fields: Readonly<Record<string, unknown>>; message: string }[] = [];
  const note = (fields: Readonly<Record<string, unknown>>, message: string) => void logged.push({ fields, message });

  function start() {
    const store = openStore({ folder, device: 'hub-1', role: 'hub', now });
    if (store.setup() === null) {
      store.writeDocument('setup', setup);
      for (const row of testAccounts) store.putAccount({ ...row, pinHash: hash, ...usual });
      store.putDevice('kiosk-1', tokenHash(deviceToken));
    }
    const ports = createHubPorts({
      store,
      voice: createVoice({
        path: process.env['PATH'] ?? '',
        shelf: createClipShelf({ folder: join(folder, 'voices'), path: process.env['PATH'] ?? '' }),
        onSilent: () => undefined,
      }),
      log: { info: note, warn: note, error: note },
      now,
      clockSpeed: 1,
      version,
      heartbeatMs,
      day: store.today(),
      authority,
      reign: {
        hub: firstHub,
        term: () => 0,
        isOutrankedBy: () => false,
        outranked: () => undefined,
        addresses: () => ['https://10.0.0.2:8788'],
        meet: () => undefined,
      },
      machines: {
        ownMarks: ['K'],
        expectMachines: () => Promise.resolve(),
      },
    });
    return { ports, api: hubApi(ports) };
  }
  let hub = start();

  async function ask(asking: Partial<Asking> & { path: string }): Promise<Response> {
    const standard: Asking = { method: 'GET', path: '/', body: null, token: null, door: 'test', address: '10.0.0.1' };
    const { method, path, body, token, door, address }: Asking = { ...standard, ...asking };
    return hub.api.request(
      path,
      {
        method,
        headers: {
          ...(body === null ? {} : { 'content-type': 'application/json' }),
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === null ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      },
      { door, address },
    );
  }

  const tokenOf = (account: string) => hub.ports.sessions.open(accountIdSchema.parse(account));
  const sentSeq = new Map<string, number>();

  return {
    get ports() {
      return hub.ports;
    },
    get api() {
      return hub.api;
    },
    deviceToken,
    /** Where the hub looks for clip packs. */
    voicesFolder: join(folder, 'voices'),
    kiosk,
    logged,
    ask,
    tokenOf,
    /** Ends the hub and starts it again on the same files. */
    restart() {
      hub.ports.state.close();
      hub.ports.store.close();
      hub = start();
    },
    async issue(
      queue: string,
      ticket: TicketId = ticketIdSchema.parse(randomUUID()),
      language: Language = 'zh',
    ): Promise<IssuedShared> {
      const body = { ticket, queue, language, priority: 0 };
      const response = await ask({ method: 'POST', path: '/api/issue', body, token: deviceToken });
      return issuedSharedSchema.parse(await response.json());
    },
    /** What the kiosk writes, handed to the hub as its sender would. */
    async kioskReports(drafts: readonly EventDraft[]): Promise<Acknowledgement> {
      kiosk.append(drafts);
      const lines = kiosk.outbox.streamEnds().flatMap(({ stream }) => {
        const found = kiosk.outbox.readStream({ stream, afterSeq: sentSeq.get(stream) ?? 0, limit: 500 });
        sentSeq.set(stream, found.at(-1)?.seq ?? sentSeq.get(stream) ?? 0);
        return found;
      });
      const body = `{"events":[${lines.map(({ json }) => json).join(',')}]}`;
      const response = await ask({ method: 'POST', path: '/v1/events', body, token: deviceToken });
      return z.custom<Acknowledgement>().parse(await response.json());
    },
    printed: (ticket: TicketId): EventDraft => ({ type: 'ticket.printed', body: { ticket, job: randomUUID() } }),
    command(request: {
      verb: string;
      counter: string;
      token: string;
      expect: string | null;
      requestId: string;
      [more: string]: unknown;
    }) {
      const { verb, counter, token, ...body } = request;
      return ask({ method: 'POST', path: `/api/counters/${counter}/${verb}`, token, body });
    },
    close() {
      hub.ports.state.close();
      hub.ports.store.close();
      kiosk.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type TestHall = Awaited<ReturnType<typeof openTestHall>>;

function openStore(request: { folder: string; device: string; role: 'hub' | 'kiosk'; now: () => number }): HallStore {
  const { folder, device, role, now } = request;
  const store = openHallStore({
    databasePath: join(folder, role, `${role}.db`),
    witnessPath: join(folder, 'witness', `${role}.journal`),
    device: deviceIdSchema.parse(device),
    hall: 1,
    clock: now,
    random: randomBytes,
    nativeBinding: null,
    role,
  });
  if (!store.ok) throw new Error(store.failure.message);
  return store.value;
}
