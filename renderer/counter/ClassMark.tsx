import type { CounterEntries, CounterTicket } from '../../hall/domain/liveEntries.ts';
import { TextOf } from '../ui/TextOf.tsx';
import css from './SpeaksMark.module.css';

/** The priority class of a number; nothing for most. */
export function ClassMark({ ticket, calling }: { ticket: CounterTicket; calling: CounterEntries['calling'] | null }) {
  const name = calling?.classes.find(({ id }) => id === ticket.class)?.name ?? null;
  if (name === null) return null;
  return (
    <span className={css.mark}>
      <TextOf text={name} />
    </span>
  );
}
