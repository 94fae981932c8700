import type { WaitingEstimate } from '../../hall/domain/waitingEstimate.ts';
import { useText } from './i18n.ts';
import { Num } from './Isolated.tsx';
import { Say } from './Say.tsx';

/** How long the wait will be, as a range; a single number would be a promise. */
export function WaitNote({ wait }: { wait: WaitingEstimate }) {
  const { t } = useText();
  switch (wait.at) {
    case 'now':
      return t('wait.now');
    case 'upTo':
      return <Say k="wait.upTo" values={{ n: <Num>{wait.minutes}</Num> }} />;
    case 'range':
      return <Say k="wait.range" values={{ from: <Num>{wait.from}</Num>, to: <Num>{wait.to}</Num> }} />;
    case 'over':
      return <Say k="wait.over" values={{ n: <Num>{wait.minutes}</Num> }} />;
  }
}
