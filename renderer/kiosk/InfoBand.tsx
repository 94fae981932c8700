import { useEffect, useState } from 'react';
import type { KioskEntries } from '../../hall/domain/hallApi.ts';
import { directionOf } from '../../hall/domain/language.ts';
import { formatDate } from '../ui/formatDate.ts';
import { useText } from '../ui/i18n.ts';
import { Num, Time } from '../ui/Isolated.tsx';
import type { LiveStream } from '../ui/liveStream.ts';
import { Say } from '../ui/Say.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import { useLiveEntry } from '../ui/useLive.ts';
import css from './InfoBand.module.css';

const minuteMs = 60_000;

/** The time, drawn again once a minute: a page that nobody uses costs nearly nothing. */
function useMinute(): number {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(
        () => {
          setNow(Date.now());
          wait();
        },
        minuteMs - (Date.now() % minuteMs) + 20,
      );
    };
    wait();
    return () => clearTimeout(timer);
  }, []);
  return nowMs;
}

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
