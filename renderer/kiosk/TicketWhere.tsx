import type { TakenTicket } from '../../hall/domain/hallApi.ts';
import { useText } from '../ui/i18n.ts';
import { Num, Time } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import css from './IssuedScreen.module.css';
import { WaitNote } from '../ui/WaitNote.tsx';

/** How long a number will take and where its holder has to go. */
export function TicketWhere({ taken }: { taken: TakenTicket }) {
  const { t } = useText();
  const called = taken.held?.counter ?? null;
  if (called !== null)
    return (
      <p className={css.ahead}>
        <Say k="held.called" values={{ n: <Num>{called}</Num> }} />
      </p>
    );
  // Who is early is called from the slot on, however few people wait before.
  const isBeforeSlot = taken.appointmentAt !== null && taken.appointmentAt > taken.issuedAt;
  return (
    <div className={css.where}>
      {isBeforeSlot ? null : <Ahead taken={taken} />}
      {taken.appointmentAt !== null && (
        <p className={css.ahead}>
          <Say
            k={isBeforeSlot ? 'appointment.dueAt' : 'appointment.issued'}
            values={{ time: <Time at={taken.appointmentAt} /> }}
          />
        </p>
      )}
      {taken.counters.length > 0 && (
        <p>
          {t('issued.counters')}
          {'  '}
          <strong className={css.counters}>
            <Num>{taken.counters.join(', ')}</Num>
          </strong>
          {taken.area !== null && (
            <>
              {'  '}
              <TextOf text={taken.area} />
            </>
          )}
        </p>
      )}
      <p className={css.listen}>{t('issued.listen')}</p>
    </div>
  );
}

function Ahead({ taken }: { taken: TakenTicket }) {
  const { t } = useText();
  return (
    <>
      <p className={css.ahead}>
        {taken.ahead === 0 && !taken.aheadAtLeast ? (
          t('issued.aheadNone')
        ) : (
          <Say
            k={taken.aheadAtLeast ? 'issued.aheadAtLeast' : 'issued.ahead'}
            count={taken.ahead}
            values={{ n: <Num>{taken.ahead}</Num> }}
          />
        )}
      </p>
      {taken.wait !== null && taken.ahead > 0 && (
        <p className={css.ahead}>
          <WaitNote wait={taken.wait} />
        </p>
      )}
    </>
  );
}
