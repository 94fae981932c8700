import { X } from 'lucide-react';
import { useState } from 'react';
import type { OpeningHours } from '../../../hall/domain/openingHours.ts';
import { useText } from '../../ui/i18n.ts';
import { Num } from '../../ui/Isolated.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';
import type { Path } from '../editor.ts';
import { FieldProblem } from '../fields/FieldProblem.tsx';
import fields from '../fields/fields.module.css';
import { without } from '../listEdits.ts';
import css from './hours.module.css';
import { daysBetween, rangesOf } from './dayRanges.ts';
import { type Weekday, weekdays } from './usualSeasons.ts';

type Calendar = NonNullable<OpeningHours['holidays']>;
const empty: Calendar = { years: [], closedDays: [], workingDays: [] };
const byDay = (a: string, b: string) => (a < b ? -1 : 1);

/** The calendar with the years its days lie in; null when nothing is left in it. */
function calendarOf({ closedDays, workingDays }: Pick<Calendar, 'closedDays' | 'workingDays'>): Calendar | null {
  const days = [...closedDays, ...workingDays.map(({ day }) => day)];
  if (days.length === 0) return null;
  const years = [...new Set(days.map(day => Number(day.slice(0, 4))))].sort((a, b) => a - b);
  return { years, closedDays: [...new Set(closedDays)].sort(byDay), workingDays };
}

/** Public holidays and the weekends that are worked instead. */
export function Holidays({
  calendar,
  path,
  onChange,
}: {
  calendar: Calendar | null;
  path: Path;
  onChange: (calendar: Calendar | null) => void;
}) {
  const { t } = useText();
  const known = calendar ?? empty;
  const set = (part: Partial<Calendar>) => onChange(calendarOf({ ...known, ...part }));
  return (
    <>
      <h4 className={fields.label}>{t('admin.hours.closedDays')}</h4>
      <ul className={css.chips}>
        {rangesOf(known.closedDays).map(({ first, last }) => (
          <li key={first} className={css.chip}>
            <Num>{first === last ? first : `${first} – ${last}`}</Num>
            <TouchButton
              kind="quiet"
              className={css.tool}
              label={`${t('admin.remove')} ${first}`}
              repeatGuardMs={0}
              onPress={() => set({ closedDays: known.closedDays.filter(day => day < first || day > last) })}
            >
              <X size={16} aria-hidden />
            </TouchButton>
          </li>
        ))}
      </ul>
      <AddClosed add={days => set({ closedDays: [...known.closedDays, ...days] })} />
      <h4 className={fields.label}>{t('admin.hours.workingDays')}</h4>
      <ul className={css.chips}>
        {known.workingDays.map(({ day, like }, at) => (
          <li key={day} className={css.chip}>
            <Num>{day}</Num>
            <span>
              {t('admin.hours.like')} {t(`admin.weekday.${like}`)}
            </span>
            <TouchButton
              kind="quiet"
              className={css.tool}
              label={`${t('admin.remove')} ${day}`}
              repeatGuardMs={0}
              onPress={() => set({ workingDays: without(known.workingDays, at) })}
            >
              <X size={16} aria-hidden />
            </TouchButton>
          </li>
        ))}
      </ul>
      <AddWorking
        add={(day, like) =>
          set({
            workingDays: [...known.workingDays.filter(one => one.day !== day), { day, like }].sort((a, b) =>
              byDay(a.day, b.day),
            ),
          })
        }
      />
      <FieldProblem path={path} id="holidays-problem" />
    </>
  );
}

function AddClosed({ add }: { add: (days: string[]) => void }) {
  const { t } = useText();
  const [first, setFirst] = useState('');
  const [last, setLast] = useState('');
  const days = daysBetween(first, last === '' ? first : last);
  return (
    <div className={css.begins}>
      <DayField label={t('admin.from')} value={first} onChange={setFirst} />
      <DayField label={t('admin.to')} value={last} onChange={setLast} />
      <TouchButton
        className={css.tool}
        isDisabled={days.length === 0}
        onPress={() => {
          add(days);
          setFirst('');
          setLast('');
        }}
      >
        {t('admin.hours.addClosed')}
      </TouchButton>
    </div>
  );
}

function AddWorking({ add }: { add: (day: string, like: Weekday) => void }) {
  const { t } = useText();
  const [day, setDay] = useState('');
  const [like, setLike] = useState<Weekday>('monday');
  return (
    <div className={css.begins}>
      <DayField label={t('admin.hours.addWorking')} value={day} onChange={setDay} />
      <label className={fields.field}>
        <span className={fields.label}>{t('admin.hours.like')}</span>
        <select
          className={fields.input}
          value={like}
          onChange={event => setLike(weekdays.find(one => one === event.target.value) ?? 'monday')}
        >
          {weekdays.map(one => (
            <option key={one} value={one}>
              {t(`admin.weekday.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <TouchButton
        className={css.tool}
        isDisabled={daysBetween(day, day).length === 0}
        onPress={() => {
          add(day, like);
          setDay('');
        }}
      >
        {t('admin.hours.addWorking')}
      </TouchButton>
    </div>
  );
}

function DayField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <label className={fields.field}>
      <span className={fields.label}>{label}</span>
      <input
        className={fields.input}
        dir="ltr"
        type="date"
        min="2020-01-01"
        max="2100-12-31"
        value={value}
        onChange={event => onChange(event.target.value)}
      />
    </label>
  );
}
