import { createRoot } from 'react-dom/client';
import '../ui/base.css';
import '../ui/rareFonts.css';
import '../ui/staffText.ts';
import '../ui/desk.css';
import { Counter } from './Counter.tsx';
import { createCounter } from './counterStore.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(<Counter store={createCounter()} />);
