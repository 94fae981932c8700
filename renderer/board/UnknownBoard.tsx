import css from './UnknownBoard.module.css';
import { Words } from './Words.tsx';

/** The hall has no such area or counter: says where to look, and goes on asking by itself. */
export function UnknownBoard() {
  return (
    <main className={css.page}>
      <h1 className={css.head}>
        <Words k="board.unknown" />
      </h1>
      <a className={css.link} href="?boards">
        <Words k="boards.title" />
      </a>
    </main>
  );
}
