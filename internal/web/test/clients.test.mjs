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
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';

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

/** A client of graphql-ws, which notes how its sockets are closed, and leaves when its test ends. */
function socketClient(t, options = {}) {
  const closed = [];
  const client = createSocketClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 100)),
    ...options,
    on: { closed: ({ code, reason }) => closed.push({ code, reason }) },
  });
  t.after(() => client.dispose());
  return { client, closed };
}

/** Asks over HTTP. */
async function ask(query, variables, headers = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  const cookie = response.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ');
  return { data, cookie };
}

test('graphql-ws asks, is told of what is published, and goes on by the cursor after the server was started again', async (t) => {
  const { client, closed } = socketClient(t, { retryAttempts: 100, shouldRetry: () => true }); // while nothing listens too
  for await (const { data } of client.iterate({ query: latest, variables: { n: 1 } })) isOneArticle(data);

  const { cookie } = await ask('mutation($p: String!) { sessionStart(input: {login: "admin", password: $p}) { userErrors { code } } }', { p: server.firstPassword() });
  const publish = async (name) => {
    const { data } = await ask('mutation($name: String!) { categoryCreate(input: {name: $name}) { category { id } userErrors { code } } }', { name }, { Cookie: cookie });
    return data.categoryCreate.category.id;
  };
  const query = 'subscription ($after: String) { changes(nouns: [CATEGORY], after: $after) { cursor nodes { documentId kind node { ... on Category { name } } } } }';
  let cursor;
  /** Follows from the cursor until something is told. */
  const next = async (begun = () => {}) => {
    for await (const { data, errors } of client.iterate({ query, variables: { after: cursor } })) {
      assert.equal(errors, undefined);
      cursor = data.changes.cursor;
      if (data.changes.nodes.length > 0) return data.changes.nodes;
      await begun();
    }
    assert.fail('it was completed');
  };
  let id;
  const [first] = await next(async () => {
    id = await publish('Chuyên mục thứ nhất');
  });
  assert.deepEqual(first, { documentId: id, kind: 'CREATED', node: { name: 'Chuyên mục thứ nhất' } });

  // What is told after a restart is what came since, once, on the same subscription: the client subscribes again by itself.
  const following = client.iterate({ query, variables: { after: cursor } });
  const told = following.next();
  // It runs by the time that what is asked after it is answered.
  for await (const { data } of client.iterate({ query: latest, variables: { n: 1 } })) isOneArticle(data);
  await server.end();
  await server.start();
  const second = await publish('Chuyên mục thứ hai');
  const { value } = await told;
  assert.deepEqual(value.data.changes.nodes.map((node) => node.documentId), [second]);
  assert.ok(closed.some(({ code }) => code === 1001), `closed with ${JSON.stringify(closed)}`);
  await following.return();
});

test('graphql-ws is told what is wrong with an operation, and may not change anything', async (t) => {
  const { client } = socketClient(t, { retryAttempts: 0 });
  for (const [query, code] of [
    ['subscription { changes(after: "x") { cursor } }', 'INVALID'],
    ['{ nothing }', 'VALIDATION_ERROR'],
    ['mutation { sessionEnd { userErrors { code } } }', 'OPERATION_UNSUPPORTED'],
  ]) {
    await assert.rejects(client.iterate({ query }).next(), (errors) => errors[0].extensions.code === code, query);
  }
});

test('graphql-ws is refused with a wrong token, and is who it says with a right one', async (t) => {
  const wrong = socketClient(t, { retryAttempts: 0, connectionParams: { authorization: 'Bearer wrong' } });
  await assert.rejects(wrong.client.iterate({ query: '{ viewer { role } }' }).next(), ({ code, reason }) => code === 4403 && reason === 'Forbidden: INVALID_CREDENTIALS');

  const { cookie } = await ask('mutation($p: String!) { sessionStart(input: {login: "admin", password: $p}) { userErrors { code } } }', { p: server.firstPassword() });
  const { data } = await ask('mutation { tokenCreate(input: {name: "Ứng dụng", role: EDITOR}) { secret userErrors { code message } } }', {}, { Cookie: cookie });
  const right = socketClient(t, { retryAttempts: 0, connectionParams: { authorization: `Bearer ${data.tokenCreate.secret}` } });
  for await (const answer of right.client.iterate({ query: '{ viewer { role } }' })) {
    assert.deepEqual(answer, { data: { viewer: { role: 'EDITOR' } }, extensions: answer.extensions });
  }
});
