import { useState } from 'react';
import type { HallSetup } from '../../../hall/domain/hallSetup.ts';
import { useText } from '../../ui/i18n.ts';
import { TouchButton } from '../../ui/TouchButton.tsx';
import { useEditor } from '../editor.ts';
import { ImportFile } from '../sections/ImportFile.tsx';
import sections from '../sections/sections.module.css';
import { emptyHall } from './emptyHall.ts';
import css from './Wizard.module.css';

/** The example, nothing, or the set-up of another hall. */
export function StartFrom() {
  const { t } = useText();
  const { base, changed, change } = useEditor();
  const [chosen, choose] = useState<'example' | 'empty' | null>(null);
  const start = (from: 'example' | 'empty', made: (setup: HallSetup) => HallSetup) => {
    choose(from);
    change('wizard.start', before => ({ ...made(before), hall: before.hall }));
  };
  return (
    <>
      <div className={css.choices}>
        <TouchButton
          className={css.choice}
          isPressedDown={chosen === 'example'}
          onPress={() => start('example', () => base.setup)}
        >
          <span>{t('admin.wizard.fromExample')}</span>
          <span className={css.hint}>{t('admin.wizard.fromExampleHint')}</span>
        </TouchButton>
        <TouchButton
          className={css.choice}
          isPressedDown={chosen === 'empty'}
          onPress={() => start('empty', emptyHall)}
        >
          <span>{t('admin.wizard.fromEmpty')}</span>
          <span className={css.hint}>{t('admin.wizard.fromEmptyHint')}</span>
        </TouchButton>
      </div>
      <section className={sections.panel}>
        <h3 className={sections.heading}>{t('admin.wizard.fromFile')}</h3>
        <p className={sections.hint}>{t('admin.wizard.fromFileHint')}</p>
        {changed.size > 0 ? <p className={sections.notice}>{t('admin.file.saveFirst')}</p> : <ImportFile keepExample />}
      </section>
    </>
  );
}
