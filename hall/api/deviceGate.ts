import { X509Certificate } from 'node:crypto';
import type { DeviceRole } from '../domain/enrolment.ts';
import type { DeviceId } from '../domain/ids.ts';
import type { HallStore } from '../store/hallStore.ts';
import { type CertifiedDevice, readDeviceCertificate } from '../trust/deviceCertificate.ts';
import { isDigestOf, readSignature } from '../trust/requestSignature.ts';
import { type Refusal, refusal } from './failure.ts';
import { createRunLedger } from './runLedger.ts';

/** A request as it came in, body unread. */
export type UncheckedRequest = {
  method: string;
  url: string;
  header(name: string): string | undefined;
  body(): Promise<Uint8Array>;
};

export type PassedDevice = {
  device: DeviceId;
  machine: DeviceRole;
  /** The key is used by two machines: this one gives no numbers of its own until it is enrolled anew. */
  cloned: boolean;
  /** The highest hub term the machine has seen. */
  term: number;
};

export type DeviceGate = {
  /** What machines date their requests by. */
  time(): number;
  /** Whether a request claims to be signed by a machine of the hall. */
  isSigned(request: UncheckedRequest): boolean;
  /** Checks certificate, revocation, signature, date, replay and body, in this order. */
  check(request: UncheckedRequest): Promise<{ ok: true; value: PassedDevice } | { ok: false; failure: Refusal }>;
};

/** A clock that is wrong by more is corrected by the hub's own time, which every answer carries (sync design, clock skew). */
const longestSkewMs = 10 * 60_000;
/** Dates are whole seconds. */
const roundingMs = 2000;
const mostCertificates = 500;

function refused(message: string): { ok: false; failure: Refusal } {
  return { ok: false, failure: refusal('unauthorized', message) };
}

/** Judges signed requests of machines. Follows enrolments and revocations in the log. */
export function createDeviceGate(ports: {
  store: HallStore;
  /** Certificate of the hall, PEM. */
  ca: string;
  now: () => number;
}): DeviceGate {
  const { store, now } = ports;
  const ca = new X509Certificate(ports.ca);
  const startedAt = now();
  const ledger = createRunLedger();
  const certified = new Map<string, CertifiedDevice>();
  const revoked = new Set<string>();
  const cloned = new Set<string>();
  for (const { device, ...is } of store.registeredDevices()) {
    if (is.revoked) revoked.add(device);
    if (is.cloned) cloned.add(device);
  }
  store.onCommitted(events => {
    for (const event of events) {
      if (event.type === 'device.revoked') revoked.add(event.body.device);
      if (event.type === 'device.cloned') cloned.add(event.body.device);
    }
  });

  /** The same machine sends the same certificate with every request; the hall's signature on it is checked once. */
  function certificateOf(text: string): CertifiedDevice | null {
    const known = certified.get(text);
    if (known !== undefined) return known;
    const read = readDeviceCertificate(text, ca);
    if (read === null) return null;
    if (certified.size >= mostCertificates) certified.clear();
    certified.set(text, read);
    return read;
  }

  return {
    time: now,
    isSigned: request => request.header('signature') !== undefined,
    async check(request) {
      const { pathname, search } = new URL(request.url);
      const signature = readSignature({ method: request.method, path: pathname, query: search }, request.header);
      if (signature === null) return refused('the signature of this request is not complete');
      const machine = certificateOf(signature.certificate);
      if (machine === null || machine.device !== signature.keyId)
        return refused('the certificate of this machine is not of this hall');
      if (revoked.has(machine.device))
        return { ok: false, failure: refusal('device_revoked', `${machine.device} was revoked`) };
      if (!signature.isGood(machine.publicKey)) return refused('the signature does not belong to this request');
      const nowMs = now();
      const madeAt = signature.createdSeconds * 1000;
      if (Math.abs(nowMs - madeAt) > longestSkewMs || madeAt < startedAt - roundingMs)
        return refused('signed at another time: take the time of this answer');
      const note = ledger.note({ device: machine.device, run: signature.run, count: signature.count, nowMs });
      if (note === 'replayed') return refused('this request was here before');
      if (!isDigestOf(signature.digest, await request.body()))
        return refused('the body is not the one that was signed');
      if (note === 'cloned' && !cloned.has(machine.device))
        store.append([{ type: 'device.cloned', body: { device: machine.device } }]);
      const { device, role } = machine;
      return { ok: true, value: { device, machine: role, cloned: cloned.has(device), term: signature.term } };
    },
  };
}
