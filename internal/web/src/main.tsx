/** The entry of the playground page. */
import { createRoot } from 'react-dom/client';

import './workers.ts';
import './style.css';
import { Playground } from './playground.tsx';

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no #root');
}
createRoot(root).render(<Playground />);
