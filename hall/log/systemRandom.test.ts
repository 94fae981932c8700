import { describe, expect, it } from 'vitest';
import { systemRandom } from './systemRandom.ts';

describe('random bytes of the system', () => {
  it('come in the wanted number and never twice', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 2000; i += 1) {
      const bytes = systemRandom(16);
      expect(bytes).toHaveLength(16);
      seen.add(Buffer.from(bytes).toString('hex'));
    }
    expect(seen.size).toBe(2000);
    expect(systemRandom(0)).toHaveLength(0);
    expect(systemRandom(10_000)).toHaveLength(10_000);
    expect(systemRandom(4096).some(byte => byte !== 0)).toBe(true);
  });
});
