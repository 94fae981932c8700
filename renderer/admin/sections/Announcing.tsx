import { Plus, Trash2 } from 'lucide-react';
import type { HallSetup } from '../../../hall/domain/hallSetup.ts';
import { useText } from '../../ui/i18n.ts';
import { TextOf } from '../../ui/TextOf.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';
import { problemsAt, useEditor } from '../editor.ts';
import { CheckField } from '../fields/CheckField.tsx';
import { FieldProblem } from '../fields/FieldProblem.tsx';
import fields from '../fields/fields.module.css';
import { NumberField } from '../fields/NumberField.tsx';
import { TimeField } from '../fields/TimeField.tsx';
import { placed, withEntry, without } from '../listEdits.ts';
import css from './sections.module.css';
import { VoicePacks } from './VoicePacks.tsx';

type Rules = HallSetup['announcing'];

const usualRepeatSeconds = 8;
const lunch = { from: '14:00', to: '15:30', volumePercent: 30 };

/** How loud, how often and where calls are said, and with which voice. */
export function Announcing() {
  const { t } = useText();
  const { setup, change } = useEditor();
  const { announcing } = setup;
  const set = (field: string, part: Partial<Rules>) =>
    change(`announcing.${field}`, before => ({ ...before, announcing: { ...before.announcing, ...part } }));
  const number = (value: number | null) => value ?? Number.NaN;
  return (
    <>
      <h2 className={css.title}>{t('admin.section.announcing')}</h2>
      <p className={css.hint}>
        <a href="/board/?boards">{t('boards.title')}</a>
      </p>
      <section className={css.panel}>
        <NumberField
          label={t('admin.field.volumePercent')}
          hint={t('admin.announcing.volumeHint')}
          value={announcing.volumePercent}
          path={['announcing', 'volumePercent']}
          onChange={value => set('volumePercent', { volumePercent: number(value) })}
        />
        <Times times={announcing.times} onChange={times => set('times', { times })} />
      </section>
      <section className={css.panel}>
        <CheckField
          label={t('admin.announcing.repeats')}
          isOn={announcing.repeatAfterSeconds !== null}
          onChange={isOn => set('repeats', { repeatAfterSeconds: isOn ? usualRepeatSeconds : null })}
        />
        {announcing.repeatAfterSeconds !== null && (
          <NumberField
            label={t('admin.field.repeatAfterSeconds')}
            hint={null}
            value={announcing.repeatAfterSeconds}
            path={['announcing', 'repeatAfterSeconds']}
            onChange={value => set('repeatAfterSeconds', { repeatAfterSeconds: number(value) })}
          />
        )}
        <NumberField
          label={t('admin.field.longestWaitSeconds')}
          hint={null}
          value={announcing.longestWaitSeconds}
          path={['announcing', 'longestWaitSeconds']}
          onChange={value => set('longestWaitSeconds', { longestWaitSeconds: number(value) })}
        />
      </section>
      {setup.areas.length > 0 && (
        <section className={css.panel}>
          <h3 className={css.heading}>{t('admin.field.mutedAreas')}</h3>
          {setup.areas.map(({ id, name }) => (
            <label key={id} className={fields.check}>
              <input
                type="checkbox"
                checked={announcing.mutedAreas.includes(id)}
                onChange={({ target }) =>
                  set('mutedAreas', {
                    mutedAreas: [...announcing.mutedAreas.filter(one => one !== id), ...(target.checked ? [id] : [])],
                  })
                }
              />
              <TextOf text={name} />
            </label>
          ))}
        </section>
      )}
      <VoicePacks chosen={announcing.voicePack} onChoose={voicePack => set('voicePack', { voicePack })} />
    </>
  );
}

/** Other loudness at lunch or in quiet hours. */
function Times({ times, onChange }: { times: Rules['times']; onChange: (times: Rules['times']) => void }) {
  const { t } = useText();
  const { problems } = useEditor();
  const path = ['announcing', 'times'];
  const isWrong = (at: number, key: string) => problemsAt(problems, [...path, at, key]).length > 0;
  return (
    <fieldset className={fields.field}>
      <legend className={fields.label}>{t('admin.field.times')}</legend>
      {placed(times).map(({ entry, at }) => (
        <div key={at} className={css.row}>
          <TimeField
            label={t('admin.from')}
            value={entry.from}
            isWrong={isWrong(at, 'from')}
            onChange={from => onChange(withEntry(times, at, { from }))}
          />
          <TimeField
            label={t('admin.to')}
            value={entry.to}
            isWrong={isWrong(at, 'to')}
            onChange={to => onChange(withEntry(times, at, { to }))}
          />
          <NumberField
            label={t('admin.field.volumePercent')}
            hint={null}
            value={entry.volumePercent}
            path={[...path, at, 'volumePercent']}
            onChange={value => onChange(withEntry(times, at, { volumePercent: value ?? Number.NaN }))}
          />
          <TouchButton
            kind="quiet"
            className={css.small}
            label={t('admin.remove')}
            repeatGuardMs={0}
            onPress={() => onChange(without(times, at))}
          >
            <Trash2 size={18} aria-hidden />
          </TouchButton>
          <FieldProblem path={[...path, at, 'from']} id={`times-${at}-from`} />
          <FieldProblem path={[...path, at, 'to']} id={`times-${at}-to`} />
        </div>
      ))}
      <TouchButton
        kind="quiet"
        className={`${css.small} ${css.start}`}
        repeatGuardMs={0}
        onPress={() => onChange([...times, lunch])}
      >
        <Plus size={18} aria-hidden />
        {t('admin.announcing.addTime')}
      </TouchButton>
    </fieldset>
  );
}
