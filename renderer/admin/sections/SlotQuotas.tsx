import { Plus, Trash2 } from 'lucide-react';
import type { SlotQuota } from '../../../hall/domain/slotQuota.ts';
import { useText } from '../../ui/i18n.ts';
import { TouchButton } from '../../ui/TouchButton.tsx';
import { type Path, problemsAt, useEditor } from '../editor.ts';
import { FieldProblem } from '../fields/FieldProblem.tsx';
import { NumberField } from '../fields/NumberField.tsx';
import fields from '../fields/fields.module.css';
import { TimeField } from '../fields/TimeField.tsx';
import { placed, withEntry, without } from '../listEdits.ts';
import css from './sections.module.css';

/** Quotas of parts of the day (分时段限号). */
export function SlotQuotas({
  slots,
  path,
  onChange,
}: {
  slots: readonly SlotQuota[];
  path: Path;
  onChange: (slots: SlotQuota[]) => void;
}) {
  const { t } = useText();
  const { problems } = useEditor();
  const add = () => {
    const from = slots.at(-1)?.to ?? '10:00';
    onChange([...slots, { from, to: from < '14:00' ? '14:00' : '19:30', most: 50 }]);
  };
  return (
    <fieldset className={fields.field}>
      <legend className={fields.label}>{t('admin.field.slotQuotas')}</legend>
      {placed(slots).map(({ entry: slot, at }) => (
        <div key={at} className={css.row}>
          <TimeField
            label={t('admin.from')}
            value={slot.from}
            isWrong={problemsAt(problems, [...path, at, 'from']).length > 0}
            onChange={from => onChange(withEntry(slots, at, { from }))}
          />
          <TimeField
            label={t('admin.to')}
            value={slot.to}
            isWrong={problemsAt(problems, [...path, at, 'to']).length > 0}
            onChange={to => onChange(withEntry(slots, at, { to }))}
          />
          <NumberField
            label={t('admin.queues.most')}
            hint={null}
            value={slot.most}
            path={[...path, at, 'most']}
            onChange={most => onChange(withEntry(slots, at, { most: most ?? Number.NaN }))}
          />
          <TouchButton
            kind="quiet"
            className={css.small}
            label={t('admin.remove')}
            repeatGuardMs={0}
            onPress={() => onChange(without(slots, at))}
          >
            <Trash2 size={18} aria-hidden />
          </TouchButton>
          <FieldProblem path={[...path, at, 'from']} id={`slot-${at}-from`} />
          <FieldProblem path={[...path, at, 'to']} id={`slot-${at}-to`} />
        </div>
      ))}
      <TouchButton kind="quiet" className={`${css.small} ${css.start}`} repeatGuardMs={0} onPress={add}>
        <Plus size={18} aria-hidden />
        {t('admin.queues.addSlot')}
      </TouchButton>
    </fieldset>
  );
}
