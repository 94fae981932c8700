import { useId } from 'react';
import type { OpeningHours } from '../../../hall/domain/openingHours.ts';
import { useText } from '../../ui/i18n.ts';
import { TouchButton } from '../../ui/TouchButton.tsx';
import { useEditor } from '../editor.ts';
import fields from '../fields/fields.module.css';
import { Holidays } from '../hours/Holidays.tsx';
import { SeasonsEditor } from '../hours/SeasonsEditor.tsx';
import { usualSeasons } from '../hours/usualSeasons.ts';
import css from './sections.module.css';

/** When numbers are given: by season and weekday, with holidays and make-up days. */
export function Hours() {
  const { t } = useText();
  const group = useId();
  const { setup, change } = useEditor();
  const { openingHours } = setup;
  const set = (field: string, next: OpeningHours | null) =>
    change(`openingHours.${field}`, before => ({ ...before, openingHours: next }));
  return (
    <>
      <h2 className={css.title}>{t('admin.section.hours')}</h2>
      <section className={css.panel}>
        <label className={fields.check}>
          <input type="radio" name={group} checked={openingHours === null} onChange={() => set('always', null)} />
          {t('admin.hours.always')}
        </label>
        <label className={fields.check}>
          <input
            type="radio"
            name={group}
            checked={openingHours !== null}
            onChange={() => set('always', { seasons: usualSeasons(), holidays: null })}
          />
          {t('admin.hours.limited')}
        </label>
        <p className={css.hint}>{t('admin.hours.beijing')}</p>
      </section>
      {openingHours !== null && (
        <>
          <section className={css.panel}>
            <SeasonsEditor
              seasons={openingHours.seasons}
              path={['openingHours', 'seasons']}
              onChange={seasons => set('seasons', { ...openingHours, seasons })}
            />
            <TouchButton
              kind="quiet"
              className={`${css.small} ${css.start}`}
              onPress={() => set('usual', { ...openingHours, seasons: usualSeasons() })}
            >
              {t('admin.hours.usual')}
            </TouchButton>
          </section>
          <section className={css.panel}>
            <h3 className={css.heading}>{t('admin.hours.holidays')}</h3>
            <p className={css.hint}>{t('admin.hours.holidaysHint')}</p>
            <Holidays
              calendar={openingHours.holidays}
              path={['openingHours', 'holidays']}
              onChange={holidays => set('holidays', { ...openingHours, holidays })}
            />
          </section>
        </>
      )}
    </>
  );
}
