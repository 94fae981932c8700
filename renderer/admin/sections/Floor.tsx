import type { FloorRules } from '../../../hall/domain/floorRules.ts';
import { useText } from '../../ui/i18n.ts';
import { useEditor } from '../editor.ts';
import { NumberField } from '../fields/NumberField.tsx';
import css from './sections.module.css';

const limits = [
  'waitWarningMinutes',
  'waitAlarmMinutes',
  'idleMinutes',
  'pauseMinutes',
  'calledMinutes',
] as const satisfies readonly (keyof FloorRules)[];

/** When the supervisor's view of the floor raises its voice. */
export function Floor() {
  const { t } = useText();
  const { setup, change } = useEditor();
  return (
    <>
      <h2 className={css.title}>{t('admin.section.floor')}</h2>
      <section className={css.panel}>
        {limits.map(limit => (
          <NumberField
            key={limit}
            label={t(`admin.field.${limit}`)}
            hint={null}
            value={setup.floor[limit]}
            path={['floor', limit]}
            onChange={value =>
              change(`floor.${limit}`, before => ({
                ...before,
                floor: { ...before.floor, [limit]: value ?? Number.NaN },
              }))
            }
          />
        ))}
      </section>
    </>
  );
}
