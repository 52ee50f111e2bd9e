/** What others' readers make of the feeds, and of the pages that are linked to. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { unfurl } from 'unfurl.js';

import { startServer } from './server.mjs';

let server;
let cookie;

before(async () => {
  server = await startServer('--site-name=Ban Thi đua thử');
  const login = await post('mutation($p: String!) { sessionStart(input: { login: "admin", password: $p }) { userErrors { code } } }', { p: server.firstPassword() });
  cookie = login.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ');
});

after(async () => {
  await server?.stop();
});

function post(query, variables) {
  return fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(cookie && { Cookie: cookie }) },
    body: JSON.stringify({ query, variables }),
  });
}

/** Fetches a path of the server, which must have it. */
async function get(path) {
  const response = await fetch(server.origin + path);
  assert.equal(response.status, 200, `${path}: ${response.status}`);
  return response;
}

const isAbsolute = (address) => assert.ok(URL.canParse(address), `${address} is no whole address`);

/** Checks what the three forms must all say, and gives the titles. */
function check(path, feed, entries) {
  assert.ok(entries.length > 0, `${path} is empty`);
  assert.match(feed.title, /\S/);
  const ids = entries.map((e) => e.id);
  assert.equal(new Set(ids).size, ids.length, `${path} has an entry twice`);
  for (const e of entries) {
    assert.match(e.title, /\S/);
    isAbsolute(e.url);
    assert.ok(Number.isFinite(Date.parse(e.date)), `${path}: ${e.date}`);
    assert.match(e.content, /\S/, `${path} has an entry without a text`);
  }
  return entries.map((e) => e.title);
}

async function rss(path) {
  const feed = parseRssFeed(await (await get(path)).text());
  for (const required of ['title', 'link', 'description']) assert.ok(feed[required], `${path} lacks ${required}`);
  return check(path, feed, feed.items.map((i) => ({ id: i.guid.value, title: i.title, url: i.link, date: i.pubDate, content: i.content?.encoded ?? i.description })));
}

async function atom(path) {
  const feed = parseAtomFeed(await (await get(path)).text());
  for (const required of ['id', 'title', 'updated']) assert.ok(feed[required], `${path} lacks ${required}`);
  assert.ok(feed.links.some((l) => l.rel === 'self'), `${path} does not say where it is`);
  for (const e of feed.entries) assert.ok(e.id && e.updated, `${path} has an entry without an ID or a time`);
  return check(path, { title: feed.title.value }, feed.entries.map((e) => ({
    id: e.id,
    title: e.title.value,
    url: e.links.find((l) => !l.rel || l.rel === 'alternate').href,
    date: e.updated,
    content: (e.content ?? e.summary).value,
  })));
}

async function json(path) {
  const feed = parseJsonFeed(await (await get(path)).json());
  isAbsolute(feed.home_page_url);
  assert.equal(new URL(feed.feed_url).pathname, path.split('?')[0]);
  return check(path, feed, feed.items.map((i) => ({ id: i.id, title: i.title, url: i.url, date: i.date_published, content: i.content_html ?? i.content_text })));
}

test('a reader of feeds takes all three forms of each, and they say the same', async () => {
  const saved = await (await post(
    'mutation($t: String!) { documentSave(input: { name: "tin-khoi.2021", text: $t }) { document { documentId } userErrors { message } } }',
    { t: 'query { bloc(slug: "khoi-kinh-te-ky-thuat-tinh-kon-tum") { id articles(first: 5) { nodes { id } } } again: articles(first: 1) { nodes { id } } }' },
  )).json();
  assert.deepEqual(saved.data.documentSave.userErrors, []);
  for (const path of ['/feeds/tin-tuc', '/feeds/khoi-thi-dua/khoi-kinh-te-ky-thuat-tinh-kon-tum', '/feeds/khen-thuong', '/f/tin-khoi.2021']) {
    const [a, b, c] = await Promise.all([rss(`${path}.rss`), atom(`${path}.atom`), json(`${path}.json`)]);
    assert.deepEqual(b, a, path);
    assert.deepEqual(c, a, path);
  }
});

test('a saved query that makes no feed says why', async () => {
  for (const [name, text] of [
    ['can-bien', 'query($n: Int!) { articles(first: $n) { nodes { id } } }'],
    ['khong-co-bai', '{ service { name } }'],
  ]) {
    await post('mutation($n: String!, $t: String!) { documentSave(input: { name: $n, text: $t }) { userErrors { message } } }', { n: name, t: text });
  }
  const refused = await fetch(`${server.origin}/f/can-bien.rss`);
  assert.equal(refused.status, 400);
  assert.match(await refused.text(), /cần biến/);
  assert.equal((await fetch(`${server.origin}/f/khong-co.rss`)).status, 404);
  assert.deepEqual(parseRssFeed(await (await get('/f/khong-co-bai.rss')).text()).items ?? [], []);
});

test('the page of a unit that was entered twice leads to the one that stays', async () => {
  const create = async (name) => {
    const { data } = await (await post(
      'mutation($n: String!) { unitCreate(input: { officialName: $n, type: DEPARTMENT, level: PROVINCE }) { unit { id version slug } userErrors { message } } }',
      { n: name },
    )).json();
    return data.unitCreate.unit;
  };
  const [twin, stays] = [await create('Sở Ghi Hai Lần'), await create('Sở Ghi Hai lần')];
  await get(`/don-vi/${twin.slug}`);
  const joined = await (await post(
    'mutation($i: DuplicateJoinInput!) { duplicateJoin(input: $i) { isComplete userErrors { message } } }',
    { i: { id: twin.id, version: twin.version, intoId: stays.id, intoVersion: stays.version, reason: 'Trùng.' } },
  )).json();
  assert.deepEqual(joined.data.duplicateJoin, { isComplete: true, userErrors: [] });
  const page = await get(`/don-vi/${twin.slug}`);
  assert.equal(new URL(page.url).pathname, `/don-vi/${stays.slug}`);
});

test('a program that looks what a link is finds it by oEmbed and by the page', async () => {
  const { data } = await (await post('{ articles(first: 1) { nodes { title slug canonicalUrl } } }')).json();
  const [article] = data.articles.nodes;
  const found = await unfurl(`${server.origin}/bai-viet/${article.slug}`, { oembed: true });
  assert.equal(found.oEmbed.type, 'rich');
  assert.equal(found.oEmbed.title, article.title);
  assert.equal(found.oEmbed.provider_name ?? found.oEmbed.provider?.name, 'Ban Thi đua thử');
  assert.equal(found.open_graph.title, article.title);
  assert.equal(found.canonical_url ?? article.canonicalUrl, article.canonicalUrl);
});
