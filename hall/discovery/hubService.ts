/** What a hub is called on the network (DNS-SD, RFC 6763). Whoever answers to it is asked, and believed only with a certificate of the hall. */
export const hubService = '_hall-hub._tcp.local';

/** Enough of the hall's fingerprint to tell two halls of one house apart; the whole of it is checked by TLS. */
export function fingerprintHint(caFingerprint: string): string {
  return `ca=${caFingerprint.slice(0, 16)}`;
}
