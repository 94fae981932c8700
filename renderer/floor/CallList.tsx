import type { FloorCall, FloorCounter } from '../../hall/domain/floorApi.ts';
import { useText } from '../ui/i18n.ts';
import { Num, TicketNo, Time } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import css from './CallList.module.css';
import { type NameOf, WhyCalled } from '../ui/WhyCalled.tsx';
import { Minutes } from './Minutes.tsx';

/** Calls with the reason each was made for. */
export function CallList({
  calls,
  counters,
  nameOf,
}: {
  calls: readonly FloorCall[];
  counters: readonly FloorCounter[];
  nameOf: NameOf;
}) {
  const { t } = useText();
  if (calls.length === 0) return <p className={css.empty}>{t('floor.noCalls')}</p>;
  return (
    <ol className={css.list}>
      {calls.map(({ call, label, counter, calledAt, waitedMs, why, because }) => (
        <li key={call} className={css.call}>
          <Time at={calledAt} />
          <strong>
            <TicketNo>{label}</TicketNo>
          </strong>
          <span>
            <Say
              k="app.counter"
              values={{ n: <Num>{counters.find(({ id }) => id === counter)?.number ?? counter}</Num> }}
            />
          </span>
          <span className={css.waited}>
            <Minutes ms={waitedMs} />
          </span>
          <span className={css.why}>
            <WhyCalled why={why} because={because} nameOf={nameOf} />
          </span>
        </li>
      ))}
    </ol>
  );
}
