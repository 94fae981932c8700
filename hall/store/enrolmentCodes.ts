import { type DeviceRole, deviceRoleSchema } from '../domain/enrolment.ts';
import { bytesOf, type Database, integerOf, type Row } from './database.ts';

/** A code a machine may join with; only what scrypt made of it is kept. */
export type EnrolmentCode = { key: Uint8Array; role: DeviceRole; expiresAt: number };

export type EnrolmentCodes = {
  all(): readonly EnrolmentCode[];
  put(code: EnrolmentCode): void;
  /** @returns whether it was still there: a code is used by whoever takes it away */
  take(key: Uint8Array): boolean;
};

/** Prepares the statements of one connection. */
export function createEnrolmentCodes(db: Database): EnrolmentCodes {
  const all = db.prepare<[], Row>('SELECT code_key, role, expires_at FROM enrolment_codes');
  const put = db.prepare('INSERT INTO enrolment_codes (code_key, role, expires_at) VALUES (?, ?, ?)');
  const take = db.prepare('DELETE FROM enrolment_codes WHERE code_key = ?');
  return {
    all: () =>
      all.all().map(row => ({
        key: bytesOf(row, 'code_key'),
        role: deviceRoleSchema.parse(row['role']),
        expiresAt: integerOf(row, 'expires_at'),
      })),
    put: ({ key, role, expiresAt }) => void put.run(key, role, expiresAt),
    take: key => take.run(key).changes === 1,
  };
}
