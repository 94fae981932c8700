import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import css from './Problem.module.css';

/** What went wrong and what to do now; read out as soon as it appears. */
export function Problem({ children }: { children: ReactNode }) {
  return (
    <div className={css.problem} role="alert">
      <TriangleAlert className={css.sign} size={22} aria-hidden />
      <div>{children}</div>
    </div>
  );
}
