import { Plus, X } from 'lucide-react';
import { useText } from '../../ui/i18n.ts';
import { TouchButton } from '../../ui/TouchButton.tsx';
import { type Path, problemsAt, useEditor } from '../editor.ts';
import { FieldProblem } from '../fields/FieldProblem.tsx';
import { TimeField } from '../fields/TimeField.tsx';
import { placed, withEntry, without } from '../listEdits.ts';
import css from './hours.module.css';
import { type Span, type Week, type Weekday, weekdays } from './usualSeasons.ts';

/** The bar shows this part of the day; earlier and later hours are cut, the fields beside it are not. */
const shownFromMinutes = 7 * 60;
const shownMinutes = 15 * 60;

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const share = (time: string) => Math.min(100, Math.max(0, ((minutesOf(time) - shownFromMinutes) / shownMinutes) * 100));

/** Seven days as bars, so that a wrong hour is seen and not only read, with the hours beside them. */
export function WeekGrid({ week, path, onChange }: { week: Week; path: Path; onChange: (week: Week) => void }) {
  const { t } = useText();
  const copyMonday = () => {
    const copied = () => week.monday.map(span => ({ ...span }));
    onChange({ ...week, tuesday: copied(), wednesday: copied(), thursday: copied(), friday: copied() });
  };
  return (
    <div className={css.grid}>
      {weekdays.map(day => (
        <Day
          key={day}
          day={day}
          spans={week[day]}
          path={[...path, day]}
          onChange={spans => onChange({ ...week, [day]: spans })}
        />
      ))}
      <span />
      <span />
      <div className={css.spans}>
        <TouchButton kind="quiet" className={css.tool} repeatGuardMs={0} onPress={copyMonday}>
          {t('admin.hours.copyMonday')}
        </TouchButton>
      </div>
    </div>
  );
}

function Day({
  day,
  spans,
  path,
  onChange,
}: {
  day: Weekday;
  spans: readonly Span[];
  path: Path;
  onChange: (spans: Span[]) => void;
}) {
  const { t } = useText();
  const { problems } = useEditor();
  const name = t(`admin.weekday.${day}`);
  const isWrong = problemsAt(problems, path).length > 0;
  const add = () => {
    const last = spans.at(-1);
    const next = last === undefined ? { from: '10:00', to: '14:00' } : { from: '15:30', to: '19:30' };
    onChange([...spans, next]);
  };
  return (
    <>
      <h4 className={css.day}>{name}</h4>
      <div className={css.bar} aria-hidden>
        {spans.map(({ from, to }) => (
          <span
            key={from}
            className={css.open}
            style={{ insetInlineStart: `${share(from)}%`, inlineSize: `${Math.max(0, share(to) - share(from))}%` }}
          />
        ))}
      </div>
      <div className={css.spans}>
        {spans.length === 0 && <span className={css.closed}>{t('admin.hours.closed')}</span>}
        {placed(spans).map(({ entry: span, at }) => (
          <span key={at} className={css.span}>
            <TimeField
              label={`${name} ${t('admin.from')}`}
              value={span.from}
              isWrong={isWrong}
              onChange={from => onChange(withEntry(spans, at, { from }))}
            />
            <span aria-hidden>–</span>
            <TimeField
              label={`${name} ${t('admin.to')}`}
              value={span.to}
              isWrong={isWrong}
              onChange={to => onChange(withEntry(spans, at, { to }))}
            />
            <TouchButton
              kind="quiet"
              className={css.tool}
              label={`${t('admin.remove')} ${name}`}
              repeatGuardMs={0}
              onPress={() => onChange(without(spans, at))}
            >
              <X size={16} aria-hidden />
            </TouchButton>
          </span>
        ))}
        <TouchButton
          kind="quiet"
          className={css.tool}
          label={`${t('admin.hours.addSpan')} ${name}`}
          repeatGuardMs={0}
          onPress={add}
        >
          <Plus size={16} aria-hidden />
        </TouchButton>
        <FieldProblem path={path} id={`${path.join('-')}-problem`} />
      </div>
    </>
  );
}
