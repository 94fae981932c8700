import { Plus, Trash2 } from 'lucide-react';
import type { Counter } from '../../../hall/domain/hallSetup.ts';
import { counterIdSchema } from '../../../hall/domain/ids.ts';
import { withoutCounter } from '../../../hall/domain/setupRemovals.ts';
import { useText } from '../../ui/i18n.ts';
import { TouchButton } from '../../ui/TouchButton.tsx';
import { useEditor } from '../editor.ts';
import { FieldProblem } from '../fields/FieldProblem.tsx';
import { NumberField } from '../fields/NumberField.tsx';
import { freeId, withEntry } from '../listEdits.ts';
import { CounterDesk } from './CounterDesk.tsx';
import { CounterQueues } from './CounterQueues.tsx';
import css from './sections.module.css';

/** Every counter with what it may serve, the most important queue first. */
export function Counters() {
  const { t } = useText();
  const { setup, change } = useEditor();
  const { counters } = setup;
  const add = () =>
    change(`counters.add.${counters.length}`, before => {
      const number = Math.max(0, ...before.counters.map(counter => counter.number)) + 1;
      const id = counterIdSchema.parse(freeId('counter', before.counters));
      return { ...before, counters: [...before.counters, { id, number, queues: [] }] };
    });
  const set = (at: number, id: string, part: Partial<Counter>) =>
    change(`counters.${id}.${Object.keys(part).join()}`, before => ({
      ...before,
      counters: withEntry(before.counters, at, part),
    }));
  return (
    <>
      <h2 className={css.title}>{t('admin.section.counters')}</h2>
      <FieldProblem path={['counters']} id="counters-problem" />
      {counters.map((counter, at) => (
        <section key={counter.id} className={css.panel} aria-label={`${t('admin.part.counters')} ${counter.number}`}>
          <div className={css.row}>
            <NumberField
              label={t('admin.field.number')}
              hint={null}
              value={counter.number}
              path={['counters', at, 'number']}
              onChange={number => set(at, counter.id, { number: number ?? Number.NaN })}
            />
            <div className={css.grow}>
              <CounterQueues counter={counter} at={at} onChange={queues => set(at, counter.id, { queues })} />
              <CounterDesk counter={counter} />
            </div>
            <TouchButton
              kind="quiet"
              className={css.small}
              label={t('admin.remove')}
              isDisabled={counters.length === 1}
              repeatGuardMs={0}
              onPress={() => change(`counters.remove.${counter.id}`, before => withoutCounter(before, counter.id))}
            >
              <Trash2 size={18} aria-hidden />
            </TouchButton>
          </div>
        </section>
      ))}
      <TouchButton className={`${css.small} ${css.start}`} repeatGuardMs={0} onPress={add}>
        <Plus size={18} aria-hidden />
        {t('admin.counters.add')}
      </TouchButton>
    </>
  );
}
