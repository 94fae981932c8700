import type { SetupNow } from '../../hall/domain/setupApi.ts';
import type { SetupOrigin } from '../../hall/domain/setupOrigin.ts';
import { formatDate } from '../ui/formatDate.ts';
import { type TextKey, useText } from '../ui/i18n.ts';
import { Num, Time } from '../ui/Isolated.tsx';
import { Say } from '../ui/Say.tsx';

const howWords: Record<SetupOrigin, TextKey> = {
  first: 'admin.how.first',
  edit: 'admin.how.edit',
  import: 'admin.how.import',
  restore: 'admin.how.restore',
  file: 'admin.how.file',
};

/** When a set-up was accepted, how it came, and from whom. */
export function RevisionLine({ head }: { head: Pick<SetupNow, 'savedAt' | 'account' | 'how'> }) {
  const { language, t } = useText();
  const { savedAt, account, how } = head;
  return (
    <p>
      {savedAt !== null && (
        <>
          <bdi>{formatDate(savedAt, language)}</bdi> <Time at={savedAt} />
          {' · '}
        </>
      )}
      {t(howWords[how])}
      {account !== null && (
        <>
          {' · '}
          <Say k="admin.history.by" values={{ who: <Num>{account}</Num> }} />
        </>
      )}
    </p>
  );
}
