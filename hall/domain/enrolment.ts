import { z } from 'zod';
import { type DeviceId, deviceIdSchema } from './ids.ts';
import { seriesMarks } from './label.ts';

/** What a machine of the hall is. A hub may hand its log to another hub; a kiosk only its own. */
export const deviceRoles = ['kiosk', 'hub'] as const;
export const deviceRoleSchema = z.enum(deviceRoles);
export type DeviceRole = z.infer<typeof deviceRoleSchema>;

/** Every machine that gives numbers by itself owns one mark; a hub needs it for the time after a takeover. */
export const markSchema = z.enum(seriesMarks);
export type SeriesMark = z.infer<typeof markSchema>;

/** A code works this long, and once. */
export const enrolmentCodeLifeMs = 15 * 60_000;

const pem = z.string().max(4000).startsWith('-----BEGIN ');
/** Where a hub answers devices: TLS only, whatever the address. */
export const hubAddressSchema = z.url({ protocol: /^https$/ }).max(200);

/** `hall-enrolment.json`: what a supervisor carries to a new machine on a stick. */
export const enrolmentFileSchema = z.object({
  is: z.literal('hall-enrolment'),
  v: z.literal(1),
  addresses: z.array(hubAddressSchema).min(1).max(20),
  code: z.string().max(40),
  /** SHA-256 of the hall's certificate, hex: whom to believe before anything was said. */
  caSha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type EnrolmentFile = z.infer<typeof enrolmentFileSchema>;

/** `POST /api/enrol`. The code itself does not travel: `proof` shows that it is known, bound to key and hall certificate. */
export const enrolRequestSchema = z.object({
  /** SPKI of the machine's new Ed25519 key, base64. */
  publicKey: z.string().regex(/^[A-Za-z0-9+/=]{40,100}$/),
  proof: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;

export const enrolledSchema = z.object({
  device: deviceIdSchema,
  role: deviceRoleSchema,
  mark: markSchema,
  hall: z.number().int().min(1),
  certificate: pem,
  ca: pem,
  hubs: z.array(hubAddressSchema),
  /** Private key of the hall, for a hub only: it has to be able to do all of this when the first hub has died. */
  caKey: pem.nullable(),
  /** The hub knows the code as well: nobody in between has made this answer. */
  proof: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
});
export type Enrolled = z.infer<typeof enrolledSchema>;

/** `identity.json` of an enrolled machine, 0600: who it is, and whom it believes. */
export const deviceIdentitySchema = enrolledSchema
  .omit({ proof: true, caKey: true })
  .extend({ privateKey: pem, hardware: z.string().max(64) });
export type DeviceIdentity = z.infer<typeof deviceIdentitySchema>;

/** A machine in the register of the hall. */
export const registeredDeviceSchema = z.object({
  device: deviceIdSchema,
  role: deviceRoleSchema,
  mark: markSchema,
  enrolledAt: z.number().int(),
  revoked: z.boolean(),
  /** The same key was used by two machines at once. */
  cloned: z.boolean(),
});
export type RegisteredDevice = z.infer<typeof registeredDeviceSchema>;

/** The next free name of a kind: `kiosk-2`, `hub-2`; the first of each is the machine the hall began with. */
export function nextDeviceName(kind: string, taken: ReadonlySet<string>): DeviceId {
  for (let n = 2; ; n += 1) {
    const name = `${kind}-${n}`;
    if (!taken.has(name)) return deviceIdSchema.parse(name);
  }
}

/** The next free mark; null when the hall has used them all. Kiosks start in the middle of the alphabet, hubs at its end. */
export function nextMark(role: DeviceRole, taken: ReadonlySet<string>): SeriesMark | null {
  const order = role === 'hub' ? seriesMarks.toReversed() : seriesMarks;
  return order.find(mark => !taken.has(mark)) ?? null;
}
