import { z } from 'zod';

/** When the supervisor's view of the floor raises its voice. All in minutes. */
export const floorRulesSchema = z.object({
  /** Somebody waits so long: a warning. */
  waitWarningMinutes: z.number().int().min(1).max(240).prefault(20),
  /** Somebody waits so long: an alarm. */
  waitAlarmMinutes: z.number().int().min(1).max(480).prefault(40),
  /** A counter does nothing so long while people wait for it. */
  idleMinutes: z.number().int().min(1).max(120).prefault(5),
  /** A counter is paused so long. */
  pauseMinutes: z.number().int().min(1).max(240).prefault(15),
  /** A ticket was called so long ago and is neither served nor missed. */
  calledMinutes: z.number().int().min(1).max(60).prefault(5),
});
export type FloorRules = z.infer<typeof floorRulesSchema>;
