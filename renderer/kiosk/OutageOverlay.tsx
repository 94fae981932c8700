import { Hourglass, Wrench } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useText } from '../ui/i18n.ts';
import { Overlay } from './Overlay.tsx';
import css from './Overlay.module.css';

const outAfterMs = 20_000;

/**
 * The station is not heard: first "one moment" (a restart takes a second), then "out of service". Mounted while it lasts;
 * nothing to press, it goes away by itself. `quietMs`: how long nothing is said at all.
 */
export function OutageOverlay({ quietMs }: { quietMs: number }) {
  const { t } = useText();
  const [phase, setPhase] = useState<'quiet' | 'moment' | 'out'>(quietMs === 0 ? 'moment' : 'quiet');
  useEffect(() => {
    const moment = setTimeout(() => setPhase('moment'), quietMs);
    const out = setTimeout(() => setPhase('out'), quietMs + outAfterMs);
    return () => {
      clearTimeout(moment);
      clearTimeout(out);
    };
  }, [quietMs]);
  if (phase === 'quiet') return null;
  const Sign = phase === 'moment' ? Hourglass : Wrench;
  const title = t(phase === 'moment' ? 'outage.moment' : 'outage.out');
  return (
    <Overlay label={title} onDismiss={null}>
      <Sign className={css.sign} aria-hidden strokeWidth={1.5} color="var(--primary)" />
      <div role="alert">
        <h2>{title}</h2>
        <p>{t(phase === 'moment' ? 'outage.momentHint' : 'outage.outHint')}</p>
      </div>
    </Overlay>
  );
}
