/** Partners' pages in a real browser: what they show, when the server is away, when an article is withdrawn, and what they must not. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { startBrowser } from './browser.mjs';
import { newsroom, publish } from './person.mjs';
import { startServer } from './server.mjs';

const examples = fileURLToPath(new URL('../../../examples', import.meta.url));
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = process.env.SCREENSHOTS;

/** A step may take long where everything runs at once. */
const stepMillis = 120_000;
/** So soon is a change seen on a page that is live, which is told within a second or two; a busy build machine takes longer. */
const liveMillis = 8_000;
/** So long may what was withdrawn be seen, by the promise. */
const withdrawnMillis = 60_000;

let server;
let browser;
let site; // of the partner
let stranger; // a site that nobody registered
let people;
let admin;
let editor;

/** Serves the example of a partner, and pages that the tests give, from an origin of its own. */
async function serveSite() {
  const pages = new Map();
  const types = { html: 'text/html', css: 'text/css', js: 'text/javascript' };
  const listener = createServer(async (request, response) => {
    const name = new URL(request.url, 'http://x').pathname.slice(1);
    const text = pages.get(name) ?? (await readFile(join(examples, name), 'utf8').catch(() => undefined));
    response.writeHead(text === undefined ? 404 : 200, { 'Content-Type': `${types[name.split('.').pop()] ?? 'text/plain'}; charset=utf-8` }).end(text);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return { origin: `http://127.0.0.1:${listener.address().port}`, pages, stop: () => listener.close() };
}

async function register(name, origins, more = '') {
  const { partner } = await admin(
    `mutation($name: String!, $origins: [String!]!) { partnerCreate(input: { name: $name, origins: $origins ${more} }) { partner { id version } userErrors { code field message } } }`,
    { name, origins },
  );
  return partner;
}

/** Opens a page, and notes what it complains of: violations of its own policy, errors, and calls to anybody else. */
async function open(t, address) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, locale: 'vi-VN' });
  context.setDefaultTimeout(stepMillis);
  t.after(() => context.close());
  const complaints = [];
  await context.exposeBinding('reportViolation', (_source, violation) => complaints.push(violation));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => window.reportViolation(`${event.violatedDirective} ${event.blockedURI}`));
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack}`));
  page.on('request', (request) => {
    const { origin } = new URL(request.url());
    if (![server.origin, site.origin, stranger.origin, 'null'].includes(origin)) complaints.push(`request to ${request.url()}`);
  });
  await page.goto(address);
  return { page, context, complaints };
}

async function picture(page, name) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

const example = (partner) => `${site.origin}/partner.html?server=${server.origin}&partner=${partner.id}`;

before(async () => {
  [server, browser, site, stranger] = await Promise.all([startServer('--site-name=Ban Thi đua thử'), startBrowser(), serveSite(), serveSite()]);
  people = await newsroom(server);
  ({ admin, editor } = people);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  site?.stop();
  stranger?.stop();
});

test('a page of another origin shows news, an article and awards under a strict policy, without barriers', async (t) => {
  const partner = await register('Báo Ví Dụ', [site.origin], 'credit: "Cơ quan thi đua tỉnh", licence: "Đăng lại được, ghi nguồn"');
  const { page, complaints } = await open(t, example(partner));
  await page.locator('thidua-news li').nth(2).waitFor();
  await page.locator('thidua-article article p').first().waitFor();
  await page.locator('thidua-awards li').first().waitFor();
  for (const element of ['thidua-news', 'thidua-article', 'thidua-awards']) {
    const footer = page.locator(`${element} footer`);
    assert.match(await footer.innerText(), /Nguồn: Cơ quan thi đua tỉnh · Đăng lại được, ghi nguồn/);
    assert.ok((await footer.locator('a').first().getAttribute('href')).startsWith(server.origin));
  }
  assert.match(await page.locator('thidua-news time').first().innerText(), /^\d{2}\/\d{2}\/\d{4}$/);
  assert.equal(await page.locator('thidua-article h2').first().innerText().then((text) => text.length > 10), true);
  const frame = page.frameLocator('iframe[data-embed]');
  await frame.locator('li').nth(2).waitFor();
  assert.match(await frame.locator('footer').innerText(), /Nguồn: Cơ quan thi đua tỉnh/);
  await picture(page, 'partner');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'partner-dark');
  await page.emulateMedia({ colorScheme: 'light' });

  // The rest is keyboard and reader: every link can be reached, and axe finds nothing.
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.tagName), 'A');
  await page.evaluate(`{ ${axe} }`);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`), []);
  assert.deepEqual(complaints, []);
});

