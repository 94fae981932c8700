import { Plus, Trash2 } from 'lucide-react';
import { classIdSchema, type PriorityClass } from '../../../hall/domain/priorityClass.ts';
import { useText } from '../../ui/i18n.ts';
import { TouchButton } from '../../ui/TouchButton.tsx';
import { useEditor } from '../editor.ts';
import { ChoiceField } from '../fields/ChoiceField.tsx';
import { NamesField } from '../fields/NamesField.tsx';
import { NumberField } from '../fields/NumberField.tsx';
import { freeId, withEntry, without } from '../listEdits.ts';
import css from './sections.module.css';

/** People who need not wait their full turn (S44): why, how far, how often, and who may say so. */
export function PriorityClasses() {
  const { t } = useText();
  const { setup, change } = useEditor();
  const { classes } = setup.calling;
  const set = (field: string, next: PriorityClass[]) =>
    change(`classes.${field}`, before => ({ ...before, calling: { ...before.calling, classes: next } }));
  const add = () => {
    const id = classIdSchema.parse(freeId('class', classes));
    const none = { zh: '', ug: null, en: null };
    set(`add.${id}`, [...classes, { id, name: none, reason: none, level: 1, cap: null, givenBy: 'staff', needs: [] }]);
  };
  return (
    <>
      <h2 className={css.title}>{t('admin.section.classes')}</h2>
      <p className={css.hint}>{t('admin.classes.hint')}</p>
      {classes.map((one, at) => (
        <ClassForm
          key={one.id}
          one={one}
          at={at}
          set={part => set(`${one.id}.${Object.keys(part).join()}`, withEntry(classes, at, part))}
          remove={() => set(`remove.${one.id}`, without(classes, at))}
        />
      ))}
      <TouchButton
        className={`${css.small} ${css.start}`}
        isDisabled={classes.length >= 12}
        repeatGuardMs={0}
        onPress={add}
      >
        <Plus size={18} aria-hidden />
        {t('admin.classes.add')}
      </TouchButton>
    </>
  );
}

type Part = { one: PriorityClass; at: number; set: (part: Partial<PriorityClass>) => void };

function ClassForm({ one, at, set, remove }: Part & { remove: () => void }) {
  const { t } = useText();
  const path = ['calling', 'classes', at] as const;
  return (
    <section className={css.panel}>
      <NamesField
        label={t('admin.field.name')}
        value={one.name}
        path={[...path, 'name']}
        onChange={name => set({ name })}
      />
      <NamesField
        label={t('admin.classes.reason')}
        value={one.reason}
        path={[...path, 'reason']}
        onChange={reason => set({ reason })}
      />
      <div className={css.half}>
        <ChoiceField
          label={t('admin.classes.level')}
          value={String(one.level)}
          choices={['1', '2', '3'].map(key => ({ key, text: key }))}
          path={[...path, 'level']}
          onChange={level => set({ level: Number(level) })}
        />
        <ChoiceField
          label={t('admin.classes.givenBy')}
          value={one.givenBy}
          choices={(['citizen', 'staff'] as const).map(key => ({ key, text: t(`admin.classes.${key}`) }))}
          path={[...path, 'givenBy']}
          onChange={givenBy => set({ givenBy })}
        />
      </div>
      <Cap one={one} at={at} set={set} />
      <TouchButton
        kind="quiet"
        className={`${css.small} ${css.start}`}
        label={t('admin.remove')}
        repeatGuardMs={0}
        onPress={remove}
      >
        <Trash2 size={18} aria-hidden />
      </TouchButton>
    </section>
  );
}

const caps: Record<'none' | 'hour' | 'calls', PriorityClass['cap']> = {
  none: null,
  hour: { per: 'hour', most: 10 },
  calls: { per: 'calls', most: 1, of: 3 },
};

/** How often a class may go before others. */
function Cap({ one: { cap }, at, set }: Part) {
  const { t } = useText();
  const path = ['calling', 'classes', at, 'cap'] as const;
  const words = {
    none: 'admin.classes.noCap',
    hour: 'admin.classes.perHour',
    calls: 'admin.classes.perCalls',
  } as const;
  return (
    <div className={css.row}>
      <ChoiceField
        label={t('admin.classes.cap')}
        value={cap?.per ?? 'none'}
        choices={(['none', 'hour', 'calls'] as const).map(key => ({ key, text: t(words[key]) }))}
        path={path}
        onChange={key => set({ cap: caps[key] })}
      />
      {cap !== null && (
        <NumberField
          label={t('admin.classes.most')}
          hint={null}
          value={cap.most}
          path={[...path, 'most']}
          onChange={most => set({ cap: { ...cap, most: most ?? Number.NaN } })}
        />
      )}
      {cap?.per === 'calls' && (
        <NumberField
          label={t('admin.classes.of')}
          hint={null}
          value={cap.of}
          path={[...path, 'of']}
          onChange={of => set({ cap: { ...cap, of: of ?? Number.NaN } })}
        />
      )}
    </div>
  );
}
