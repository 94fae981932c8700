import { z } from 'zod';
import { areaIdSchema, callIdSchema, queueIdSchema } from './ids.ts';
import { labelSchema } from './label.ts';
import { languageSchema, textSchema } from './text.ts';
import { waitingEstimateSchema } from './waitingEstimate.ts';

/** What a board of this hall is for. `unknown`: the hall has no such area or counter (any more). */
export const boardPlaceSchema = z.discriminatedUnion('at', [
  z.object({ at: z.literal('hall') }),
  z.object({ at: z.literal('area'), id: areaIdSchema, name: textSchema }),
  z.object({ at: z.literal('counter'), number: z.number().int() }),
  z.object({ at: z.literal('unknown') }),
]);
export type BoardPlace = z.infer<typeof boardPlaceSchema>;

export const boardCallSchema = z.object({
  call: callIdSchema,
  label: labelSchema,
  counter: z.number().int(),
  /** Where the people of this queue wait; null = the queue has no area. */
  area: textSchema.nullable(),
  /** `over`: nobody has to come any more. */
  at: z.enum(['called', 'serving', 'over']),
  calledAt: z.number().int(),
  recalls: z.number().int(),
  /** Captions of the announcement, and where its sound is; null when nothing is to be heard. */
  captions: z.array(z.object({ language: languageSchema, text: z.string() })),
  sound: z.string().nullable(),
});
export type BoardCall = z.infer<typeof boardCallSchema>;

export const boardQueueSchema = z.object({
  id: queueIdSchema,
  letter: z.string(),
  /** Null: a queue that is not named in public. */
  name: textSchema.nullable(),
  waiting: z.number().int(),
  /** For somebody who takes a number now; null when nobody can say. */
  wait: waitingEstimateSchema.nullable(),
});
export type BoardQueue = z.infer<typeof boardQueueSchema>;

export const stripSchema = z.object({
  number: z.number().int(),
  at: z.enum(['open', 'paused', 'closed']),
  /** Who is called to this counter or served there. */
  label: labelSchema.nullable(),
  isCalling: z.boolean(),
  recalls: z.number().int(),
});
export type Strip = z.infer<typeof stripSchema>;

/** How the board speaks now; the hub keeps the clock, so that a board with a wrong one is not loud at night. */
export const boardVoiceSchema = z.object({
  volumePercent: z.number().int(),
  repeatAfterMs: z.number().int().nullable(),
  longestWaitMs: z.number().int(),
});
export type BoardVoice = z.infer<typeof boardVoiceSchema>;

/**
 * Entries of `GET /api/live?view=board` (anyone), of the hall, of one area (`&area=`) or of one counter (`&number=`). Keys: `hall`, `place`,
 * `voice`, `call:<call id>` (the last twelve), `queue:<id>`; the strip of a counter has `hall`, `place` and `strip`.
 */
export type BoardEntries = {
  /** `build` changes when the hub serves other pages than before: a board that sees it change loads itself anew. */
  hall: { name: z.infer<typeof textSchema>; build: string };
  place: BoardPlace;
  voice: BoardVoice;
  strip: Strip;
  [call: `call:${string}`]: BoardCall;
  [queue: `queue:${string}`]: BoardQueue;
};

/** `GET /api/boards`: every board this hall can hang up. `path` is below the hub's own address. */
export const boardListSchema = z.object({
  hall: textSchema,
  boards: z.array(z.object({ place: boardPlaceSchema, path: z.string() })),
});
export type BoardList = z.infer<typeof boardListSchema>;
