/** Reads a request's body whole, but never more than the limit. @returns null when there is none */
export async function limitedBody(request: Request, limitBytes: number): Promise<Uint8Array | null | 'too_large'> {
  if (request.body === null) return null;
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request.body) {
    length += piece.length;
    if (length > limitBytes) return 'too_large';
    pieces.push(piece);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
