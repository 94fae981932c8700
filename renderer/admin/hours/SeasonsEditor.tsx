import { Plus, Trash2 } from 'lucide-react';
import { useText } from '../../ui/i18n.ts';
import { TouchButton } from '../../ui/TouchButton.tsx';
import type { Path } from '../editor.ts';
import { FieldProblem } from '../fields/FieldProblem.tsx';
import fields from '../fields/fields.module.css';
import { placed, withEntry, without } from '../listEdits.ts';
import css from './hours.module.css';
import type { Season } from './usualSeasons.ts';
import { WeekGrid } from './WeekGrid.tsx';

/** Hours by season; a season begins on its day every year and lasts until the next one. */
export function SeasonsEditor({
  seasons,
  path,
  onChange,
}: {
  seasons: readonly Season[];
  path: Path;
  onChange: (seasons: Season[]) => void;
}) {
  const { t } = useText();
  const add = () => {
    const last = seasons.at(-1);
    const taken = new Set(seasons.map(({ begins }) => begins));
    const begins = ['01-01', '05-01', '10-01', '03-01', '07-01'].find(day => !taken.has(day)) ?? '01-01';
    if (last !== undefined) onChange([...seasons, { begins, week: structuredClone(last.week) }]);
  };
  return (
    <>
      {placed(seasons).map(({ entry: season, at }) => (
        <section key={at} className={css.season} aria-label={`${t('admin.hours.season')} ${at + 1}`}>
          {seasons.length > 1 && (
            <div className={css.begins}>
              <BeginsOn begins={season.begins} onChange={begins => onChange(withEntry(seasons, at, { begins }))} />
              <TouchButton
                kind="quiet"
                className={css.tool}
                label={t('admin.remove')}
                repeatGuardMs={0}
                onPress={() => onChange(without(seasons, at))}
              >
                <Trash2 size={18} aria-hidden />
              </TouchButton>
            </div>
          )}
          <WeekGrid
            week={season.week}
            path={[...path, at, 'week']}
            onChange={week => onChange(withEntry(seasons, at, { week }))}
          />
        </section>
      ))}
      <FieldProblem path={path} id={`${path.join('-')}-problem`} />
      <div className={css.begins}>
        <TouchButton kind="quiet" className={css.tool} repeatGuardMs={0} onPress={add}>
          <Plus size={18} aria-hidden />
          {t('admin.hours.addSeason')}
        </TouchButton>
      </div>
    </>
  );
}

const daysOfMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const two = (value: number) => String(value).padStart(2, '0');

/** Month and day of every year, chosen and not typed: no writing of a day is the same in three languages. */
function BeginsOn({ begins, onChange }: { begins: string; onChange: (begins: string) => void }) {
  const { t } = useText();
  const [month = 1, day = 1] = begins.split('-').map(Number);
  const set = (nextMonth: number, nextDay: number) =>
    onChange(`${two(nextMonth)}-${two(Math.min(nextDay, daysOfMonth[nextMonth - 1] ?? 31))}`);
  return (
    <>
      <span className={fields.label}>{t('admin.hours.begins')}</span>
      <label className={css.span}>
        <select
          className={`${fields.input} ${css.pick}`}
          aria-label={t('admin.hours.month')}
          value={month}
          onChange={event => set(Number(event.target.value), day)}
        >
          {daysOfMonth.map((_, at) => (
            <option key={two(at)} value={at + 1}>
              {at + 1}
            </option>
          ))}
        </select>
        {t('admin.hours.month')}
      </label>
      <label className={css.span}>
        <select
          className={`${fields.input} ${css.pick}`}
          aria-label={t('admin.hours.day')}
          value={day}
          onChange={event => set(month, Number(event.target.value))}
        >
          {Array.from({ length: daysOfMonth[month - 1] ?? 31 }, (_, at) => (
            <option key={two(at)} value={at + 1}>
              {at + 1}
            </option>
          ))}
        </select>
        {t('admin.hours.day')}
      </label>
    </>
  );
}
