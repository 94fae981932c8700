import type { CounterCommandBody } from '../../hall/domain/hallApi.ts';
import type { TextKey } from '../ui/i18n.ts';

export type HoldReason = NonNullable<CounterCommandBody['reason']>;

/** The reasons a clerk can choose from, in the order of the buttons. */
export const holdReasons: readonly HoldReason[] = ['documents', 'copy', 'payment', 'other'];

/** The words for a reason; null for one this page does not know. */
export function holdReasonText(reason: string | null): TextKey | null {
  const known = holdReasons.find(one => one === reason);
  return known === undefined ? null : `counter.holdReason.${known}`;
}
