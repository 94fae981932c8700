import type { Context, MiddlewareHandler } from 'hono';
import { type Role, roles } from '../domain/hallApi.ts';
import type { DeviceRole } from '../domain/enrolment.ts';
import type { AccountId } from '../domain/ids.ts';
import { maxBatchBytes } from '../domain/syncApi.ts';
import type { HallStore } from '../store/hallStore.ts';
import type { DeviceGate, UncheckedRequest } from './deviceGate.ts';
import { type Refusal, refusal, refuse } from './failure.ts';
import type { HubReign } from './hubReign.ts';
import type { SessionBook } from './sessionBook.ts';
import { tokenHash } from './tokenHash.ts';

/** How a request came in. Door and credential decide the role; nothing in the request's body does. */
export type Door = 'kiosk' | 'lan' | 'tls' | 'test';

/** Who asks: made here and nowhere else. */
export type Asker =
  | { role: 'citizen' | 'visitor'; address: string }
  | { role: 'device'; address: string; device: string; machine: DeviceRole }
  | {
      role: 'clerk' | 'supervisor' | 'editor';
      address: string;
      account: AccountId;
      token: string;
      mustChangePin: boolean;
    };

export type HubEnv = {
  /** Handed in by the door: `app.fetch(request, { door, address })`. */
  Bindings: { door: Door; address: string };
  /** `audited`: the route has written its own line into the audit log. */
  Variables: { asker: Asker; audited?: boolean };
};

/** Turns door and credential into an asker; null when a credential was shown that nobody (any more) has. */
function askerOf(
  request: { door: Door; address: string; authorization: string | null },
  ports: { store: HallStore; sessions: SessionBook },
): Asker | null {
  const { door, address, authorization } = request;
  if (authorization === null) return { role: door === 'kiosk' ? 'citizen' : 'visitor', address };
  const token = /^Bearer ([A-Za-z0-9_-]{32,128})$/.exec(authorization)?.[1];
  if (token === undefined) return null;
  const session = ports.sessions.find(token);
  if (session !== null) {
    const { account, role, mustChangePin } = session;
    return { role, address, account, token, mustChangePin };
  }
  // Whoever reads a bearer token on the line has it for ever; so it never leaves the machine it was made on.
  const device =
    door === 'kiosk' || door === 'test' || isOwnMachine(address) ? ports.store.deviceByToken(tokenHash(token)) : null;
  return device === null ? null : { role: 'device', address, device, machine: 'kiosk' };
}

/** Whether an address is that of the machine the hub runs on. */
export function isOwnMachine(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}

type IdentifyPorts = { store: HallStore; sessions: SessionBook; deviceGate: DeviceGate; reign: HubReign };

/** A machine of the hall that signs its requests; null when the signature is missing altogether. */
async function machineOf(
  c: Context<HubEnv>,
  { deviceGate, reign }: IdentifyPorts,
): Promise<{ ok: true; value: Asker } | { ok: false; failure: Refusal } | null> {
  const request: UncheckedRequest = {
    method: c.req.method,
    url: c.req.url,
    header: name => c.req.header(name),
    // Of a stated and small length, or somebody could make the hub hold whatever he sends.
    body: async () => {
      const stated = Number(c.req.header('content-length') ?? 0);
      if (c.req.header('transfer-encoding') !== undefined || stated > maxBatchBytes) return new Uint8Array();
      return stated === 0 ? new Uint8Array() : new Uint8Array(await c.req.arrayBuffer());
    },
  };
  if (!deviceGate.isSigned(request)) return null;
  const checked = await deviceGate.check(request);
  if (!checked.ok) return checked;
  const { device, machine, cloned, term } = checked.value;
  if (reign.isOutrankedBy(term)) {
    reign.outranked();
    return { ok: false, failure: refusal('unavailable', `another hub leads in term ${term}`) };
  }
  if (cloned) c.header('hall-cloned', '1');
  return { ok: true, value: { role: 'device', address: c.env.address, device, machine } };
}

/** Puts the asker into the request's context; a false credential ends here. */
export function identify(ports: IdentifyPorts): MiddlewareHandler<HubEnv> {
  return async (c, next) => {
    const { door, address } = c.env;
    const machine = await machineOf(c, ports);
    if (machine !== null) {
      if (!machine.ok) return refuse(c, machine.failure);
      c.set('asker', machine.value);
      await next();
      return undefined;
    }
    const asker = askerOf({ door, address, authorization: c.req.header('authorization') ?? null }, ports);
    if (asker === null) return refuse(c, refusal('unauthorized', 'unknown or expired credential'));
    c.set('asker', asker);
    await next();
    return undefined;
  };
}

/** The rule of one route, spread into `createRoute`: it stands in the OpenAPI document and is enforced before any input is read. */
export function allow(allowed: readonly Role[]) {
  return { 'x-roles': allowed, middleware: guard(allowed, false) };
}

/** As {@link allow}, also for staff whose first-sign-in PIN has not been changed yet. */
export function allowWithFirstPin(allowed: readonly Role[]) {
  return { 'x-roles': allowed, middleware: guard(allowed, true) };
}

export const anyone: readonly Role[] = roles;
export const staff: readonly Role[] = ['clerk', 'supervisor'];

function guard(allowed: readonly Role[], firstPinWillDo: boolean): MiddlewareHandler<HubEnv> {
  return async (c, next) => {
    const asker = c.var.asker;
    if (!allowed.includes(asker.role)) {
      const nobody = asker.role === 'visitor' || asker.role === 'citizen';
      return refuse(
        c,
        nobody ? refusal('unauthorized', 'a credential is needed') : refusal('forbidden', `not for ${asker.role}`),
      );
    }
    if ('mustChangePin' in asker && asker.mustChangePin && !firstPinWillDo)
      return refuse(c, refusal('forbidden', 'the first-sign-in PIN has to be changed first'));
    await next();
    return undefined;
  };
}
