import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import { TextOf } from '../ui/TextOf.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { useLiveEntries } from '../ui/useLive.ts';
import css from './ChooseScreen.module.css';
import { Frame } from './Frame.tsx';
import type { KioskActions } from './kioskActions.ts';
import { PageButtons } from './PageButtons.tsx';
import tile from './QueueTile.module.css';

const tilesPerPage = 5;

/** Does one of the hall's priority classes apply? The answer most people give is the large one. */
export function ClassScreen({
  live,
  actions,
  page,
  busy,
}: {
  live: LiveStream<KioskEntries>;
  actions: KioskActions;
  page: number;
  /** The number is on its way. */
  busy: boolean;
}) {
  const { t } = useText();
  const classes = useLiveEntries(live).calling?.classes ?? [];
  const pages = Math.max(1, Math.ceil(classes.length / tilesPerPage));
  const shown = Math.min(page, pages - 1);
  const none = (
    <TouchButton kind="primary" className={css.none} isDisabled={busy} onPress={() => actions.takeAs(null)}>
      {t(busy ? 'choose.taking' : 'class.none')}
    </TouchButton>
  );
  return (
    <Frame live={live} actions={actions} title={t('class.title')} lead={<p>{t('class.hint')}</p>} primary={none}>
      <div className={css.tiles}>
        {classes.slice(shown * tilesPerPage, (shown + 1) * tilesPerPage).map(({ id, name, reason }) => (
          <TouchButton key={id} className={tile.tile} isDisabled={busy} onPress={() => actions.takeAs(id)}>
            <span className={tile.name}>
              <TextOf text={name} />
            </span>
            <span className={tile.waiting}>
              <TextOf text={reason} />
            </span>
          </TouchButton>
        ))}
      </div>
      <PageButtons page={shown} pages={pages} onTurn={actions.turnPage} />
    </Frame>
  );
}
