import type { CounterTicket } from '../../hall/domain/liveEntries.ts';
import { useText } from '../ui/i18n.ts';
import css from './SpeaksMark.module.css';

const words = { zh: 'counter.speaks.zh', ug: 'counter.speaks.ug', en: 'counter.speaks.en' } as const;

/** The language this person chose at the kiosk, as a word: flags are not languages. */
export function SpeaksMark({ language }: Pick<CounterTicket, 'language'>) {
  const { t } = useText();
  return (
    <span className={css.mark} data-language={language}>
      {t(words[language])}
    </span>
  );
}
