import { CalendarClock, Star } from 'lucide-react';
import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import type { QueueId } from '../../hall/domain/ids.ts';
import { directionOf, type Language, languages } from '../../hall/domain/language.ts';
import { text, useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import type { LiveStream } from '../ui/liveStream.ts';
import { Say } from '../ui/Say.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { entriesWith, useLiveEntries, useLiveEntry } from '../ui/useLive.ts';
import { CardCue } from './CardCue.tsx';
import { Frame } from './Frame.tsx';
import css from './HomeScreen.module.css';
import { QueueTile } from './QueueTile.tsx';
import type { KioskActions } from './kioskActions.ts';

const tilesAtHome = 4;

/** The home screen is the attract screen: the first touch already acts. */
export function HomeScreen({
  live,
  actions,
  taking,
}: {
  live: LiveStream<KioskEntries>;
  actions: KioskActions;
  taking: QueueId | null;
}) {
  const { language, t } = useText();
  const queues = entriesWith(useLiveEntries(live), 'queue:');
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0);
  const marked = queues.filter(queue => queue.mostUsed);
  const tiles = (marked.length > 0 ? marked : queues).slice(0, tilesAtHome);
  const takesAppointments = useLiveEntry(live, 'appointments') !== null;
  const lead = (
    <>
      <Greetings without={language} />
      <CardCue live={live} />
    </>
  );
  const primary = (
    <TouchButton kind="primary" className={css.take} onPress={actions.openChoose}>
      <span className={css.takeName}>{t('home.take')}</span>
      <span>
        {waiting === 0 ? (
          t('home.nobodyWaits')
        ) : (
          <Say k="home.waitingNow" count={waiting} values={{ n: <Num>{waiting}</Num> }} />
        )}
      </span>
    </TouchButton>
  );
  return (
    <Frame live={live} actions={actions} title={t('home.greeting')} lead={lead} primary={primary} bars="none">
      {tiles.length > 0 && <h2 className={css.mostUsed}>{t('home.mostUsed')}</h2>}
      <div className={css.tiles}>
        {tiles.map(queue => (
          <QueueTile
            key={queue.id}
            queue={queue}
            busy={taking === queue.id}
            turn={null}
            onPress={() => actions.take(queue.id, false)}
          />
        ))}
      </div>
      <div className={css.more}>
        {takesAppointments && (
          <TouchButton className={css.rate} onPress={actions.appointment.open}>
            <CalendarClock size="1.2em" aria-hidden />
            {t('home.appointment')}
          </TouchButton>
        )}
        <TouchButton className={css.rate} onPress={actions.openRate}>
          <Star size="1.2em" aria-hidden />
          {t('home.rate')}
        </TouchButton>
      </div>
    </Frame>
  );
}

/** The greeting in the other languages of the hall, at the same time: nobody has to find a switch to feel meant. */
function Greetings({ without }: { without: Language }) {
  return (
    <p className={css.greetings}>
      {languages
        .filter(name => name !== without && (name !== 'en' || without === 'zh'))
        .slice(0, without === 'en' ? 2 : 1)
        .map(name => (
          <bdi key={name} lang={name} dir={directionOf(name)}>
            {text(name, 'home.greeting')}
          </bdi>
        ))}
    </p>
  );
}
