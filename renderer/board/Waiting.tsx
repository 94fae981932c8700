import { type CSSProperties, useEffect, useState } from 'react';
import type { BoardQueue } from '../../hall/domain/boardApi.ts';
import { Num } from '../ui/Isolated.tsx';
import { WaitNote } from '../ui/WaitNote.tsx';
import { useBoardLanguages } from './boardLanguages.ts';
import css from './Waiting.module.css';
import { EachLanguage, Names, Words } from './Words.tsx';

/** As many as can be read from the chairs, fewer when each is written three times; more take turns, a page at a time. */
const queuesAtOnce = (languages: number) => (languages > 2 ? 4 : 6);
const pageMs = 10_000;

/** Who waits where and about how long, one block per queue. */
export function Waiting({ queues }: { queues: readonly BoardQueue[] }) {
  const rows = queuesAtOnce(useBoardLanguages().length);
  const pages = Math.max(1, Math.ceil(queues.length / rows));
  const page = usePage(pages);
  return (
    <section className={css.waiting}>
      <h2 className={css.head}>
        <Words k="board.waiting" />
        {pages > 1 && (
          <span className={css.page}>
            <Num>{`${page + 1}/${pages}`}</Num>
          </span>
        )}
      </h2>
      <ul className={css.queues} style={{ '--rows': rows } as CSSProperties}>
        {queues.slice(page * rows, (page + 1) * rows).map(queue => (
          <li key={queue.id} className={css.queue}>
            <span className={css.letter}>{queue.letter}</span>
            <span className={css.names}>
              {queue.name === null ? <Words k="board.unnamed" /> : <Names of={queue.name} />}
            </span>
            <span className={css.count}>
              <Num>{queue.waiting}</Num>
            </span>
            <span className={css.wait}>
              {queue.wait !== null && (
                <EachLanguage>
                  <WaitNote wait={queue.wait} />
                </EachLanguage>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Turns the pages by itself; a marquee could not be read. */
function usePage(pages: number): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (pages === 1) return undefined;
    const timer = setInterval(() => setTurn(before => before + 1), pageMs);
    return () => clearInterval(timer);
  }, [pages]);
  return turn % pages;
}
