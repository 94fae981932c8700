import { BellRing, CircleAlert, CircleCheck, UserCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import { TouchButton } from '../ui/TouchButton.tsx';
import { useLiveEntry } from '../ui/useLive.ts';
import { helpWords } from './helpWords.ts';
import type { KioskActions } from './kioskActions.ts';
import type { KioskState } from './kioskState.ts';
import { Overlay } from './Overlay.tsx';
import css from './Overlay.module.css';

/** Nobody has answered by then: the citizen is sent where somebody certainly is. */
const slowAfterMs = 60_000;

const signs = {
  sending: { Sign: BellRing, color: 'var(--primary)' },
  told: { Sign: BellRing, color: 'var(--primary)' },
  coming: { Sign: UserCheck, color: 'var(--success)' },
  unreached: { Sign: CircleAlert, color: 'var(--error)' },
  ended: { Sign: CircleCheck, color: 'var(--success)' },
} as const;

/** What became of the call for staff. It stays until the citizen closes it, so that everybody can read at their own pace. */
export function HelpOverlay({
  live,
  actions,
  at,
  blur,
}: {
  live: LiveStream<KioskEntries>;
  actions: KioskActions;
  at: NonNullable<KioskState['help']>;
  blur: boolean;
}) {
  const { t } = useText();
  const help = useLiveEntry(live, 'help');
  const { Sign, color } = signs[at];
  const { title, hint } = helpWords[at];
  return (
    <Overlay label={t(title)} onDismiss={actions.closeHelp} blur={blur}>
      <Sign className={css.sign} aria-hidden strokeWidth={1.5} color={color} />
      <div role="status">
        <h2>{t(title)}</h2>
        {at === 'told' && help !== null ? (
          <Told key={help.help} calledAt={help.calledAt} />
        ) : (
          hint !== null && <p>{t(hint)}</p>
        )}
      </div>
      <TouchButton kind="primary" className={css.answer} onPress={actions.closeHelp}>
        {t('app.close')}
      </TouchButton>
      {at !== 'ended' && (
        <TouchButton kind="quiet" onPress={actions.withdrawHelp}>
          {t('help.withdraw')}
        </TouchButton>
      )}
    </Overlay>
  );
}

/** Wait here; and after a minute without an answer, where to go instead. */
function Told({ calledAt }: { calledAt: number }) {
  const { t } = useText();
  const [isSlow, setSlow] = useState(() => Date.now() - calledAt >= slowAfterMs);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), Math.max(0, calledAt + slowAfterMs - Date.now()));
    return () => clearTimeout(timer);
  }, [calledAt]);
  return <p>{t(isSlow ? 'help.slowHint' : 'help.toldHint')}</p>;
}
