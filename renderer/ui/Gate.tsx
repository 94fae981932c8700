import { type ReactNode, useId } from 'react';
import css from './Gate.module.css';
import { LanguageSwitch, type Speak } from './LanguageSwitch.tsx';

/** The frame of the steps before the work: one card in the middle, the languages above it. */
export function Gate({
  name,
  title,
  speak,
  children,
}: {
  /** What page this is. */
  name: string;
  title: ReactNode;
  speak: Speak;
  children: ReactNode;
}) {
  return (
    <div className={css.page}>
      <header className={css.top}>
        <span className={css.name}>{name}</span>
        <LanguageSwitch speak={speak} />
      </header>
      <main className={css.card}>
        <h1 className={css.title}>{title}</h1>
        {children}
      </main>
    </div>
  );
}

/** A labelled line of input. Digits are written from left to right in every language. */
export function Field({
  label,
  value,
  onChange,
  isSecret,
  isFirst,
  autoComplete,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  isSecret: boolean;
  isFirst: boolean;
  autoComplete: 'off' | 'username' | 'current-password' | 'new-password';
}) {
  const id = useId();
  return (
    <div className={css.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className={css.input}
        dir="ltr"
        type={isSecret ? 'password' : 'text'}
        inputMode={isSecret ? 'numeric' : 'text'}
        autoComplete={autoComplete}
        autoFocus={isFirst}
        spellCheck={false}
        maxLength={isSecret ? 12 : 64}
        value={value}
        onChange={event => onChange(event.target.value)}
      />
    </div>
  );
}
