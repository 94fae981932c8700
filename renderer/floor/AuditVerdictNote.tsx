import { CircleCheck } from 'lucide-react';
import type { AuditVerdict } from '../../hall/domain/audit.ts';
import { Num } from '../ui/Isolated.tsx';
import { Problem } from '../ui/Problem.tsx';
import { Say } from '../ui/Say.tsx';
import css from './AuditScreen.module.css';

/** Whether the log is whole, and if not, where it first is not. */
export function AuditVerdictNote({ verdict: { entries, strangeSeals, broken } }: { verdict: AuditVerdict }) {
  return (
    <>
      {broken === null ? (
        <p className={css.whole} role="status">
          <CircleCheck size={20} aria-hidden />
          <span>
            <Say k="audit.whole" count={entries} values={{ n: <Num>{entries}</Num> }} />
          </span>
        </p>
      ) : (
        <Problem>
          <Say k="audit.broken" values={{ n: <Num>{broken.position}</Num> }} />
        </Problem>
      )}
      {strangeSeals > 0 && (
        <Problem>
          <Say k="audit.strange" count={strangeSeals} values={{ n: <Num>{strangeSeals}</Num> }} />
        </Problem>
      )}
    </>
  );
}
