import { type CallReason, reasonInChinese } from '../domain/callReason.ts';
import type { HallSetup } from '../domain/hallSetup.ts';

/** Both forms of a reason that a call keeps: the data, and the Chinese sentence with the names of this hall. */
export function reasonOf(
  { queues, calling }: HallSetup,
  because: readonly CallReason[],
): { why: string; because: CallReason[] } {
  const named = (all: readonly { id: string; name: { zh: string } }[]) => (id: string) =>
    all.find(one => one.id === id)?.name.zh ?? null;
  const names = { queue: named(queues), class: named(calling.classes), skill: named(calling.skills) };
  return { why: reasonInChinese(because, names).slice(0, 200), because: [...because] };
}
