/** What others have written asks the real server: the audits of the GraphQL-over-HTTP specification, and clients. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';

import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import UploadHttpLink from 'apollo-upload-client/UploadHttpLink.mjs';
import { serverAudits } from 'graphql-http';
import { createClient } from 'graphql-sse';

import { startServer } from './server.mjs';

let server;
let url;

before(async () => {
  server = await startServer();
  url = `${server.origin}/graphql`;
});

after(async () => {
  await server?.stop();
});

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** A fetch that notes what it sends, and what comes back. */
function noting() {
  const seen = [];
  return {
    seen,
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      seen.push({ url: new URL(input), method: init?.method ?? 'GET', body: init?.body, answer: await response.clone().json(), headers: response.headers });
      return response;
    },
  };
}

test('every MUST, SHOULD and MAY of GraphQL over HTTP', async (t) => {
  const audits = serverAudits({ url: () => url, fetchFn: fetch });
  assert.ok(audits.length > 50, `only ${audits.length} audits`);
  for (const audit of audits) {
    await t.test(`${audit.id} ${audit.name}`, async () => {
      const result = await audit.fn();
      assert.equal(result.status, 'ok', result.reason);
    });
  }
});

const latest = 'query Latest($n: Int!) { articles(first: $n) { nodes { title } } }';

/** Checks that the data is a list of one article with its title. */
function isOneArticle(data) {
  assert.equal(data.articles.nodes.length, 1);
  assert.match(data.articles.nodes[0].title, /\S/);
}

test('Apollo Client asks by hash over GET, and sends a query once', async () => {
  const ask = async () => {
    const { seen, fetch } = noting();
    const client = new ApolloClient({
      cache: new InMemoryCache(),
      link: ApolloLink.from([
        new PersistedQueryLink({ sha256, useGETForHashedQueries: true }),
        new HttpLink({ uri: url, fetch }),
      ]),
    });
    const { data } = await client.query({ query: gql(latest), variables: { n: 1 } });
    isOneArticle(data);
    return seen;
  };
  const [miss, registration, ...more] = await ask();
  assert.equal(more.length, 0);
  assert.equal(miss.method, 'GET');
  assert.equal(miss.answer.errors[0].extensions.code, 'PERSISTED_QUERY_NOT_FOUND');
  assert.equal(miss.headers.get('cache-control'), 'no-store');
  assert.ok(JSON.parse(registration.body ?? '{}').query ?? registration.url.searchParams.get('query'), 'the query is not sent along');

  const [hit, ...others] = await ask();
  assert.equal(others.length, 0, 'a query that is known is sent again');
  assert.equal(hit.method, 'GET');
  assert.equal(hit.url.searchParams.get('query'), null);
  assert.match(hit.headers.get('etag'), /^W\/"/);
  isOneArticle(hit.answer.data);
});

test('Apollo Client sends a query by POST', async () => {
  const client = new ApolloClient({ cache: new InMemoryCache(), link: new HttpLink({ uri: url }) });
  const { data } = await client.query({ query: gql('{ service { name } blocs(first: 1) { nodes { name } } }') });
  assert.equal(data.service.name, 'thidua');
  assert.equal(data.blocs.nodes.length, 1);
});

test('Apollo Client uploads a file, and has the same bytes back', async () => {
  const client = (cookie) => new ApolloClient({
    cache: new InMemoryCache(),
    link: new UploadHttpLink({ uri: url, headers: { 'GraphQL-Require-Preflight': '1', ...(cookie && { Cookie: cookie }) } }),
  });
  const login = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation($p: String!) { sessionStart(input: { login: "admin", password: $p }) { userErrors { code } } }',
      variables: { p: server.firstPassword() },
    }),
  });
  const cookie = login.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ');
  const upload = gql('mutation($file: Upload!) { mediaUpload(input: { file: $file }) { media { url mimeType } userErrors { message } } }');
  const text = 'Biên bản họp khối thi đua\n'.repeat(1000);
  const file = () => new File([text], 'biên bản.txt', { type: 'text/plain' });

  const { data } = await client(cookie).mutate({ mutation: upload, variables: { file: file() } });
  assert.deepEqual(data.mediaUpload.userErrors, []);
  assert.match(data.mediaUpload.media.mimeType, /^text\/plain/);
  const back = await fetch(new URL(data.mediaUpload.media.url, url), { headers: { Cookie: cookie } });
  assert.equal(await back.text(), text);

  await assert.rejects(client().mutate({ mutation: upload, variables: { file: file() } }), /đăng nhập|sign in/i);
});

test('urql asks by hash over GET, and sends a query once', async () => {
  const text = 'query UrqlLatest($n: Int!) { articles(first: $n) { nodes { title } } }';
  const ask = async () => {
    const { seen, fetch } = noting();
    const client = new Client({
      url,
      fetch,
      preferGetMethod: false,
      exchanges: [persistedExchange({ preferGetForPersistedQueries: true, generateHash: async (query) => sha256(query) }), fetchExchange],
    });
    const { data, error } = await client.query(text, { n: 1 }).toPromise();
    assert.equal(error, undefined);
    isOneArticle(data);
    return seen;
  };
  const first = await ask();
  assert.deepEqual(first.map((request) => Boolean(request.answer.errors)), [true, false]);
  const again = await ask();
  assert.equal(again.length, 1, 'a query that is known is sent again');
  assert.equal(again[0].method, 'GET');
});

test('graphql-sse subscribes, is told of what is published before, and goes on by the cursor', async () => {
  const client = createClient({ url, retryAttempts: 0 });
  const begin = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: '{ changes(first: 1, nouns: [ARTICLE]) { cursor hasMore } }' }),
  });
  const { data } = await begin.json();
  const stream = client.iterate({
    query: 'subscription ($after: String) { changes(nouns: [ARTICLE], after: $after) { cursor nodes { kind node { ... on Article { title } } } } }',
    variables: { after: data.changes.cursor },
  });
  for await (const { data: told, errors } of stream) {
    assert.equal(errors, undefined);
    assert.ok(told.changes.nodes.length > 0, 'nothing is told');
    assert.match(told.changes.nodes[0].node.title, /\S/);
    assert.notEqual(told.changes.cursor, data.changes.cursor);
    break;
  }
  const wrong = client.iterate({ query: 'subscription { changes(after: "x") { cursor } }' });
  for await (const { errors } of wrong) {
    assert.equal(errors[0].extensions.code, 'INVALID');
  }
  client.dispose();
});
