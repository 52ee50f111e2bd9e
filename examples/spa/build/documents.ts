import type { Plugin } from 'vite';

const generated = '/src/gql/graphql.ts';
const call = /\bgraphql\(\s*`\s*(query|mutation|subscription|fragment)\s+(\w+)[^`]*`,?\s*\)/g;

/**
 * Puts the parsed request in the place of each `graphql(…)` call in the built app, so that the texts of all requests and the table
 * that finds them by their text stay behind: a quarter of the app. Fragments are types alone; requests have their own copies.
 */
export function documents(): Plugin {
  return {
    name: 'documents',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/(?!gql\/).*\.tsx?$/.test(id)) return null;
      const names: string[] = [];
      const replaced = code.replace(call, (_, kind: string, name: string) => {
        if (kind === 'fragment') return 'undefined';
        names.push(`${name}Document`);
        return `${name}Document`;
      });
      return replaced === code ? null : { code: `import { ${names.join(', ')} } from '${generated}';\n${replaced}`, map: null };
    },
  };
}
