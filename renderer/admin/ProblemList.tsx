import type { SetupProblem } from '../../hall/domain/setupProblem.ts';
import { useText } from '../ui/i18n.ts';
import css from './ChangeList.module.css';
import { fieldText, partText } from './partText.ts';
import { problemText } from './problemText.ts';

/** Problems away from their fields: where each is, and what to do. */
export function ProblemList({ problems }: { problems: readonly SetupProblem[] }) {
  const { t } = useText();
  return (
    <ul className={css.list}>
      {problems.map(problem => {
        const { key, values } = problemText(problem);
        return (
          <li key={`${problem.path.join('.')} ${problem.code}`}>
            <Where path={problem.path} /> {t(key, values)}
          </li>
        );
      })}
    </ul>
  );
}

/** Where in a document: `队列 · 3 · 名称`, counted from one as people do. */
function Where({ path }: { path: readonly (string | number)[] }) {
  const { t } = useText();
  const words = path.flatMap((key, at) => {
    if (typeof key === 'number') return [String(key + 1)];
    const word = at === 0 ? partText(key) : fieldText(key);
    return word === null ? [] : [t(word)];
  });
  return (
    <strong>
      <bdi>{words.join(' · ')}</bdi>
    </strong>
  );
}
