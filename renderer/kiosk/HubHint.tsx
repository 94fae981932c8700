import { TriangleAlert } from 'lucide-react';
import type { KioskEntries } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import type { LiveStream } from '../ui/liveStream.ts';
import { useLiveEntry } from '../ui/useLive.ts';
import css from './HubHint.module.css';

/** Says that the counts may be old while the hall's hub is away; numbers are given all the same. */
export function HubHint({ live }: { live: LiveStream<KioskEntries> }) {
  const { t } = useText();
  const links = useLiveEntry(live, 'links');
  return (
    <p className={css.hint} role="status" data-hint hidden={links?.hub !== 'down'}>
      {links?.hub === 'down' && (
        <>
          <TriangleAlert className={css.sign} size="1.2em" aria-hidden />
          {t('outage.hubDown')}
        </>
      )}
    </p>
  );
}
