import { fileURLToPath } from 'node:url';

import type { Plugin } from 'vite';

const own = (file: string): string => fileURLToPath(new URL(`../src/${file}`, import.meta.url));

/** Modules that others import, by the name that they use, and what is bundled instead. */
export type StandIns = Readonly<Record<string, string>>;

/** For the page: a lean Monaco, no JavaScript parser, one copy of a parser that has two names, and our table of keys for GraphiQL's. */
export const pageStandIns: StandIns = {
  'monaco-graphql/esm/monaco-editor.js': own('monaco.ts'),
  'prettier/plugins/estree': own('prettier-jsonc.ts'),
  'prettier/parser-babel': own('prettier-jsonc.ts'),
  'prettier/parser-graphql': 'prettier/plugins/graphql',
  './short-keys.js': own('desk/short-keys.tsx'),
};

/** For the background thread: the page lays out requests itself, so the thread needs no Prettier. */
export const workerStandIns: StandIns = {
  'prettier/standalone': own('nothing.ts'),
  'prettier/parser-graphql': own('nothing.ts'),
};

/** Bundles the stand-ins instead of what was asked for, and Monaco's texts from our table. */
export function lean(standIns: StandIns): Plugin {
  return {
    name: 'thidua:lean',
    enforce: 'pre',
    resolveId(source, importer, options) {
      if (source === './monaco-editor' && importer?.includes('/monaco-graphql/')) {
        return own('monaco.ts');
      }
      if (source.endsWith('/nls.js') && importer?.includes('/monaco-editor/')) {
        return own('monaco-nls.ts');
      }
      const standIn = standIns[source];
      return standIn === undefined ? null : this.resolve(standIn, importer, options);
    },
  };
}
