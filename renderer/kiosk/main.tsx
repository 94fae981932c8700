import { createRoot } from 'react-dom/client';
import '../ui/base.css';
import { startHeartbeat } from '../ui/heartbeat.ts';
import { Kiosk } from './Kiosk.tsx';
import { openKioskLive } from './kioskApi.ts';
import { createKiosk } from './kioskStore.ts';
import { loadRareSigns } from './rareSigns.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
const live = openKioskLive();
createRoot(root).render(<Kiosk kiosk={createKiosk(live)} />);
startHeartbeat();
loadRareSigns(live);
