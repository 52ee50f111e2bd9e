import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

import { graphiqlPhrases } from './build/graphiql-phrases.ts';
import { lean, pageStandIns, workerStandIns } from './build/lean.ts';
import { vietnamese } from './build/vietnamese.ts';

/** How the page and, on its own, the script of its background threads are bundled. */
export default defineConfig({
  plugins: [vietnamese(graphiqlPhrases), lean(pageStandIns), react()],
  worker: {
    format: 'es',
    plugins: () => [lean(workerStandIns)],
    rolldownOptions: { output: { codeSplitting: false } },
  },
  build: {
    target: 'es2022',
    // Nothing as a data: address, which the page's policy refuses for fonts.
    assetsInlineLimit: 0,
    license: { fileName: 'assets/licenses.txt' },
    // One page and one style sheet: nothing to preload, and no helper code that ties the chunks to each other's names.
    modulePreload: false,
    cssCodeSplit: false,
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      // React's compiler leaves directives for itself in the published files; they mean nothing to a bundler.
      checks: { moduleLevelDirective: false },
      output: {
        // By how often they change, so that a change of ours leaves the large files, and so the git history, alone.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'react', test: /\/node_modules\/(react|react-dom|scheduler)\//, priority: 5 },
            { name: 'prettier', test: /\/node_modules\/prettier\//, priority: 4 },
            { name: 'graphql', test: /\/node_modules\/(graphql|graphql-language-service|vscode-languageserver-types|nullthrows|debounce-promise)\//, priority: 3 },
            { name: 'monaco', test: /\/node_modules\/(monaco-editor|monaco-graphql|picomatch-browser)\/|\/src\/monaco/, priority: 2 },
            { name: 'graphiql', test: /\/node_modules\//, priority: 1 },
          ],
        },
      },
    },
  },
});
