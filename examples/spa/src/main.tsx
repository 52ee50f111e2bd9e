import { Provider } from '@urql/preact';
import { render } from 'preact';

import { App } from './app.tsx';
import { client } from './client.ts';
import { followLinks } from './router.ts';
import './style.css';
import { follow } from './sync.ts';

followLinks();
follow(client);
render(
  <Provider value={client}>
    <App />
  </Provider>,
  document.getElementById('app')!,
);

// Only of a build: while you develop, pages should not come from yesterday.
if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/worker.js');
