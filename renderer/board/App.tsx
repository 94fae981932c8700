import { useLiveEntry } from '../ui/useLive.ts';
import { Board } from './Board.tsx';
import type { BoardAddress } from './boardAddress.ts';
import { BoardLanguages } from './boardLanguages.ts';
import type { Board as BoardStore } from './boardStore.ts';
import { Strip } from './Strip.tsx';
import { UnknownBoard } from './UnknownBoard.tsx';

/** The board that the address asks for. */
export function App({ board, address }: { board: BoardStore; address: BoardAddress }) {
  const place = useLiveEntry(board.live, 'place');
  return (
    <BoardLanguages value={address.languages}>
      {place?.at === 'unknown' ? (
        <UnknownBoard />
      ) : address.shows.at === 'counter' ? (
        <Strip board={board} arrow={address.arrow} />
      ) : (
        <Board board={board} />
      )}
    </BoardLanguages>
  );
}
