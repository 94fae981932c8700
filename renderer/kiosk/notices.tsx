import { CircleAlert, CircleCheck, Heart, Search } from 'lucide-react';
import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { type TextKey, useText } from '../ui/i18n.ts';
import { TicketNo } from '../ui/Isolated.tsx';
import type { LiveStream } from '../ui/liveStream.ts';
import { Say } from '../ui/Say.tsx';
import { TouchButton } from '../ui/TouchButton.tsx';
import { Notice } from './Notice.tsx';
import css from './Notice.module.css';
import type { KioskActions } from './kioskActions.ts';

type Around = { live: LiveStream<KioskEntries>; actions: KioskActions };

/** The number was taken back. */
export function CancelledNotice({ live, actions, label }: Around & { label: string }) {
  return (
    <Notice
      live={live}
      actions={actions}
      bars="home"
      title={<Say k="issued.cancelled" values={{ label: <TicketNo>{label}</TicketNo> }} />}
      sign={<CircleCheck aria-hidden color="var(--success)" />}
    >
      {null}
    </Notice>
  );
}

/** No number could be given: what happened and what to do. */
export function RefusedNotice({ live, actions, textKey }: Around & { textKey: TextKey }) {
  const { t } = useText();
  return (
    <Notice
      live={live}
      actions={actions}
      bars="back"
      title={t('home.take')}
      sign={<CircleAlert aria-hidden color="var(--error)" />}
    >
      <p>{t(textKey)}</p>
      <TouchButton kind="primary" className={css.again} onPress={actions.goBack}>
        {t('app.again')}
      </TouchButton>
    </Notice>
  );
}

/** Looking for what the card's holder may rate; an answer takes milliseconds, so there is nothing to read. */
export function SearchingNotice({ live, actions }: Around) {
  const { t } = useText();
  return (
    <Notice
      live={live}
      actions={actions}
      bars="back"
      title={t('rate.title')}
      sign={<Search aria-hidden color="var(--muted)" />}
    >
      {null}
    </Notice>
  );
}

/** The rating is kept. */
export function ThanksNotice({ live, actions }: Around) {
  const { t } = useText();
  return (
    <Notice
      live={live}
      actions={actions}
      bars="home"
      title={t('rate.thanks')}
      sign={<Heart aria-hidden color="var(--primary)" fill="var(--primary)" />}
    >
      <p>{t('rate.anonymous')}</p>
    </Notice>
  );
}
