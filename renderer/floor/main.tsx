import { createRoot } from 'react-dom/client';
import '../ui/base.css';
import '../ui/rareFonts.css';
import '../ui/staffText.ts';
import '../ui/desk.css';
import { createStaff } from '../ui/staffSession.ts';
import { FloorApp } from './FloorApp.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(<FloorApp store={createStaff(['supervisor'])} />);
