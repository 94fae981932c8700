import { z } from 'zod';
import { beijingTime } from './beijingTime.ts';
import { queueIdSchema } from './ids.ts';
import { classIdSchema, skillIdSchema } from './priorityClass.ts';

const count = z.number().int().min(0).max(9_999);

/** One clause of the reason why a ticket was called; the screens say it in their language. */
export const callReasonSchema = z.discriminatedUnion('is', [
  /** It was sent to this very counter. */
  z.object({ is: z.literal('own') }),
  /** Its appointment is due; `at` is the slot, UTC epoch ms. */
  z.object({ is: z.literal('appointment'), at: z.number().int().nonnegative() }),
  z.object({ is: z.literal('due'), older: count }),
  /** The counter has the skill it needs. */
  z.object({ is: z.literal('skill'), skill: skillIdSchema }),
  /** No open counter has the skill it needs. */
  z.object({ is: z.literal('unskilled'), skill: skillIdSchema }),
  /** From a queue the counter helps out with: nobody waits in its own (`minutes` null), or the ticket waited that long. */
  z.object({ is: z.literal('secondary'), minutes: count.nullable() }),
  /** The ratio of the counter's queues: it was the turn of this one, `share` of every `of` calls. */
  z.object({ is: z.literal('share'), queue: queueIdSchema, share: count, of: count }),
  /** Would have gone first, had the cap of its class not been used up. */
  z.object({ is: z.literal('capped'), class: classIdSchema }),
  z.object({ is: z.literal('class'), class: classIdSchema, older: count }),
  /** A priority that no class gives: it comes back from another counter. */
  z.object({ is: z.literal('priority'), priority: count, older: count }),
  z.object({ is: z.literal('language'), older: count }),
  /** It waited longer than the head start of others. */
  z.object({ is: z.literal('aged'), others: count }),
  /** It was passed over as often as the rules allow. */
  z.object({ is: z.literal('bound'), times: count }),
  z.object({ is: z.literal('longest'), waiting: count }),
  /** The clerk asked for this number; `missed`: nobody had come when it was called before. */
  z.object({ is: z.literal('picked'), missed: z.boolean() }),
]);
export type CallReason = z.infer<typeof callReasonSchema>;

/** What the words of a reason name; null = no longer part of the hall. */
export type ReasonNames = {
  queue: (id: string) => string | null;
  class: (id: string) => string | null;
  skill: (id: string) => string | null;
};

/** The reason as a Chinese sentence: what the log keeps for everybody who reads it without this program. */
export function reasonInChinese(reasons: readonly CallReason[], names: ReasonNames): string {
  return reasons.map(reason => clauseOf(reason, names)).join('；');
}

function clauseOf(reason: CallReason, names: ReasonNames): string {
  switch (reason.is) {
    case 'own':
      return '转到本窗口的号';
    case 'appointment':
      return `预约 ${beijingTime(reason.at)} 到点`;
    case 'due':
      return `先于 ${reason.older} 个更早的号`;
    case 'skill':
      return `需要“${names.skill(reason.skill) ?? reason.skill}”，本窗口具备`;
    case 'unskilled':
      return `需要“${names.skill(reason.skill) ?? reason.skill}”，无具备此项的窗口在岗`;
    case 'secondary':
      return reason.minutes === null ? '主办队列无人等候，协办其他队列' : `协办队列，已等候 ${reason.minutes} 分钟`;
    case 'share':
      return `按比例轮到${names.queue(reason.queue) ?? reason.queue}（每 ${reason.of} 个叫 ${reason.share} 个）`;
    case 'capped':
      return `${names.class(reason.class) ?? reason.class}优先已达上限`;
    case 'class':
      return `${names.class(reason.class) ?? reason.class}优先，先于 ${reason.older} 个更早的号`;
    case 'priority':
      return `优先级 ${reason.priority}，先于 ${reason.older} 个更早的号`;
    case 'language':
      return `语言与本窗口相符，先于 ${reason.older} 个更早的号`;
    case 'aged':
      return `等候已久，先于 ${reason.others} 个优先号`;
    case 'bound':
      return `已让过 ${reason.times} 个号，轮到等候最久的号`;
    case 'longest':
      return `等候最久，共 ${reason.waiting} 个号在等`;
    case 'picked':
      return reason.missed ? '过号后由窗口指定呼叫' : '窗口指定呼叫';
  }
}
