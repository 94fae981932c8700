import { useId } from 'react';
import type { Path } from '../editor.ts';
import { FieldProblem, useProblemMarks } from './FieldProblem.tsx';
import css from './fields.module.css';

/** A letter or a mark; what may be longer gets the whole line. */
const longestShort = 20;

/** A line of text that is the same in every language, such as a letter. */
export function TextField({
  label,
  hint,
  value,
  path,
  maxLength,
  onChange,
}: {
  label: string;
  hint: string | null;
  value: string;
  path: Path;
  maxLength: number;
  onChange: (value: string) => void;
}) {
  const id = useId();
  const marks = useProblemMarks(path, `${id}-problem`);
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={maxLength > longestShort ? css.input : `${css.input} ${css.short}`}
        dir="ltr"
        spellCheck={false}
        autoComplete="off"
        maxLength={maxLength}
        value={value}
        onChange={event => onChange(event.target.value)}
        {...marks}
      />
      {hint !== null && <span className={css.hint}>{hint}</span>}
      <FieldProblem path={path} id={`${id}-problem`} />
    </div>
  );
}
