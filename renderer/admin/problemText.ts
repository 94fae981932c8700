import type { SetupProblem, SetupProblemCode } from '../../hall/domain/setupProblem.ts';
import type { TextKey, TextValues } from '../ui/i18n.ts';

const keys: Record<SetupProblemCode, TextKey> = {
  missing: 'admin.problem.missing',
  too_long: 'admin.problem.too_long',
  too_many: 'admin.problem.too_many',
  format: 'admin.problem.format',
  range: 'admin.problem.range',
  twice: 'admin.problem.twice',
  unknown: 'admin.problem.unknown',
  ends_early: 'admin.problem.ends_early',
  overlap: 'admin.problem.overlap',
  fixed: 'admin.problem.fixed',
  queue_in_use: 'admin.problem.queue_in_use',
  queue_not_served: 'admin.problem.queue_not_served',
  counter_in_use: 'admin.problem.counter_in_use',
  other: 'admin.problem.other',
};

/** The sentence for a problem and the values in it; a code this page does not know yet reads as `other`. */
export function problemText({ code, max, count, subject }: SetupProblem): { key: TextKey; values: TextValues } {
  return { key: keys[code] ?? keys.other, values: { max: max ?? 0, count: count ?? 0, subject: subject ?? '' } };
}
