/**
 * What pages weigh on the line, as Chromium counted it, and when they are seen. Weights have bounds; times are printed alone, as they are
 * those of the machine.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { startBrowser } from './browser.mjs';
import { person } from './person.mjs';
import { startServer } from './server.mjs';

const examples = fileURLToPath(new URL('../../../examples', import.meta.url));
const article = '/bai-viet/hoi-nghi-tong-ket-cong-tac-thi-dua-khen-thuong-nam-2021-trien-khai-nhiem-vu-cong-tac-nam-2022';

const kB = 1_000;
/** The bounds of what is transferred, with its headers. */
const bounds = { reading: 60 * kB, embed: 12 * kB, playground: 2_000 * kB };
/** The most that a page may move under the reader's eyes; Google calls 0.1 good. */
const shift = 0.1;
/** A weak line and a slow telephone: 400 kbit/s, 400 ms there and back, a quarter of this processor. */
const weak = { network: { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }, slower: 4 };
/** How long nothing comes before a page is taken as finished, in milliseconds. */
const rest = 2_000;

let server;
let browser;
let site;
const table = [];

/** Serves the example page of a partner from an origin of its own. */
async function serveSite() {
  const types = { html: 'text/html', css: 'text/css', js: 'text/javascript' };
  const listener = createServer(async (request, response) => {
    const name = new URL(request.url, 'http://x').pathname.slice(1);
    const text = await readFile(join(examples, name)).catch(() => undefined);
    response.writeHead(text ? 200 : 404, { 'Content-Type': `${types[name.split('.').pop()] ?? 'text/plain'}; charset=utf-8` }).end(text);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return { origin: `http://127.0.0.1:${listener.address().port}`, stop: () => listener.close() };
}

/** Notes in a page, from its beginning, what Chromium tells of its paints, shifts and long tasks. */
function observe() {
  const seen = { paints: {}, largest: 0, shift: 0, long: 0, longest: 0 };
  window.seen = seen;
  const on = (type, each) => new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  on('paint', (entry) => (seen.paints[entry.name] = entry.startTime));
  on('largest-contentful-paint', (entry) => (seen.largest = entry.startTime));
  on('layout-shift', (entry) => (seen.shift += entry.value));
  on('longtask', (entry) => {
    seen.long++;
    seen.longest = Math.max(seen.longest, entry.duration);
  });
}

/** Opens a page with nothing in the browser's cache, waits until it has all, and gives what was transferred and when it was seen. */
async function measure(t, name, address, ready, line) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN' });
  t.after(() => context.close());
  context.setDefaultTimeout(180_000);
  const page = await context.newPage();
  await page.addInitScript(observe);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  if (line) {
    await devtools.send('Network.emulateNetworkConditions', line.network);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: line.slower });
  }
  const requests = new Map();
  let last = 0;
  devtools.on('Network.responseReceived', ({ requestId, response, type }) => requests.set(requestId, { url: response.url, type, bytes: 0 }));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) request.bytes = encodedDataLength;
    last = Date.now();
  });
  await page.goto(address);
  await ready(page);
  while (Date.now() - last < rest) await setTimeout(100);
  const seen = await page.evaluate(() => window.seen);
  const got = [...requests.values()];
  const bytes = (is = () => true) => got.filter(is).reduce((sum, request) => sum + request.bytes, 0);
  table.push({
    page: name,
    kB: +(bytes() / kB).toFixed(1),
    requests: got.length,
    'first paint': Math.round(seen.paints['first-paint']),
    'first content': Math.round(seen.paints['first-contentful-paint']),
    'largest content': Math.round(seen.largest),
    shift: +seen.shift.toFixed(3),
    'long tasks': seen.long,
    'longest task': Math.round(seen.longest),
  });
  return { got, bytes, seen };
}

const isDrawn = (selector) => (page) => page.locator(selector).first().waitFor();

before(async () => {
  [server, browser, site] = await Promise.all([startServer(), startBrowser(), serveSite()]);
});

after(async () => {
  console.table(table); // times in milliseconds
  await browser?.close();
  await server?.stop();
  site?.stop();
});

test('a reading page with its style is under 60 kB, and stays where it is drawn, on a weak line too', async (t) => {
  for (const [name, line] of [['reading page', undefined], ['reading page, weak line', weak]]) {
    const { got, bytes, seen } = await measure(t, name, server.origin + article, isDrawn('h1'), line);
    assert.ok(got.some((request) => request.type === 'Stylesheet' && request.bytes > 0), 'its style is not counted');
    const weight = bytes((request) => request.type !== 'Image');
    assert.ok(weight > kB && weight < bounds.reading, `${name}: ${weight} bytes`);
    assert.ok(seen.shift < shift, `${name} moves by ${seen.shift}`);
    assert.ok(seen.paints['first-contentful-paint'] > 0, 'Chromium tells no paint');
  }
});

test('the script of embeds is under 12 kB', async (t) => {
  const admin = await person(server, 'admin', server.firstPassword());
  const { partner } = await admin('mutation($o: [String!]!) { partnerCreate(input: { name: "Báo Nhẹ", origins: $o }) { partner { id } userErrors { code message } } }', { o: [site.origin] });
  const { got, seen } = await measure(t, "partner's page", `${site.origin}/partner.html?server=${server.origin}&partner=${partner.id}`, async (page) => {
    for (const element of ['thidua-news li', 'thidua-article article', 'thidua-awards li']) await isDrawn(element)(page);
  });
  const scripts = got.filter((request) => request.url.endsWith('thidua.js'));
  assert.equal(scripts.length, 1);
  t.diagnostic(`the script is ${scripts[0].bytes} bytes`);
  assert.ok(scripts[0].bytes > kB && scripts[0].bytes < bounds.embed, `${scripts[0].bytes} bytes`);
  const asked = got.filter((request) => /\/embed\/v1\/\w+\.json/.test(request.url)).map((request) => new URL(request.url).pathname);
  assert.deepEqual(asked.sort(), ['/embed/v1/article.json', '/embed/v1/awards.json', '/embed/v1/news.json'], 'an embed asks more than once');
  assert.ok(seen.shift < shift, `the partner's page moves by ${seen.shift}`);
});

test('the playground is under 2 MB in all', async (t) => {
  const { bytes, seen } = await measure(t, 'playground', server.origin, isDrawn('.graphiql-query-editor .view-line'));
  assert.ok(bytes() > 500 * kB && bytes() < bounds.playground, `${bytes()} bytes`);
  assert.ok(seen.shift < shift, `the playground moves by ${seen.shift}`);
});
