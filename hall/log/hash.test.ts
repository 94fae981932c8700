import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, hashOf } from './hash.ts';

describe('canonical JSON', () => {
  it('does not depend on the order of keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: 1 })).toBe('{"a":1,"b":[1,{"c":"x","d":null}]}');
    expect(hashOf({ a: 1, b: 2 })).toBe(hashOf({ b: 2, a: 1 }));
  });

  it('is the same before and after a journey as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), value => {
        const travelled: unknown = JSON.parse(JSON.stringify(value));
        expect(canonicalJson(travelled)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(travelled);
      }),
    );
  });

  it('leaves out what JSON leaves out', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
    expect(canonicalJson([undefined])).toBe('[null]');
  });

  it('is hashed to 16 bytes in base64', () => {
    // sha256('{}') = 44136fa355b3678a1146ad16f7e8649e…, computed with sha256sum.
    expect(Buffer.from(hashOf({}), 'base64').toString('hex')).toBe('44136fa355b3678a1146ad16f7e8649e');
    expect(hashOf({})).toHaveLength(24);
  });
});
