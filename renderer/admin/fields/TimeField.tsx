import { useState } from 'react';
import css from './fields.module.css';
import { timeTyped } from './timeTyped.ts';

/** Hour and minute in Beijing, written with the keyboard: no picker speaks all three languages. */
export function TimeField({
  label,
  value,
  isWrong,
  onChange,
}: {
  label: string;
  value: string;
  isWrong: boolean;
  onChange: (value: string) => void;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null && timeTyped(typed) !== value) onChange(timeTyped(typed));
    setTyped(null);
  };
  return (
    <input
      className={`${css.input} ${css.short}`}
      dir="ltr"
      inputMode="numeric"
      autoComplete="off"
      maxLength={5}
      aria-label={label}
      aria-invalid={isWrong}
      value={typed ?? value}
      onChange={event => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={event => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}
