import { createRoot } from 'react-dom/client';
import '../ui/base.css';
import '../ui/rareFonts.css';
import './page.css';
import { RegionPage } from './RegionPage.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(<RegionPage />);