test('a page keeps what it shows while the server is away, and without a network', async (t) => {
  const partner = await register('Báo Bền Bỉ', [site.origin.replace('127.0.0.1', 'localhost')]);
  const address = example(partner).replace('127.0.0.1', 'localhost');
  const { page, context } = await open(t, address);
  const first = page.locator('thidua-news a').first();
  const title = await first.innerText();
  await server.end();
  await page.reload({ waitUntil: 'load' }).catch(() => undefined);
  // The script itself comes from the server: a browser that has it in its cache has the embeds, another shows what stands in them.
  assert.equal(await page.locator('thidua-news').count(), 1);
  await server.start();
  await page.reload();
  assert.equal(await first.innerText(), title);

  await context.setOffline(true);
  await page.evaluate(() => document.querySelector('thidua-news').setAttribute('live', ''));
  await page.locator('thidua-news .state').waitFor();
  assert.equal(await first.innerText(), title);
  assert.match(await page.locator('thidua-news .state').innerText(), /Chưa kết nối được; nội dung lúc \d/);
  await picture(page, 'partner-offline');
  await context.setOffline(false);
  await page.locator('thidua-news .state').waitFor({ state: 'detached' });
  assert.equal(await first.innerText(), title);
});

test('what is corrected and withdrawn is so on the page within a minute', async (t) => {
  const partner = await register('Báo Nhanh', [site.origin]);
  let draft = await publish(people, { title: 'Tin sẽ được đính chính rồi gỡ', summary: 'Tóm tắt.', body: { markdown: 'Nội dung đầu tiên.' } });
  site.pages.set('one.html', `<!doctype html><html lang="vi"><title>Một bài</title><script src="${server.origin}/embed/v1/thidua.js" data-partner="${partner.id}" crossorigin="anonymous" defer></script><main><thidua-article slug="${draft.slug}"></thidua-article></main></html>`);
  const { page } = await open(t, `${site.origin}/one.html`);
  await page.getByText('Nội dung đầu tiên.').waitFor();

  ({ draft } = await editor('mutation($id: ID!, $v: Int!) { articleCorrect(input: { id: $id, version: $v, notice: "Sửa ngày họp." }) { draft { id version } userErrors { code message } } }', { id: draft.id, v: draft.version }));
  await page.getByText('Sửa ngày họp.').waitFor({ timeout: withdrawnMillis });

  await editor('mutation($id: ID!, $v: Int!) { articleRetract(input: { id: $id, version: $v, notice: "Bài có sai sót." }) { draft { id version } userErrors { code message } } }', { id: draft.id, v: draft.version });
  await page.getByText('Đã gỡ bài ngày').waitFor({ timeout: withdrawnMillis });
  assert.equal(await page.getByText('Nội dung đầu tiên.').count(), 0);
  assert.equal(await page.getByText('Bài có sai sót.').count(), 1);
  await picture(page, 'partner-withdrawn');
});

