import type { SetupChange } from '../../hall/domain/setupChange.ts';
import { useText } from '../ui/i18n.ts';
import { Num } from '../ui/Isolated.tsx';
import { TextOf } from '../ui/TextOf.tsx';
import css from './ChangeList.module.css';
import { changeText, fieldText, partText } from './partText.ts';

/** What differs between two set-ups, a line each. */
export function ChangeList({ changes }: { changes: readonly SetupChange[] }) {
  const { t } = useText();
  if (changes.length === 0) return <p className={css.none}>{t('admin.change.nothing')}</p>;
  return (
    <ul className={css.list}>
      {changes.map(change => (
        <li key={`${change.section} ${change.is} ${change.id ?? ''}`} className={css.line} data-is={change.is}>
          <Line change={change} />
        </li>
      ))}
    </ul>
  );
}

function Line({ change }: { change: SetupChange }) {
  const { t } = useText();
  const { section, is, mark, name, fields } = change;
  const words = fields.flatMap(field => {
    const key = fieldText(field);
    return key === null ? [] : [t(key)];
  });
  return (
    <>
      <span className={css.is}>{t(changeText[is])}</span>
      <span>
        {t(partText(section))}
        {mark !== null && (
          <>
            {' '}
            <Num>{mark}</Num>
          </>
        )}
        {name !== null && (
          <>
            {' '}
            <TextOf text={name} />
          </>
        )}
        {words.length > 0 && <span className={css.fields}> ({words.join(' · ')})</span>}
      </span>
    </>
  );
}
