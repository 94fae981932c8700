import { useId } from 'react';
import type { Path } from '../editor.ts';
import { FieldProblem, useProblemMarks } from './FieldProblem.tsx';
import css from './fields.module.css';

/** One of several. An empty key stands for none. */
export function ChoiceField<Key extends string>({
  label,
  value,
  choices,
  path,
  onChange,
}: {
  label: string;
  value: Key;
  choices: readonly { key: Key; text: string }[];
  path: Path;
  onChange: (value: Key) => void;
}) {
  const id = useId();
  const marks = useProblemMarks(path, `${id}-problem`);
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className={css.input}
        value={value}
        onChange={event => onChange(event.target.value as Key)}
        {...marks}
      >
        {choices.map(({ key, text }) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
      <FieldProblem path={path} id={`${id}-problem`} />
    </div>
  );
}
