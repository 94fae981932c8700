import { directionOf, type Language, languages } from '../../hall/domain/language.ts';
import { useText } from './i18n.ts';
import { TouchButton } from './TouchButton.tsx';
import css from './LanguageSwitch.module.css';

const ownNames: Record<Language, string> = { zh: '中文', ug: 'ئۇيغۇرچە', en: 'English' };

/** What a page does when another language is chosen. */
export type Speak = (language: Language) => void;

/** Every language under its own name. */
export function LanguageSwitch({ speak }: { speak: Speak }) {
  const { language, t } = useText();
  return (
    <div className={css.bar} role="group" aria-label={t('app.language')}>
      {languages.map(name => (
        <TouchButton
          key={name}
          kind="quiet"
          className={css.language}
          isCurrent={name === language}
          onPress={() => speak(name)}
        >
          <span lang={name} dir={directionOf(name)}>
            {ownNames[name]}
          </span>
        </TouchButton>
      ))}
    </div>
  );
}
