import { directionOf, type Language, languages } from '../../hall/domain/language.ts';
import css from './LanguageChoice.module.css';
import { useWords } from './useWords.tsx';

const ownNames: Record<Language, string> = { zh: '中文', ug: 'ئۇيغۇرچە', en: 'English' };

/** Each language under its own name. */
export function LanguageChoice({ language, onChoose }: { language: Language; onChoose: (language: Language) => void }) {
  const { w } = useWords();
  return (
    <div className={css.bar} role="group" aria-label={w('language')}>
      {languages.map(name => (
        <button
          key={name}
          type="button"
          className={css.language}
          aria-pressed={name === language}
          lang={name}
          dir={directionOf(name)}
          onClick={() => onChoose(name)}
        >
          {ownNames[name]}
        </button>
      ))}
    </div>
  );
}
