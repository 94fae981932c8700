import { describe, expect, it } from 'vitest';
import { limitedBody } from './limitedBody.ts';

const post = (body: Uint8Array<ArrayBuffer> | string): Request =>
  new Request('http://kiosk/', { method: 'POST', body });

describe('body of a request at the door', () => {
  it('is null when there is none', async () => {
    expect(await limitedBody(new Request('http://kiosk/'), 4)).toBeNull();
  });

  it('is whole up to the limit', async () => {
    expect(await limitedBody(post('abcd'), 4)).toEqual(new TextEncoder().encode('abcd'));
  });

  it('is refused one byte above it', async () => {
    expect(await limitedBody(post(new Uint8Array(5)), 4)).toBe('too_large');
  });
});
