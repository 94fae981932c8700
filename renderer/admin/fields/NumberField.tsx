import { useId, useState } from 'react';
import type { Path } from '../editor.ts';
import { FieldProblem, useProblemMarks } from './FieldProblem.tsx';
import css from './fields.module.css';
import { numberTyped } from './numberTyped.ts';

/** A whole number. Null = left empty; the set-up says whether it may be. */
export function NumberField({
  label,
  hint,
  value,
  path,
  onChange,
}: {
  label: string;
  hint: string | null;
  value: number | null;
  path: Path;
  onChange: (value: number | null) => void;
}) {
  const id = useId();
  const marks = useProblemMarks(path, `${id}-problem`);
  const [typed, setTyped] = useState(() => textOf(value));
  // An undo or another entry changes the value from outside; "1x" stays what was typed.
  const shown = Object.is(numberTyped(typed), value) ? typed : textOf(value);
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className={`${css.input} ${css.short}`}
        dir="ltr"
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        value={shown}
        onChange={event => {
          setTyped(event.target.value);
          onChange(numberTyped(event.target.value));
        }}
        {...marks}
      />
      {hint !== null && <span className={css.hint}>{hint}</span>}
      <FieldProblem path={path} id={`${id}-problem`} />
    </div>
  );
}

const textOf = (value: number | null) => (value === null || Number.isNaN(value) ? '' : String(value));
