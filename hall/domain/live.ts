import { z } from 'zod';

/* The plain words live in liveState.ts, which pages import without taking the schema library along. */
export { applyLive, diffEntries, emptyLiveState, type LiveMessage, type LiveState } from './liveState.ts';

/**
 * Live state of a screen: named entries. The server sends a snapshot, then patches; each patch names the revision it
 * leads to, and `null` removes an entry. Who misses a revision asks for a snapshot again.
 */
export const liveMessageSchema = z.discriminatedUnion('is', [
  z.object({ is: z.literal('snapshot'), revision: z.number().int(), entries: z.record(z.string(), z.unknown()) }),
  z.object({ is: z.literal('patch'), revision: z.number().int(), changes: z.record(z.string(), z.unknown()) }),
]);
