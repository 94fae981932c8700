import { Trash2 } from 'lucide-react';
import { useId } from 'react';
import type { Counter } from '../../../hall/domain/hallSetup.ts';
import type { QueueId } from '../../../hall/domain/ids.ts';
import { textIn } from '../../../hall/domain/language.ts';
import { useText } from '../../ui/i18n.ts';
import { Num } from '../../ui/Isolated.tsx';
import { TextOf } from '../../ui/TextOf.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';
import { useEditor } from '../editor.ts';
import { FieldProblem } from '../fields/FieldProblem.tsx';
import fields from '../fields/fields.module.css';
import { withMoved, without } from '../listEdits.ts';
import { MoveButtons } from '../MoveButtons.tsx';
import css from './sections.module.css';

/** Which queues a counter serves, in its own order. */
export function CounterQueues({
  counter,
  at,
  onChange,
}: {
  counter: Counter;
  at: number;
  onChange: (queues: QueueId[]) => void;
}) {
  const { language, t } = useText();
  const { setup } = useEditor();
  const group = useId();
  const { queues } = counter;
  const isAll = queues.length === 0;
  const rest = setup.queues.filter(({ id }) => !queues.includes(id));
  return (
    <fieldset className={fields.field}>
      <legend className={fields.label}>{t('admin.field.queues')}</legend>
      <label className={fields.check}>
        <input type="radio" name={group} checked={isAll} onChange={() => onChange([])} />
        {t('admin.counters.all')}
      </label>
      <label className={fields.check}>
        <input type="radio" name={group} checked={!isAll} onChange={() => onChange(setup.queues.map(({ id }) => id))} />
        {t('admin.counters.some')}
      </label>
      {!isAll && (
        <ol className={css.list}>
          {queues.map((id, place) => {
            const queue = setup.queues.find(one => one.id === id);
            return (
              <li key={id} className={css.tools}>
                <span className={css.mark}>
                  <Num>{queue?.letter ?? '?'}</Num>
                </span>
                <span className={css.grow}>{queue === undefined ? id : <TextOf text={queue.name} />}</span>
                <FieldProblem path={['counters', at, 'queues', place]} id={`${group}-${place}`} />
                <MoveButtons at={place} count={queues.length} move={step => onChange(withMoved(queues, place, step))} />
                <TouchButton
                  kind="quiet"
                  className={css.small}
                  label={t('admin.remove')}
                  isDisabled={queues.length === 1}
                  repeatGuardMs={0}
                  onPress={() => onChange(without(queues, place))}
                >
                  <Trash2 size={18} aria-hidden />
                </TouchButton>
              </li>
            );
          })}
        </ol>
      )}
      {!isAll && rest.length > 0 && (
        <select
          className={fields.input}
          aria-label={t('admin.counters.addQueue')}
          value=""
          onChange={event => onChange([...queues, event.target.value as QueueId])}
        >
          <option value="">{t('admin.counters.addQueue')}</option>
          {rest.map(({ id, letter, name }) => (
            <option key={id} value={id}>
              {letter} {textIn(name, language)}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  );
}
