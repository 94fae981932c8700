import { type KeyObject, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { deviceRoleSchema, markSchema } from '../domain/enrolment.ts';
import { deviceIdSchema } from '../domain/ids.ts';

const certifiedSchema = z.object({
  hall: z.coerce.number().int().min(1),
  role: deviceRoleSchema,
  device: deviceIdSchema,
  mark: markSchema,
});
/** What a certificate of this hall says about its machine. */
export type CertifiedDevice = z.infer<typeof certifiedSchema> & { publicKey: KeyObject };

const forDevices = '1.3.6.1.5.5.7.3.2';

/** Reads a machine's certificate (DER, base64url); null when the hall has not signed it, or not for a machine. Never throws. */
export function readDeviceCertificate(text: string, ca: X509Certificate): CertifiedDevice | null {
  try {
    const certificate = new X509Certificate(Buffer.from(text, 'base64url'));
    if (!certificate.checkIssued(ca) || !certificate.verify(ca.publicKey)) return null;
    if (!certificate.keyUsage?.includes(forDevices)) return null;
    const uri = /URI:urn:hall:(\d+):([a-z]+):([A-Za-z0-9_-]+):([A-Z])$/.exec(certificate.subjectAltName ?? '');
    const [, hall, role, device, mark] = uri ?? [];
    const certified = certifiedSchema.safeParse({ hall, role, device, mark });
    return certified.success ? { ...certified.data, publicKey: certificate.publicKey } : null;
  } catch {
    return null;
  }
}