test('a page that is live is told at once, on one line for all its embeds, which goes on after a restart and is closed while nobody looks', async (t) => {
  const partner = await register('Báo Trực Tiếp', [site.origin]);
  let draft = await publish(people, { title: 'Tin trực tiếp sẽ được đính chính rồi gỡ', summary: 'Tóm tắt.', body: { markdown: 'Nội dung trực tiếp.' } });
  const snippet = `<script src="${server.origin}/embed/v1/thidua.js" data-partner="${partner.id}" crossorigin="anonymous" defer></script>`;
  site.pages.set('live.html', `<!doctype html><html lang="vi"><title>Trực tiếp</title>${snippet}<main><thidua-article slug="${draft.slug}" live></thidua-article><thidua-news live limit="3"></thidua-news><thidua-news live limit="1" heading="2"></thidua-news><thidua-news limit="2"></thidua-news></main></html>`);
  const { page } = await open(t, 'about:blank');
  const lines = [];
  const ended = [];
  const isLine = (request) => request.url().includes('/embed/v1/events?');
  page.on('request', (request) => isLine(request) && lines.push(request));
  for (const end of ['requestfailed', 'requestfinished']) page.on(end, (request) => isLine(request) && ended.push(request));
  const shown = async (text, millis = liveMillis) => {
    const begun = Date.now();
    await page.getByText(text).first().waitFor({ timeout: millis });
    return Date.now() - begun;
  };
  const until = async (holds, what) => {
    for (const end = Date.now() + stepMillis; !holds(); await setTimeout(50)) assert.ok(Date.now() < end, what);
  };
  await page.goto(`${site.origin}/live.html`);
  await shown('Nội dung trực tiếp.', stepMillis);
  await until(() => lines.length > 0, 'no line is opened');
  await setTimeout(1_500); // the first page of the line comes, and embeds ask once more

  ({ draft } = await editor('mutation($id: ID!, $v: Int!) { articleCorrect(input: { id: $id, version: $v, notice: "Sửa tên đơn vị." }) { draft { id version } userErrors { code message } } }', { id: draft.id, v: draft.version }));
  t.diagnostic(`a correction shows after ${await shown('Sửa tên đơn vị.')} ms`);
  assert.equal(lines.length, 1, 'each embed has a line of its own');
  assert.equal(ended.length, 0);

  await server.end();
  await until(() => ended.length === 1, 'the line is not closed with the server');
  await server.start();
  await until(() => lines.length > 1, 'no other line is opened');
  await page.locator('.state').first().waitFor({ state: 'detached' });
  await until(() => lines.length - ended.length === 1, 'no line is open');
  assert.match(lines.at(-1).url(), /&after=./, 'the line does not go on where it broke');
  await editor('mutation($id: ID!, $v: Int!) { articleRetract(input: { id: $id, version: $v, notice: "Bài trực tiếp có sai sót." }) { draft { id version } userErrors { code message } } }', { id: draft.id, v: draft.version });
  t.diagnostic(`a withdrawal shows after ${await shown('Bài trực tiếp có sai sót.')} ms`);
  assert.equal(await page.getByText('Nội dung trực tiếp.').count(), 0);

  const look = (state) => page.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
  await look('hidden');
  await until(() => ended.length === lines.length, 'the line stays while nobody looks');
  await look('visible');
  await until(() => lines.length - ended.length === 1, 'the line is not opened again');
  await page.evaluate(() => { for (const one of document.querySelectorAll('[live]')) one.remove(); });
  await until(() => ended.length === lines.length, 'the line stays when nothing is live');
});

test('a page whose line is refused asks every ten seconds, and a stranger has none', async (t) => {
  const partner = await register('Báo Không Có Dòng', [site.origin]);
  site.pages.set('poll.html', `<!doctype html><html lang="vi"><title>Hỏi lại</title><script src="${server.origin}/embed/v1/thidua.js" data-partner="${partner.id}" crossorigin="anonymous" defer></script><thidua-news live limit="1"></thidua-news></html>`);
  const { page, context } = await open(t, 'about:blank');
  await context.route('**/embed/v1/events?**', (route) => route.fulfill({ status: 503, headers: { 'Access-Control-Allow-Origin': '*' }, body: '{}' }));
  const asked = [];
  page.on('request', (request) => request.url().includes('/embed/v1/news.json') && asked.push(Date.now()));
  await page.goto(`${site.origin}/poll.html`);
  await page.locator('thidua-news li').first().waitFor();
  await page.waitForRequest((request) => request.url().includes('/embed/v1/news.json'), { timeout: 20_000 });
  const pause = asked.at(-1) - asked.at(-2);
  assert.ok(pause > 7_000 && pause < 15_000, `it asks again after ${pause} ms`);

  const line = (origin) => fetch(`${server.origin}/embed/v1/events?partner=${partner.id}`, { headers: { Origin: origin, Accept: 'text/event-stream' } });
  const refused = await line(stranger.origin);
  assert.equal(refused.status, 403);
  assert.equal((await refused.json()).error.code, 'FORBIDDEN');
});

test('a page of an origin that is not registered shows why, and cannot frame; a page that asks too often waits', async (t) => {
  const partner = await register('Báo Có Phép', ['https://co-phep.example.vn']);
  const frame = `${server.origin}/embed/v1/news?partner=${partner.id}`;
  stranger.pages.set('theft.html', `<!doctype html><html lang="vi"><title>Trang lạ</title><script src="${server.origin}/embed/v1/thidua.js" data-partner="${partner.id}" crossorigin="anonymous" defer></script><thidua-news><p>Dự phòng</p></thidua-news><iframe src="${frame}" width="500" height="300"></iframe></html>`);
  const { page } = await open(t, `${stranger.origin}/theft.html`);
  await page.getByText('chưa được đăng ký').waitFor();
  assert.equal(await page.getByText('Dự phòng').isVisible(), true, 'what stands in the element is not shown');
  assert.equal(await page.locator('thidua-news li').count(), 0);
  const framed = page.frames().find((f) => f.url().startsWith('chrome-error') || f.url() === frame);
  assert.equal(await framed.locator('li').count(), 0, 'it is framed without leave');
  await picture(page, 'stranger');
  const direct = await fetch(`${server.origin}/embed/v1/news.json?partner=${partner.id}`, { headers: { Origin: stranger.origin } });
  assert.equal(direct.status, 403);
  assert.equal((await direct.json()).error.code, 'FORBIDDEN');

  const slow = await register('Báo Hỏi Nhiều', [site.origin.replace('127.0.0.1', '[::1]')], 'perMinute: 3');
  const statuses = [];
  for (let i = 0; i < 6; i++) {
    const response = await fetch(`${server.origin}/embed/v1/news.json?partner=${slow.id}`, { headers: { Origin: site.origin.replace('127.0.0.1', '[::1]') } });
    statuses.push(response.status);
  }
  assert.deepEqual(statuses.slice(0, 3), [200, 200, 200]);
  assert.ok(statuses.slice(3).includes(429), `it is never told to wait: ${statuses}`);
});

