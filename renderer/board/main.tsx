import { createRoot } from 'react-dom/client';
import '../ui/base.css';
import '../ui/rareFonts.css';
import { startHeartbeat } from '../ui/heartbeat.ts';
import './board.css';
import { App } from './App.tsx';
import { BoardList } from './BoardList.tsx';
import { readBoardAddress } from './boardAddress.ts';
import { createBoard } from './boardStore.ts';
import { createSoundPlayer } from './soundPlayer.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
const address = readBoardAddress(location.search);
const page = createRoot(root);
document.documentElement.dataset['page'] = address.shows.at;
if (address.shows.at === 'list') page.render(<BoardList first={address.languages[0] ?? 'zh'} />);
else page.render(<App board={createBoard({ address, player: createSoundPlayer() })} address={address} />);
startHeartbeat();
