import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { directionOf } from '../../hall/domain/language.ts';
import { formatDate } from '../ui/formatDate.ts';
import { useText } from '../ui/i18n.ts';
import { Num, Time } from '../ui/Isolated.tsx';
import type { LiveStream } from '../ui/liveStream.ts';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { useLiveEntry } from '../ui/useLive.ts';
import { useMinute } from '../ui/useMinute.ts';
import css from './InfoBand.module.css';

/** Hall, date, clock and open counters; nothing here can be touched. */
export function InfoBand({ live }: { live: LiveStream<KioskEntries> }) {
  const { language, t } = useText();
  const hall = useLiveEntry(live, 'hall');
  const nowMs = useMinute();
  return (
    <header className={css.band}>
      <span className={css.strong}>{hall !== null && <TextOf text={hall.name} />}</span>
      <span className={css.strong}>
        <Time at={nowMs} />
      </span>
      <span className={css.more}>
        {hall !== null && hall.openCounters > 0 && (
          <span>
            <Say k="home.countersOpen" count={hall.openCounters} values={{ n: <Num>{hall.openCounters}</Num> }} />
          </span>
        )}
        {hall?.demonstration === true && <span className={css.demonstration}>{t('app.demonstration')}</span>}
      </span>
      <bdi dir={directionOf(language)}>{formatDate(nowMs, language)}</bdi>
    </header>
  );
}