test('a partner shows what it was allowed, and nothing else', async () => {
  const { nodes } = await admin('{ blocs(first: 2) { nodes { id slug name articles(first: 20) { nodes { canonicalUrl slug } } } } }');
  const [bloc, other] = nodes.sort((a, b) => b.articles.nodes.length - a.articles.nodes.length);
  assert.ok(bloc.articles.nodes.length > 0 && other, 'the example content has no two blocs, or no news of one');
  const partner = await register('Báo Một Khối', [site.origin], `blocIds: ["${bloc.id}"]`);
  const ask = async (path) => (await fetch(`${server.origin}/embed/v1/${path}&partner=${partner.id}`, { headers: { Origin: site.origin } })).json();

  const own = bloc.articles.nodes.map((a) => a.canonicalUrl);
  assert.deepEqual((await ask('news.json?limit=20')).items.map((i) => i.url), own);
  assert.equal((await ask(`news.json?bloc=${bloc.slug}`)).heading, bloc.name);
  assert.equal((await ask(`news.json?bloc=${other.slug}`)).error.code, 'FORBIDDEN');
  assert.equal((await ask(`article.json?slug=${bloc.articles.nodes[0].slug}`)).link, own[0]);

  const all = await admin('{ articles(first: 50) { nodes { slug canonicalUrl } } }');
  const elsewhere = all.nodes.find((a) => !own.includes(a.canonicalUrl));
  assert.equal((await ask(`article.json?slug=${elsewhere.slug}`)).error.code, 'FORBIDDEN');
  for (const path of ['news.json?limit=21', 'news.json?limit=x', 'awards.json?unit=khong-co', 'article.json?slug=']) {
    assert.match((await ask(path)).error.code, /^(INVALID|NOT_FOUND)$/, path);
  }
  assert.equal((await fetch(`${server.origin}/embed/v1/nothing.json?partner=${partner.id}`, { headers: { Origin: site.origin } })).status, 404);
});

test('the text of a hostile article does not run in the page', async (t) => {
  const partner = await register('Báo Cẩn Thận', [stranger.origin]);
  const attack = '<img src=x onerror="window.hacked=1"><script>window.hacked=2</scr' + 'ipt>';
  const draft = await publish(people, {
    title: `Tin ${attack}`,
    summary: attack,
    body: { html: `<p onclick="window.hacked=3">Đoạn <a href="javascript:window.hacked=4">liên kết</a></p>${attack}<svg onload="window.hacked=5"></svg>` },
  });
  stranger.pages.set('careful.html', `<!doctype html><html lang="vi"><title>Cẩn thận</title><script src="${server.origin}/embed/v1/thidua.js" data-partner="${partner.id}" crossorigin="anonymous" defer></script><thidua-article slug="${draft.slug}"></thidua-article><thidua-news limit="1"></thidua-news></html>`);
  const { page } = await open(t, `${stranger.origin}/careful.html`);
  await page.locator('thidua-article article').waitFor();
  await page.locator('thidua-news li').waitFor();
  const found = await page.evaluate(() => {
    const inside = [...document.querySelectorAll('thidua-article, thidua-news')].flatMap((e) => [...e.shadowRoot.querySelectorAll('*')]);
    return {
      hacked: window.hacked,
      handlers: inside.filter((e) => [...e.attributes].some((a) => a.name.startsWith('on'))).length,
      scripts: inside.filter((e) => ['SCRIPT', 'SVG', 'IFRAME'].includes(e.tagName.toUpperCase())).length,
      links: inside.filter((e) => /^\s*javascript:/i.test(e.getAttribute('href') ?? '')).length,
      title: document.querySelector('thidua-article').shadowRoot.querySelector('h3').textContent,
    };
  });
  assert.deepEqual(found, { hacked: undefined, handlers: 0, scripts: 0, links: 0, title: `Tin ${attack}` });
});
