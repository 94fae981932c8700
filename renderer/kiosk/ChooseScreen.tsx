import { ListChecks } from 'lucide-react';
import type { KioskEntries, VisitEntry } from '../../hall/domain/liveEntries.ts';
import type { QueueId } from '../../hall/domain/ids.ts';
import { useText } from '../ui/i18n.ts';
import { Num, TicketNo } from '../ui/Isolated.tsx';
import type { LiveStream } from '../ui/liveStream.ts';
import { Say } from '../ui/Say.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { entriesWith, useLiveEntries } from '../ui/useLive.ts';
import css from './ChooseScreen.module.css';
import { Frame } from './Frame.tsx';
import { OwnAppointments } from './OwnAppointments.tsx';
import { PageButtons } from './PageButtons.tsx';
import { QueueTile } from './QueueTile.tsx';
import type { KioskActions } from './kioskActions.ts';

const tilesPerPage = 6;
/** The card's holder has more to read and two more buttons. */
const tilesPerPageWithCard = 4;

/** Which service? With a card on the reader it greets its holder, and the number will be bound to the card. */
export function ChooseScreen({
  live,
  actions,
  taking,
  page,
  picked,
  visit,
}: {
  live: LiveStream<KioskEntries>;
  actions: KioskActions;
  taking: QueueId | null;
  page: number;
  /** The matters that are ticked; null = the first touch takes the number. */
  picked: readonly QueueId[] | null;
  visit: Extract<VisitEntry, { at: 'card' }> | null;
}) {
  const { t } = useText();
  const entries = useLiveEntries(live);
  const queues = entriesWith(entries, 'queue:');
  const most = Math.min(entries.calling?.mostMatters ?? 1, queues.length);
  const perPage = visit === null ? tilesPerPage : tilesPerPageWithCard;
  const pages = Math.max(1, Math.ceil(queues.length / perPage));
  const shown = Math.min(page, pages - 1);
  const tiles = queues.slice(shown * perPage, (shown + 1) * perPage);
  return (
    <Frame
      live={live}
      actions={actions}
      title={t(picked === null ? 'choose.title' : 'several.title')}
      lead={picked !== null ? <p>{t('several.hint')}</p> : visit !== null && <CardHolder visit={visit} />}
    >
      {visit !== null && <OwnAppointments live={live} actions={actions} />}
      {queues.length === 0 && <p>{t('choose.noQueues')}</p>}
      <div className={css.tiles}>
        {tiles.map(queue => (
          <QueueTile
            key={queue.id}
            queue={queue}
            busy={taking === queue.id}
            turn={picked === null ? null : picked.indexOf(queue.id) + 1}
            onPress={() => (picked === null ? actions.take(queue.id, visit !== null) : actions.toggleMatter(queue.id))}
          />
        ))}
      </div>
      <PageButtons page={shown} pages={pages} onTurn={actions.turnPage} />
      {picked !== null && <Several picked={picked} most={most} useCard={visit !== null} actions={actions} />}
      {picked === null && most > 1 && (
        <TouchButton kind="quiet" onPress={actions.openSeveral}>
          <ListChecks size="1.2em" aria-hidden />
          {t('several.open')}
        </TouchButton>
      )}
      {picked === null && visit !== null && (
        <div className={css.more}>
          <TouchButton kind="quiet" className={css.half} onPress={actions.searchByCard}>
            {t('choose.rateMine')}
          </TouchButton>
          <TouchButton kind="quiet" className={css.half} onPress={actions.openChoose}>
            {t('choose.withoutCard')}
          </TouchButton>
        </div>
      )}
    </Frame>
  );
}

/** What was ticked becomes one number. */
function Several({
  picked,
  most,
  useCard,
  actions,
}: {
  picked: readonly QueueId[];
  most: number;
  useCard: boolean;
  actions: KioskActions;
}) {
  const { t } = useText();
  const n = picked.length;
  return (
    <div className={css.several}>
      {n >= most && (
        <p role="status">
          <Say k="several.most" count={most} values={{ n: <Num>{most}</Num> }} />
        </p>
      )}
      <div className={css.more}>
        <TouchButton kind="quiet" className={css.half} onPress={actions.closeSeveral}>
          {t('several.one')}
        </TouchButton>
        <TouchButton
          kind="primary"
          className={css.most}
          isDisabled={n === 0}
          onPress={() => actions.takeSeveral(useCard)}
        >
          {n === 0 ? (
            t('several.none')
          ) : (
            <span>
              <Say k="several.take" count={n} values={{ n: <Num>{n}</Num> }} />
            </span>
          )}
        </TouchButton>
      </div>
    </div>
  );
}

function CardHolder({ visit }: { visit: Extract<VisitEntry, { at: 'card' }> }) {
  const { t } = useText();
  return (
    <div className={css.holder}>
      <p className={css.greeting}>
        <Say k="choose.greeting" values={{ name: <bdi lang="zh">{visit.maskedName}</bdi> }} />
      </p>
      {visit.tickets.length > 0 && (
        <p>
          <Say k="choose.held" values={{ labels: <TicketNo>{visit.tickets.join('  ')}</TicketNo> }} />
        </p>
      )}
      {visit.expired && <p className={css.expired}>{t('choose.expired')}</p>}
    </div>
  );
}
