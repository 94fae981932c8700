/** A person's hash as it travels between a kiosk and its hub. */
export function personText(personKey: Uint8Array): string {
  return Buffer.from(personKey).toString('base64url');
}

/** The bytes again. */
export function personBytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'base64url'));
}
