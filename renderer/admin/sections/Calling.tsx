import type { HallSetup } from '../../../hall/domain/hallSetup.ts';
import type { CounterId } from '../../../hall/domain/ids.ts';
import { useText } from '../../ui/i18n.ts';
import { Num } from '../../ui/Isolated.tsx';
import { Say } from '../../ui/Say.tsx';
import { useEditor } from '../editor.ts';
import { CheckField } from '../fields/CheckField.tsx';
import { NumberField } from '../fields/NumberField.tsx';
import css from './sections.module.css';

type Calling = HallSetup['calling'];

/** The order of calling, and what happens after a no-show. */
export function Calling() {
  const { t } = useText();
  const { setup, change } = useEditor();
  const { calling } = setup;
  const set = (field: string, part: Partial<Calling>) =>
    change(`calling.${field}`, before => ({ ...before, calling: { ...before.calling, ...part } }));
  const number = (value: number | null) => value ?? Number.NaN;
  return (
    <>
      <h2 className={css.title}>{t('admin.section.calling')}</h2>
      <section className={css.panel}>
        {(['headStartMinutes', 'mostPassed', 'languageMinutes'] as const).map(field => (
          <NumberField
            key={field}
            label={t(`admin.field.${field}`)}
            hint={null}
            value={calling[field]}
            path={['calling', field]}
            onChange={value => set(field, { [field]: number(value) })}
          />
        ))}
        {(['returnsAfterMinutes', 'mostReturns'] as const).map(field => (
          <NumberField
            key={field}
            label={t(`admin.field.${field}`)}
            hint={null}
            value={calling.noShow[field]}
            path={['calling', 'noShow', field]}
            onChange={value => set(field, { noShow: { ...calling.noShow, [field]: number(value) } })}
          />
        ))}
      </section>
      <section className={css.panel}>
        <h3 className={css.heading}>{t('admin.calling.speaks')}</h3>
        {setup.counters.map(({ id, number: shown }) => (
          <div key={id} className={css.row}>
            <span className={css.mark} style={{ minInlineSize: 120 }}>
              <Say k="app.counter" values={{ n: <Num>{shown}</Num> }} />
            </span>
            {(['ug', 'en'] as const).map(language => (
              <CheckField
                key={language}
                label={t(`counter.speaks.${language}`)}
                isOn={calling.speaks[id]?.includes(language) === true}
                onChange={isOn => set(`speaks.${id}`, { speaks: withSpoken(calling.speaks, { id, language, isOn }) })}
              />
            ))}
          </div>
        ))}
      </section>
    </>
  );
}

function withSpoken(
  speaks: Calling['speaks'],
  { id, language, isOn }: { id: CounterId; language: 'ug' | 'en'; isOn: boolean },
): Calling['speaks'] {
  const others = (speaks[id] ?? []).filter(one => one !== language);
  return { ...speaks, [id]: isOn ? [...others, language] : others };
}
