import { createRoot } from 'react-dom/client';
import '../ui/base.css';
import '../ui/rareFonts.css';
import './board.css';
import { Board } from './Board.tsx';
import { createBoard } from './boardStore.ts';
import { createSoundPlayer } from './soundPlayer.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(<Board board={createBoard(createSoundPlayer())} />);
