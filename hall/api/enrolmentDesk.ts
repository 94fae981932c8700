import { randomBytes } from 'node:crypto';
import {
  type DeviceRole,
  type Enrolled,
  type EnrolmentFile,
  enrolmentCodeLifeMs,
  type EnrolRequest,
  nextDeviceName,
  nextMark,
} from '../domain/enrolment.ts';
import { makeEnrolmentCode } from '../domain/enrolmentCode.ts';
import { firstHub, firstHubMark } from '../domain/hubTerm.ts';
import type { AccountId, DeviceId } from '../domain/ids.ts';
import type { HallStore, Result } from '../store/hallStore.ts';
import type { Authority } from '../trust/authority.ts';
import { proofOfCode, proofOfKey, sameProof } from '../trust/enrolmentProof.ts';
import type { HubReign } from './hubReign.ts';
import { type Refusal, refusal } from './failure.ts';

export type EnrolmentDesk = {
  /** Makes a code for one new machine; the code exists in this answer only. */
  createCode(role: DeviceRole): Promise<{ code: string; expiresAt: number; file: EnrolmentFile }>;
  enrol(request: EnrolRequest, address: string): Result<Enrolled, Refusal>;
  revoke(device: DeviceId, by: AccountId): Result<{ device: DeviceId }, Refusal>;
};

export type EnrolmentPorts = {
  store: HallStore;
  authority: Authority;
  now: () => number;
  /** Marks that belong to machines which were never enrolled: the kiosk this hub runs on. */
  ownMarks: readonly string[];
  reign: Pick<HubReign, 'hub' | 'addresses'>;
  /** Opens the TLS door: from the first code on the hall consists of more than this PC. */
  expectMachines(): Promise<void>;
};

const mostFailures = 5;
const lockMs = 60_000;
const mostAddresses = 1000;

/** Enrols machines: a supervisor makes a code, the machine shows that it knows it, the hall certifies its key. */
export function createEnrolmentDesk(ports: EnrolmentPorts): EnrolmentDesk {
  const { store, authority, now } = ports;
  const failures = new Map<string, { count: number; lastAt: number }>();

  function isLocked(address: string): boolean {
    const failed = failures.get(address);
    if (failed === undefined) return false;
    if (Math.abs(now() - failed.lastAt) > lockMs) failures.delete(address);
    return failures.has(address) && failed.count >= mostFailures;
  }
  function noteFailure(address: string) {
    if (failures.size >= mostAddresses) failures.clear();
    failures.set(address, { count: (failures.get(address)?.count ?? 0) + 1, lastAt: now() });
  }

  /** Codes that still work; those whose time is over are forgotten. */
  function openCodes() {
    const nowMs = now();
    const isOpen = (expiresAt: number) => expiresAt > nowMs && expiresAt <= nowMs + enrolmentCodeLifeMs;
    for (const { key, expiresAt } of store.enrolmentCodes()) if (!isOpen(expiresAt)) store.takeEnrolmentCode(key);
    return store.enrolmentCodes();
  }

  /** Marks that are or may be in use, also by machines that were never enrolled here. */
  function takenMarks(): Set<string> {
    const seen = store.ticketsOfDay(store.today()).map(({ facts }) => facts.issued?.series ?? 'shared');
    return new Set([firstHubMark, ...ports.ownMarks, ...seen, ...store.registeredDevices().map(({ mark }) => mark)]);
  }

  return {
    async createCode(role) {
      openCodes();
      const code = makeEnrolmentCode(randomBytes(64));
      const { key } = await proofOfCode(code);
      const expiresAt = now() + enrolmentCodeLifeMs;
      await ports.expectMachines();
      store.putEnrolmentCode({ key, role, expiresAt });
      const addresses = [...ports.reign.addresses()];
      return {
        code,
        expiresAt,
        file: { is: 'hall-enrolment', v: 1, addresses, code, caSha256: authority.fingerprint },
      };
    },

    enrol({ publicKey, proof }, address) {
      if (isLocked(address))
        return { ok: false, failure: { ...refusal('too_many', 'wait a minute'), retryAfterSeconds: lockMs / 1000 } };
      const caFingerprint = authority.fingerprint;
      const code = openCodes().find(({ key }) =>
        sameProof(proof, proofOfKey(key).ofDevice({ caFingerprint, publicKey })),
      );
      // A code that is gone, one that was mistyped, and somebody in between look the same from here.
      if (code === undefined) {
        noteFailure(address);
        return { ok: false, failure: refusal('enrolment_refused', 'no open code fits') };
      }
      const { role } = code;
      const hall = store.setup()?.hall.id ?? 1;
      // A hub that leads in another one's place takes names and marks from the other end: that one may be enrolling as well.
      const isFirst = ports.reign.hub === firstHub;
      const names = new Set(store.registeredDevices().map(known => known.device));
      const device = nextDeviceName(isFirst ? role : `${role}-of-${ports.reign.hub}`, names);
      const mark = nextMark(isFirst ? role : 'hub', takenMarks());
      if (mark === null) return { ok: false, failure: refusal('wrong_state', 'the hall has used all its marks') };
      const certificate = authority.certifyDevice({ device, role, mark, hall }, Buffer.from(publicKey, 'base64'));
      if (!store.takeEnrolmentCode(code.key))
        return { ok: false, failure: refusal('enrolment_refused', 'the code was used') };
      store.append([{ type: 'device.enrolled', body: { device, role, mark } }]);
      const hubProof = proofOfKey(code.key).ofHub({ caFingerprint, certificate });
      const caKey = role === 'hub' ? authority.caKey : null;
      const hubs = [...ports.reign.addresses()];
      return {
        ok: true,
        value: { device, role, mark, hall, certificate, ca: authority.ca, hubs, caKey, proof: hubProof },
      };
    },

    revoke(device, by) {
      if (!store.registeredDevices().some(known => known.device === device))
        return { ok: false, failure: refusal('not_found', `no machine ${device}`) };
      store.append([{ type: 'device.revoked', body: { device, by } }]);
      return { ok: true, value: { device } };
    },
  };
}
