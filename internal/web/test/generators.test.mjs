/** What others' compilers make of the schema: typed documents by GraphQL Code Generator, and artifacts by Relay's. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { buildClientSchema, getIntrospectionQuery, printSchema } from 'graphql';
import relay from 'relay-runtime';
import { build } from 'vite';

import { startServer } from './server.mjs';

const run = promisify(execFile);
const modules = fileURLToPath(new URL('../node_modules', import.meta.url));

let server;
let project;

/** Posts what a client sends, and gives the answer. */
async function ask(body) {
  const response = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

/** Writes files of a project that has our packages, by their paths. */
async function write(files) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(project, path, '..'), { recursive: true });
    await writeFile(join(project, path), text);
  }
}

/** Runs a program of our packages in the project. What it prints belongs to the failure. */
async function tool(name, ...args) {
  try {
    await run(process.execPath, [join(modules, '.bin', name), ...args], { cwd: project });
  } catch (error) {
    throw new Error(`${name}: ${error.stdout}\n${error.stderr}`);
  }
}

/** Bundles a module of the project as apps are bundled, and gives what it exports. */
async function bundled(entry) {
  await build({
    root: project,
    configFile: false,
    logLevel: 'warn',
    build: { ssr: entry, outDir: 'built', emptyOutDir: false, rollupOptions: { output: { entryFileNames: `${entry}.mjs` } } },
  });
  return import(pathToFileURL(join(project, `built/${entry}.mjs`)));
}

before(async () => {
  server = await startServer();
  project = await mkdtemp(join(tmpdir(), 'thidua-generators-'));
  await symlink(modules, join(project, 'node_modules'));
  const { data } = await ask({ query: getIntrospectionQuery() });
  await write({ 'schema.graphql': printSchema(buildClientSchema(data)) });
});

after(async () => {
  await server?.stop();
  if (project) await rm(project, { recursive: true, force: true });
});

test('GraphQL Code Generator types documents, and answers are of these types', async () => {
  await write({
    'codegen.json': JSON.stringify({
      schema: 'schema.graphql',
      documents: 'latest.ts',
      generates: {
        './gql/': {
          preset: 'client',
          presetConfig: { fragmentMasking: false },
          config: { documentMode: 'string', useTypeImports: true },
        },
      },
    }),
    'latest.ts': `
      import { graphql } from './gql/gql';
      import type { LatestQuery } from './gql/graphql';

      export const latest = graphql(\`
        query Latest($n: Int!) {
          articles(first: $n) {
            nodes {
              title
              publishedAt
              blocs { name }
              body { __typename ... on HeadingBlock { level } }
            }
          }
        }
      \`);

      type Article = NonNullable<LatestQuery['articles']>['nodes'][number];

      export function line(article: Article): string {
        const title: string = article.title;
        const blocs: string[] = (article.blocs ?? []).map((b) => b.name);
        for (const block of article.body) {
          if (block.__typename === 'HeadingBlock') {
            const level: number = block.level;
            void level;
          }
          // @ts-expect-error only a heading was asked for its level
          void block.level;
        }
        // @ts-expect-error a title is no number
        const wrong: number = article.title;
        // @ts-expect-error what was not asked for is not there
        void article.slug;
        void wrong;
        return [title, ...blocs].join(' | ');
      }
    `,
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        strict: true, target: 'ES2022', module: 'ESNext', moduleResolution: 'bundler', skipLibCheck: true, noEmit: true, types: [],
      },
      include: ['latest.ts', 'gql'],
    }),
  });
  await tool('graphql-codegen', '--config', 'codegen.json');
  await tool('tsc', '--project', 'tsconfig.json');

  const { latest, line } = await bundled('latest.ts');
  const { data, errors } = await ask({ query: latest.toString(), variables: { n: 2 } });
  assert.equal(errors, undefined);
  assert.equal(data.articles.nodes.length, 2);
  for (const article of data.articles.nodes) assert.match(line(article), /\S/);
});

test("Relay's compiler takes the schema, and its runtime pages through a list and asks for one object again", async () => {
  await write({
    'relay.config.json': JSON.stringify({
      src: '.',
      schema: 'schema.graphql',
      language: 'javascript',
      excludes: ['**/node_modules/**', 'built/**', 'gql/**'],
    }),
    'list.js': `
      import { graphql } from 'react-relay';

      graphql\`query listQuery($n: Int!) { ...list_articles @arguments(n: $n) }\`;

      graphql\`
        fragment list_articles on Query
          @argumentDefinitions(n: { type: "Int!" }, after: { type: "String" })
          @refetchable(queryName: "listPageQuery") {
          articles(first: $n, after: $after) @connection(key: "list_articles") {
            edges { node { id ...list_article } }
          }
        }
      \`;

      graphql\`fragment list_article on Article @refetchable(queryName: "listAgainQuery") { title publishedAt }\`;
    `,
    'artifacts.js': `
      export { default as list } from './__generated__/listQuery.graphql';
      export { default as page } from './__generated__/listPageQuery.graphql';
      export { default as again } from './__generated__/listAgainQuery.graphql';
      export { default as articles } from './__generated__/list_articles.graphql';
      export { default as article } from './__generated__/list_article.graphql';
    `,
  });
  await tool('relay-compiler', 'relay.config.json');

  const { Environment, Network, RecordSource, Store, createOperationDescriptor, fetchQuery, getSingularSelector } = relay;
  const environment = new Environment({
    network: Network.create((request, variables) => ask({ query: request.text, variables })),
    store: new Store(new RecordSource()),
  });
  const look = (fragment, reference) => environment.lookup(getSingularSelector(fragment, reference)).data;

  const { list, page, again, articles, article } = await bundled('artifacts.js');
  environment.retain(createOperationDescriptor(list, { n: 2 }));
  const root = await fetchQuery(environment, list, { n: 2 }).toPromise();
  const first = look(articles, root).articles;
  assert.equal(first.edges.length, 2);
  assert.equal(first.pageInfo.hasNextPage, true);

  await fetchQuery(environment, page, { n: 2, after: first.pageInfo.endCursor }).toPromise();
  const { edges } = look(articles, root).articles;
  assert.equal(edges.length, 4, 'the next page is not joined to the first');
  assert.equal(new Set(edges.map((e) => e.node.id)).size, 4, 'an article is there twice');

  const { node } = await fetchQuery(environment, again, { id: edges[3].node.id }).toPromise();
  assert.equal(look(article, node).title, look(article, edges[3].node).title);
  assert.match(look(article, node).title, /\S/);
  assert.ok(Number.isFinite(Date.parse(look(article, node).publishedAt)));
});
