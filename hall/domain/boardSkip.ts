import { z } from 'zod';
import { callIdSchema } from './ids.ts';

/** Why a board did not say a call: taken back, already at the counter, ended otherwise, or older than the limit. */
export const skipReasons = ['withdrawn', 'served', 'over', 'too_old'] as const;
export type SkipReason = (typeof skipReasons)[number];

/** `POST /api/boards/skipped`: a board tells the hub, whose log somebody reads. */
export const boardSkipSchema = z.object({ call: callIdSchema, reason: z.enum(skipReasons) });
