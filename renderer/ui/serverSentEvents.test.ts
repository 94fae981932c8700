import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventReader } from './serverSentEvents.ts';

const stream = ': hello\n\nid: 1\ndata: {"a":1}\n\ndata: one\ndata: two\r\n\r\n: beat\n\nevent: x\ndata:three\n\n';

describe('server-sent events', () => {
  it('gives the same events however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length), { maxLength: 12 }), cuts => {
        const reader = createEventReader();
        const edges = [0, ...[...cuts].sort((a, b) => a - b), stream.length];
        const events = edges.slice(1).flatMap((edge, i) => reader.push(stream.slice(edges[i], edge)));
        expect(events).toEqual(['{"a":1}', 'one\ntwo', 'three']);
      }),
    );
  });
});
