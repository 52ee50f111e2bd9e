import { defineConfig } from 'vite';

import { documents } from './build/documents.ts';

/** The server that `npm run dev` asks: `go run ./cmd/thidua` listens here. */
const server = 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [documents()],
  // One origin for the page and the API, so that the server need not be told of this one.
  server: { proxy: { '/graphql': server, '/media': server } },
  build: {
    target: 'es2022',
    // Scripts and styles stand in the page by their addresses, where the worker finds them; none of it is fetched later.
    modulePreload: false,
    rolldownOptions: {
      input: { app: 'index.html', worker: 'src/worker.ts' },
      output: {
        // The worker's address stays: browsers look there for a newer one.
        entryFileNames: (chunk) => (chunk.name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
