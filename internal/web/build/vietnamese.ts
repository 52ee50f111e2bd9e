import type { Plugin } from 'vite';

import type { Phrases } from './graphiql-phrases.ts';

/** The key in phrases of the module with this id, or undefined if it has none. */
function fileOf(phrases: Phrases, id: string): string | undefined {
  const path = id.replaceAll('\\', '/').split('?')[0] ?? '';
  return Object.keys(phrases).find((file) => path.endsWith(`/node_modules/${file}`));
}

/**
 * Puts the phrases into the files that they name, while these are bundled. The build fails on a phrase whose original
 * is not in its file, and on a file that was not bundled.
 */
export function vietnamese(phrases: Phrases): Plugin {
  const done = new Set<string>();
  return {
    name: 'thidua:vietnamese',
    enforce: 'pre',
    transform(code, id) {
      const file = fileOf(phrases, id);
      if (file === undefined) {
        return null;
      }
      done.add(file);
      let translated = code;
      for (const [original, text] of Object.entries(phrases[file] ?? {})) {
        if (!code.includes(original)) {
          this.error(`${file} no longer has ${original}: correct build/graphiql-phrases.ts`);
        }
        translated = translated.replaceAll(original, () => text);
      }
      return { code: translated, map: null };
    },
    generateBundle() {
      const missing = Object.keys(phrases).filter((file) => !done.has(file));
      if (missing.length > 0) {
        this.error(`not bundled any more: ${missing.join(', ')}: correct build/graphiql-phrases.ts`);
      }
    },
  };
}
