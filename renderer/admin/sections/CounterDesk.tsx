import { type DeskRules, deskRulesSchema } from '../../../hall/domain/callingRules.ts';
import { type Counter, queuesServedBy } from '../../../hall/domain/hallSetup.ts';
import type { QueueId } from '../../../hall/domain/ids.ts';
import { useText } from '../../ui/i18n.ts';
import { Num } from '../../ui/Isolated.tsx';
import { TextOf } from '../../ui/TextOf.tsx';
import { useEditor } from '../editor.ts';
import { CheckField } from '../fields/CheckField.tsx';
import { NumberField } from '../fields/NumberField.tsx';
import css from './sections.module.css';

/** How a counter divides its calls among its queues, and where it only helps out. */
export function CounterDesk({ counter }: { counter: Counter }) {
  const { t } = useText();
  const { setup, change } = useEditor();
  const rules = setup.calling.desks[counter.id] ?? deskRulesSchema.parse({});
  const set = (field: string, part: Partial<DeskRules>) =>
    change(`desks.${counter.id}.${field}`, before => {
      const desks = { ...before.calling.desks, [counter.id]: { ...rules, ...part } };
      return { ...before, calling: { ...before.calling, desks } };
    });
  const share = (queue: QueueId, value: number | null) => {
    const others = Object.entries(rules.shares).filter(([id]) => id !== queue);
    set(`share.${queue}`, { shares: Object.fromEntries(value === null ? others : [...others, [queue, value]]) });
  };
  const help = (queue: QueueId, isOn: boolean) => {
    const others = rules.secondary.filter(id => id !== queue);
    set(`help.${queue}`, { secondary: isOn ? [...others, queue] : others });
  };
  return (
    <details>
      <summary className={css.hint}>{t('admin.counters.desk')}</summary>
      <p className={css.hint}>{t('admin.counters.deskHint')}</p>
      {queuesServedBy(setup, counter).map(({ id, letter, name }) => (
        <div key={id} className={css.row} role="group" aria-label={letter}>
          <span className={css.mark}>
            <Num>{letter}</Num>
          </span>
          <span className={css.grow}>
            <TextOf text={name} />
          </span>
          <NumberField
            label={t('admin.counters.share')}
            hint={null}
            value={rules.shares[id] ?? null}
            path={['calling', 'desks', counter.id, 'shares', id]}
            onChange={value => share(id, value)}
          />
          <CheckField
            label={t('admin.counters.helps')}
            isOn={rules.secondary.includes(id)}
            onChange={isOn => help(id, isOn)}
          />
        </div>
      ))}
      {rules.secondary.length > 0 && (
        <NumberField
          label={t('admin.counters.helpsAfter')}
          hint={null}
          value={rules.secondaryAfterMinutes}
          path={['calling', 'desks', counter.id, 'secondaryAfterMinutes']}
          onChange={value => set('after', { secondaryAfterMinutes: value ?? Number.NaN })}
        />
      )}
    </details>
  );
}
