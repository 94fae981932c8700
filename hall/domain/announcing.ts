import { z } from 'zod';
import { beijingTime } from './beijingTime.ts';
import { areaIdSchema } from './ids.ts';

/** `HH:MM`; `24:00` is the end of a day. */
const clockTimeSchema = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/);
const percentSchema = z.number().int().min(0).max(100);

/** How a hall calls out loud. Every value has a default that works. */
export const announcingSchema = z.object({
  /** Loudness outside of the times below; 0 = captions only. */
  volumePercent: percentSchema.prefault(100),
  /** Other loudness by time of day (Beijing): lunch, quiet hours. The first that fits counts; a span may pass midnight. */
  times: z
    .array(z.object({ from: clockTimeSchema, to: clockTimeSchema, volumePercent: percentSchema }))
    .max(12)
    .prefault([]),
  /** Areas of which no call is spoken: captions only. */
  mutedAreas: z.array(areaIdSchema).max(100).prefault([]),
  /** An announcement is said once more after this pause; null = once is enough. */
  repeatAfterSeconds: z.number().int().min(3).max(60).nullable().prefault(8),
  /** A call that could not be said within this time is left to the captions. */
  longestWaitSeconds: z.number().int().min(20).max(600).prefault(90),
  /** Folder name of the clip pack to speak with; null = any that is there, then the speech program. */
  voicePack: z.string().min(1).max(64).nullable().prefault(null),
});
export type Announcing = z.infer<typeof announcingSchema>;

/** Loudness at an instant (UTC epoch ms), 0–100. */
export function volumeAt({ volumePercent, times }: Announcing, epochMs: number): number {
  const now = beijingTime(epochMs);
  const fits = ({ from, to }: { from: string; to: string }) =>
    from < to ? from <= now && now < to : from <= now || now < to;
  return times.find(fits)?.volumePercent ?? volumePercent;
}
