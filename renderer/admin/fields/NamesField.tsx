import { useId } from 'react';
import { directionOf, type Language, languages, type Text } from '../../../hall/domain/language.ts';
import { type TextKey, useText } from '../../ui/i18n.ts';
import type { Path } from '../editor.ts';
import { FieldProblem, useProblemMarks } from './FieldProblem.tsx';
import css from './fields.module.css';

const languageWords: Record<Language, TextKey> = { zh: 'admin.lang.zh', ug: 'admin.lang.ug', en: 'admin.lang.en' };

/** A name in the three languages of the hall; only the Chinese one has to be there. */
export function NamesField({
  label,
  value,
  path,
  onChange,
}: {
  label: string;
  value: Text;
  path: Path;
  onChange: (value: Text) => void;
}) {
  return (
    <fieldset className={css.field}>
      <legend className={css.label}>{label}</legend>
      <div className={css.names}>
        {languages.map(language => (
          <Name
            key={language}
            {...{ language, label }}
            value={value[language] ?? ''}
            path={[...path, language]}
            onChange={text => onChange({ ...value, [language]: text === '' && language !== 'zh' ? null : text })}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Name({
  language,
  label,
  value,
  path,
  onChange,
}: {
  language: Language;
  label: string;
  value: string;
  path: Path;
  onChange: (value: string) => void;
}) {
  const { t } = useText();
  const id = useId();
  const marks = useProblemMarks(path, `${id}-problem`);
  return (
    <div className={css.name}>
      <label htmlFor={id}>
        <span className="visually-hidden">{label} </span>
        {t(languageWords[language])}
        {language !== 'zh' && <span> ({t('admin.optional')})</span>}
      </label>
      <input
        id={id}
        className={css.input}
        lang={language}
        dir={directionOf(language)}
        autoComplete="off"
        maxLength={200}
        value={value}
        onChange={event => onChange(event.target.value)}
        {...marks}
      />
      <FieldProblem path={path} id={`${id}-problem`} />
    </div>
  );
}
