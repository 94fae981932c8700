import { generateKeyPairSync } from 'node:crypto';
import { request } from 'node:https';
import { z } from 'zod';
import { type DeviceIdentity, type Enrolled, enrolledSchema, type EnrolRequest } from '../../hall/domain/enrolment.ts';
import { readEnrolmentCode } from '../../hall/domain/enrolmentCode.ts';
import { fingerprintOf, hubServerName } from '../../hall/trust/authority.ts';
import { proofOfCode, sameProof } from '../../hall/trust/enrolmentProof.ts';

const timeoutMs = 10_000;
const longestAnswer = 64 * 1024;

/** Whom to ask, with which code, and what to believe; `caSha256` null = the proof of the code decides alone. */
export type EnrolOptions = { addresses: readonly string[]; code: string; caSha256: string | null; hardware: string };

export type EnrolOutcome = { ok: true; identity: DeviceIdentity; caKey: string | null } | { ok: false; reason: string };

type Ask = { url: URL; ca: string | null; body: string | null };

/** One request to a hub; without a `ca` nothing of its answer is believed yet. */
function ask({ url, ca, body }: Ask): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const trust = ca === null ? { rejectUnauthorized: false } : { ca, servername: hubServerName };
    const asked = request(
      url,
      {
        method: body === null ? 'GET' : 'POST',
        agent: false,
        ...trust,
        headers: body === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        signal: AbortSignal.timeout(timeoutMs),
      },
      answer => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
          if (text.length > longestAnswer) asked.destroy(new Error('the answer is too long'));
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
        answer.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end(body ?? '');
  });
}

const failureSchema = z.object({ code: z.string(), message: z.string() });

function refusedBy(text: string, status: number): string {
  try {
    const { code, message } = failureSchema.parse(JSON.parse(text));
    return `the hub refused: ${code} (${message})`;
  } catch {
    return `the hub answered ${status}`;
  }
}

async function enrolAt(address: string, options: EnrolOptions, code: string): Promise<EnrolOutcome> {
  const seen = await ask({ url: new URL('/api/hall-ca.pem', address), ca: null, body: null });
  if (seen.status !== 200) return { ok: false, reason: `no hub answers there (${seen.status})` };
  const caFingerprint = fingerprintOf(seen.text);
  if (options.caSha256 !== null && options.caSha256 !== caFingerprint)
    return { ok: false, reason: 'that hub is not of the hall the file was made in' };
  const proof = await proofOfCode(code);
  const keys = generateKeyPairSync('ed25519');
  const publicKey = keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const body: EnrolRequest = { publicKey, proof: proof.ofDevice({ caFingerprint, publicKey }) };
  // From here on only a server with a certificate of that very hall is spoken to.
  const answer = await ask({ url: new URL('/api/enrol', address), ca: seen.text, body: JSON.stringify(body) });
  if (answer.status !== 201) return { ok: false, reason: refusedBy(answer.text, answer.status) };
  const enrolled: Enrolled = enrolledSchema.parse(JSON.parse(answer.text));
  const { certificate, caKey, proof: hubProof, ...given } = enrolled;
  if (enrolled.ca !== seen.text || !sameProof(hubProof, proof.ofHub({ caFingerprint, certificate })))
    return { ok: false, reason: 'somebody who does not know the code has answered; nothing was kept' };
  const privateKey = keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const hubs = [...new Set([new URL(address).origin, ...enrolled.hubs])];
  return { ok: true, identity: { ...given, certificate, hubs, privateKey, hardware: options.hardware }, caKey };
}

/** Makes this machine one of the hall: shows that it knows the code, gets name, mark and certificate. Tries the addresses in turn. */
export async function enrolMachine(options: EnrolOptions): Promise<EnrolOutcome> {
  const code = readEnrolmentCode(options.code);
  if (code === null)
    return { ok: false, reason: 'the code was mistyped: it has ten signs, and its last one does not fit' };
  let reason = 'there is no address to ask';
  for (const address of options.addresses) {
    const outcome = await enrolAt(address, options, code).catch((fault: unknown) => ({
      ok: false as const,
      reason: fault instanceof Error ? fault.message : String(fault),
    }));
    if (outcome.ok) return outcome;
    reason = `${address}: ${outcome.reason}`;
  }
  return { ok: false, reason };
}
