import { countersServing, type HallSetup, type Queue, realNameRules } from '../../../hall/domain/hallSetup.ts';
import { withoutQueue } from '../../../hall/domain/setupRemovals.ts';
import type { AreaId, DepartmentId } from '../../../hall/domain/ids.ts';
import { textIn } from '../../../hall/domain/language.ts';
import { type TextKey, useText } from '../../ui/i18n.ts';
import { Num } from '../../ui/Isolated.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';
import { useEditor } from '../editor.ts';
import { CheckField } from '../fields/CheckField.tsx';
import { ChoiceField } from '../fields/ChoiceField.tsx';
import { NamesField } from '../fields/NamesField.tsx';
import { NumberField } from '../fields/NumberField.tsx';
import { TextField } from '../fields/TextField.tsx';
import { SeasonsEditor } from '../hours/SeasonsEditor.tsx';
import { usualSeasons } from '../hours/usualSeasons.ts';
import { withEntry } from '../listEdits.ts';
import css from './sections.module.css';
import { SlotQuotas } from './SlotQuotas.tsx';

const realNameWords: Record<Queue['realName'], TextKey> = {
  no: 'admin.queues.realName.no',
  optional: 'admin.queues.realName.optional',
  required: 'admin.queues.realName.required',
};

/** Everything about one queue. */
export function QueueForm({ queue, at }: { queue: Queue; at: number }) {
  const { language, t } = useText();
  const { setup, change } = useEditor();
  const path = ['queues', at] as const;
  const set = (part: Partial<Queue>) =>
    change(`queues.${queue.id}.${Object.keys(part).join()}`, before => ({
      ...before,
      queues: withEntry(before.queues, at, part),
    }));
  const places = (list: HallSetup['areas'] | HallSetup['departments']) => [
    { key: '', text: t('admin.none') },
    ...list.map(({ id, name }) => ({ key: id as string, text: textIn(name, language) })),
  ];
  return (
    <div className={css.panel}>
      <div className={css.row}>
        <TextField
          label={t('admin.field.letter')}
          hint={t('admin.queues.letterHint')}
          value={queue.letter}
          path={[...path, 'letter']}
          maxLength={2}
          onChange={letter => set({ letter: letter.normalize('NFKC').toUpperCase() })}
        />
        <Served setup={setup} queue={queue} />
      </div>
      <NamesField
        label={t('admin.field.name')}
        value={queue.name}
        path={[...path, 'name']}
        onChange={name => set({ name })}
      />
      <div className={css.half}>
        <ChoiceField
          label={t('admin.field.department')}
          value={queue.department ?? ''}
          choices={places(setup.departments)}
          path={[...path, 'department']}
          onChange={key => set({ department: key === '' ? null : (key as DepartmentId) })}
        />
        <ChoiceField
          label={t('admin.field.area')}
          value={queue.area ?? ''}
          choices={places(setup.areas)}
          path={[...path, 'area']}
          onChange={key => set({ area: key === '' ? null : (key as AreaId) })}
        />
      </div>
      <div className={css.half}>
        <ChoiceField
          label={t('admin.field.realName')}
          value={queue.realName}
          choices={realNameRules.map(key => ({ key, text: t(realNameWords[key]) }))}
          path={[...path, 'realName']}
          onChange={realName => set({ realName })}
        />
        <NumberField
          label={t('admin.field.quotaPerDay')}
          hint={t('admin.queues.noQuota')}
          value={queue.quotaPerDay}
          path={[...path, 'quotaPerDay']}
          onChange={quotaPerDay => set({ quotaPerDay })}
        />
      </div>
      <CheckField label={t('admin.field.mostUsed')} isOn={queue.mostUsed} onChange={mostUsed => set({ mostUsed })} />
      <SlotQuotas
        slots={queue.slotQuotas}
        path={[...path, 'slotQuotas']}
        onChange={slotQuotas => set({ slotQuotas })}
      />
      <CheckField
        label={t('admin.queues.ownHours')}
        isOn={queue.openingSeasons !== null}
        onChange={isOn => set({ openingSeasons: isOn ? (setup.openingHours?.seasons ?? usualSeasons()) : null })}
      />
      {queue.openingSeasons !== null && (
        <SeasonsEditor
          seasons={queue.openingSeasons}
          path={[...path, 'openingSeasons']}
          onChange={openingSeasons => set({ openingSeasons })}
        />
      )}
      <TouchButton
        kind="quiet"
        className={`${css.small} ${css.start} ${css.danger}`}
        isDisabled={setup.queues.length === 1}
        onPress={() => change(`queues.remove.${queue.id}`, before => withoutQueue(before, queue.id))}
      >
        {t('admin.queues.remove')}
      </TouchButton>
    </div>
  );
}

function Served({ setup, queue }: { setup: HallSetup; queue: Queue }) {
  const { t } = useText();
  const counters = countersServing(setup, queue.id);
  if (counters.length === 0)
    return (
      <p className={css.notice}>
        {t('admin.overview.unserved')} {queue.letter}
      </p>
    );
  return (
    <p className={css.hint}>
      {t('admin.queues.servedBy')} <Num>{counters.map(({ number }) => number).join(' · ')}</Num>
    </p>
  );
}
