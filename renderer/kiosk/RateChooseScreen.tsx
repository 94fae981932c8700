import type { RatableTicket } from '../../hall/domain/hallApi.ts';
import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import { Frame } from './Frame.tsx';
import { RatedTicket } from './RatedTicket.tsx';
import css from './RateScreens.module.css';
import type { KioskActions } from './kioskActions.ts';

const shown = 6;

/** Several visits of one person are finished and unrated: which one? The latest six. */
export function RateChooseScreen({
  live,
  actions,
  tickets,
}: {
  live: LiveStream<KioskEntries>;
  actions: KioskActions;
  tickets: readonly RatableTicket[];
}) {
  const { t } = useText();
  const latest = [...tickets].sort((a, b) => b.endedAt - a.endedAt).slice(0, shown);
  return (
    <Frame live={live} actions={actions} title={t('rate.chooseTicket')}>
      <div className={css.tickets}>
        {latest.map(ticket => (
          <TouchButton key={ticket.ticket} className={css.ticket} onPress={() => actions.chooseRatable(ticket)}>
            <RatedTicket ticket={ticket} />
          </TouchButton>
        ))}
      </div>
    </Frame>
  );
}
