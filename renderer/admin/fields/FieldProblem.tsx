import { useText } from '../../ui/i18n.ts';
import { type Path, problemsAt, useEditor } from '../editor.ts';
import { problemText } from '../problemText.ts';
import css from './fields.module.css';

/** What is wrong at a field, beside it; nothing while it is right. `id` ties it to the input. */
export function FieldProblem({ path, id }: { path: Path; id: string }) {
  const { t } = useText();
  const { problems } = useEditor();
  const [first] = problemsAt(problems, path);
  if (first === undefined) return null;
  const { key, values } = problemText(first);
  return (
    <span id={id} className={css.problem} role="alert">
      {t(key, values)}
    </span>
  );
}

/** Attributes of an input whose problem stands in a {@link FieldProblem} of this id. */
export function useProblemMarks(
  path: Path,
  id: string,
): { 'aria-invalid': boolean; 'aria-describedby': string | undefined } {
  const { problems } = useEditor();
  const isWrong = problemsAt(problems, path).length > 0;
  return { 'aria-invalid': isWrong, 'aria-describedby': isWrong ? id : undefined };
}
