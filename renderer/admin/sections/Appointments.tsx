import { type AppointmentRule, appointmentRuleSchema } from '../../../hall/domain/appointmentRules.ts';
import type { Queue } from '../../../hall/domain/hallSetup.ts';
import { useText } from '../../ui/i18n.ts';
import { Num } from '../../ui/Isolated.tsx';
import { TextOf } from '../../ui/TextOf.tsx';
import { useEditor } from '../editor.ts';
import { CheckField } from '../fields/CheckField.tsx';
import { FieldProblem } from '../fields/FieldProblem.tsx';
import { NumberField } from '../fields/NumberField.tsx';
import fields from '../fields/fields.module.css';
import css from './sections.module.css';

const numbers = [
  'slotMinutes',
  'places',
  'daysAhead',
  'earliestMinutes',
  'punctualMinutes',
  'latestMinutes',
] as const satisfies readonly (keyof AppointmentRule)[];

/** Which queues take appointments, and how. */
export function Appointments() {
  const { t } = useText();
  const { setup, change } = useEditor();
  const { helpLine } = setup.appointments;
  return (
    <>
      <h2 className={css.title}>{t('admin.section.appointments')}</h2>
      <section className={css.panel}>
        <label className={fields.field}>
          <span className={fields.label}>{t('admin.appointments.helpLine')}</span>
          <input
            className={`${fields.input} ${css.phone}`}
            dir="ltr"
            inputMode="tel"
            autoComplete="off"
            maxLength={30}
            value={helpLine ?? ''}
            onChange={event => {
              const typed = event.target.value.normalize('NFKC');
              change('appointments.helpLine', before => ({
                ...before,
                appointments: { ...before.appointments, helpLine: typed === '' ? null : typed },
              }));
            }}
          />
          <FieldProblem path={['appointments', 'helpLine']} id="help-line-problem" />
        </label>
      </section>
      {setup.queues.map(queue => (
        <QueueAppointments key={queue.id} queue={queue} />
      ))}
    </>
  );
}

function QueueAppointments({ queue }: { queue: Queue }) {
  const { t } = useText();
  const { setup, change } = useEditor();
  const rules = setup.appointments.queues;
  const at = rules.findIndex(rule => rule.queue === queue.id);
  const rule = rules[at] ?? null;
  const set = (field: string, queues: AppointmentRule[]) =>
    change(`appointments.${queue.id}.${field}`, before => ({
      ...before,
      appointments: { ...before.appointments, queues },
    }));
  const others = rules.filter(one => one.queue !== queue.id);
  return (
    <section className={css.panel}>
      <div className={css.row}>
        <span className={css.mark}>
          <Num>{queue.letter}</Num>
        </span>
        <h3 className={`${css.heading} ${css.grow}`}>
          <TextOf text={queue.name} />
        </h3>
        <CheckField
          label={t('admin.appointments.takes')}
          isOn={rule !== null}
          onChange={isOn => set('takes', isOn ? [...others, appointmentRuleSchema.parse({ queue: queue.id })] : others)}
        />
      </div>
      {rule !== null && (
        <div className={css.half}>
          {numbers.map(field => (
            <NumberField
              key={field}
              label={t(`admin.field.${field}`)}
              hint={null}
              value={rule[field]}
              path={['appointments', 'queues', at, field]}
              onChange={value =>
                set(
                  field,
                  rules.map(one => (one === rule ? { ...rule, [field]: value ?? Number.NaN } : one)),
                )
              }
            />
          ))}
          <FieldProblem path={['appointments', 'queues', at]} id={`appointments-${queue.id}`} />
        </div>
      )}
    </section>
  );
}
