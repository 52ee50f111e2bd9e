import { Provider } from '@urql/preact';
import { render } from 'preact';

import { App } from './app.tsx';
import { client, ready } from './client.ts';
import { followLinks } from './router.ts';
import './style.css';
import { follow } from './sync.ts';

/** How long a browser may take to open its database, in milliseconds; then the page goes on without. */
const patience = 2_000;

await Promise.race([ready, new Promise((resolve) => setTimeout(resolve, patience))]);
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
