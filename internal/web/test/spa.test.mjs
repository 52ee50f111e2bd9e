/** The example app, built and served from an origin of its own, asks the real server: it reads, searches, follows, and goes on without a network. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { startBrowser } from './browser.mjs';
import { newsroom, publish, step } from './person.mjs';
import { startServer } from './server.mjs';

const run = promisify(execFile);
const source = fileURLToPath(new URL('../../../examples/spa', import.meta.url));
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = process.env.SCREENSHOTS;

/** A step may take long where everything runs at once. */
const stepMillis = 60_000;
/** So soon is a change seen by who is on the line. */
const liveMillis = 15_000;

let app; // the directory of the built app
let site;
let server;
let browser;
let people;

/** Serves the built app as any host of files does: what is no file is the page, which is told where the API is. */
async function serveSite() {
  const types = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };
  const place = { api: '', build: '' };
  const listener = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://x');
    let name = extname(pathname) ? pathname : '/index.html';
    let body = await readFile(join(app, name)).catch(() => undefined);
    if (name === '/index.html') body = body.toString().replace('name="thidua-server" content=""', `name="thidua-server" content="${place.api}"`).replace('</head>', `${place.build}</head>`);
    response.writeHead(body ? 200 : 404, { 'Content-Type': `${types[extname(name)] ?? 'text/plain'}; charset=utf-8`, 'Cache-Control': 'no-cache' }).end(body);
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  return { origin: `http://127.0.0.1:${listener.address().port}`, place, stop: () => listener.close() };
}

/** Publishes an article of a title. */
const tell = (title, markdown = 'Nội dung của bài.') => publish(people, { title, summary: `Tóm tắt: ${title}`, body: { markdown } });

/** Opens the app in a browser profile of its own, and notes what it complains of. */
async function open(t, path = '/', options = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'vi-VN', ...options });
  context.setDefaultTimeout(stepMillis);
  t.after(() => context.close());
  const page = await context.newPage();
  const complaints = [];
  const requests = [];
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  page.on('request', (request) => {
    requests.push(request);
    if (![site.origin, server.origin].includes(new URL(request.url()).origin)) complaints.push(`request to ${request.url()}`);
  });
  await page.goto(site.origin + path);
  return { page, context, complaints, requests };
}

/** Checks that axe finds nothing, in light and in dark. */
async function barrierFree(page, name) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(`{ ${axe} }`);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`), [], `${name}, ${colorScheme}`);
    await picture(page, `${name}-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function picture(page, name) {
  if (pictures) await page.screenshot({ path: join(pictures, `spa-${name}.png`), fullPage: true });
}

const titles = (page) => page.locator('.card h2').allInnerTexts();
const heading = (page, name) => page.getByRole('heading', { level: 1, name });
/** Waits until a text is in the browser's own database, or is there no more. */
async function kept(page, text, is = true) {
  for (const end = Date.now() + stepMillis; Date.now() < end; await setTimeout(100)) {
    const all = await page.evaluate(async () => {
      const done = (request) => new Promise((resolve, reject) => Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }));
      const database = await done(indexedDB.open('thidua'));
      const entries = await done(database.transaction('entries').objectStore('entries').getAll());
      database.close();
      return JSON.stringify(entries);
    });
    if (all.includes(text) === is) return;
  }
  assert.fail(`${text}: ${is ? 'is not kept' : 'is still kept'}`);
}

/** The page stays on the line. */
const live = (page) => page.locator('[data-line=live]').waitFor({ state: 'attached' });

before(async () => {
  await access(join(source, 'node_modules')).catch(() => assert.fail('the example app has no packages: npm --prefix examples/spa ci'));
  app = await mkdtemp(join(tmpdir(), 'thidua-spa-'));
  await run('npm', ['run', 'build', '--', '--outDir', app, '--emptyOutDir'], { cwd: source });
  site = await serveSite();
  [server, browser] = await Promise.all([startServer(`--cors-origin=${site.origin}`), startBrowser()]);
  site.place.api = server.origin;
  people = await newsroom(server);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  site?.stop();
  if (app) await rm(app, { recursive: true, force: true });
});

test('reads the list by parts, an article by its blocks, and comes back, by hashes over GET', async (t) => {
  for (let i = 1; i <= 12; i++) await tell(`Tin số ${i} của tháng`);
  const { page, complaints } = await open(t);
  await page.locator('.card').nth(9).waitFor();
  assert.equal((await titles(page))[0], 'Tin số 12 của tháng');
  assert.equal(await page.title(), 'Tin tức – Thi đua – Khen thưởng');
  await barrierFree(page, 'news');

  await page.getByRole('button', { name: 'Xem thêm tin cũ hơn' }).click();
  await page.getByText('Đã hết tin.').waitFor();
  const all = await titles(page);
  assert.equal(all.length, 17);
  assert.equal(new Set(all).size, 17, 'an article is there twice');

  const title = 'Hội nghị tổng kết công tác thi đua, khen thưởng năm 2021, triển khai nhiệm vụ công tác năm 2022';
  await page.getByRole('link', { name: title }).click();
  await heading(page, title).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H1', 'the focus does not follow');
  assert.equal(await page.title(), `${title} – Thi đua – Khen thưởng`);
  assert.match(await page.locator('article time').first().innerText(), /^14\/0?1\/2022$/);
  assert.ok((await page.locator('article > p').count()) > 3);
  await barrierFree(page, 'article');

  await page.goBack();
  await heading(page, 'Tin tức').waitFor();
  assert.match(await page.title(), /^Tin tức/);
  assert.deepEqual(complaints, []);

  // The next reader sends no query but by its hash, which a CDN can keep; only the stream is a POST.
  const next = await open(t);
  await next.page.locator('.card').nth(9).waitFor();
  await live(next.page);
  const asked = next.requests.filter((request) => request.url().startsWith(`${server.origin}/graphql`) && request.headers().accept !== 'text/event-stream, multipart/mixed');
  assert.ok(asked.length >= 2);
  assert.deepEqual(asked.filter((request) => request.method() !== 'GET' || new URL(request.url()).searchParams.has('query')).map((request) => request.url()), []);
  const kept = await next.page.evaluate((url) => fetch(url).then((answer) => answer.headers.get('cache-control')), asked.find((request) => request.url().includes('=News')).url());
  assert.match(kept, /max-age|no-cache/);
});

test('leads on by the links of a text, and says what is not there', async (t) => {
  const { id, slug } = (await people.admin('{ articles(first: 1) { nodes { id slug } } }')).nodes[0];
  const from = await tell('Tin có liên kết', `Xem [bài trước](article:${id}) và [trang khác](https://example.vn/).\n\n## Đề mục\n\n- một\n  - hai\n\n| Năm | Số |\n|---|---|\n| 2021 | 4 |`);
  const { page, complaints } = await open(t, `/bai-viet/${from.slug}`, { viewport: { width: 360, height: 700 } });
  await heading(page, 'Tin có liên kết').waitFor();
  assert.equal(await page.locator('article li li').innerText(), 'hai');
  assert.equal(await page.locator('th[scope=col]').first().innerText(), 'Năm');
  assert.equal(await page.getByRole('link', { name: 'trang khác' }).getAttribute('href'), 'https://example.vn/');
  await barrierFree(page, 'phone');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page scrolls sideways on a phone');
  await page.getByRole('link', { name: 'bài trước' }).click();
  await page.waitForURL(`**/bai-viet/${slug}`);
  await page.goBack();
  await heading(page, 'Tin có liên kết').waitFor();
  await page.goto(`${site.origin}/bai-viet/khong-co-bai-nay`);
  await heading(page, 'Không có bài viết này').waitFor();
  await page.goto(`${site.origin}/khong/co/trang`);
  await heading(page, 'Không có trang này').waitFor();
  assert.deepEqual(complaints, []);
});

test('shows the members of a bloc, and calls a nomination one', async (t) => {
  const { page, complaints } = await open(t, '/khoi/khoi-kinh-te-ky-thuat-tinh-kon-tum');
  await heading(page, /kinh tế - kỹ thuật/).waitFor();
  assert.match((await page.locator('ol li').allInnerTexts()).join('\n'), /Ban Quản lý Khu kinh tế tỉnh Kon Tum từ 0?1\/0?1\/2021/);
  const flag = page.getByRole('listitem').filter({ hasText: 'Đề nghị tặng Cờ thi đua của UBND tỉnh' });
  assert.match(await flag.innerText(), /Ban Quản lý Khu kinh tế tỉnh Kon Tum: Đề nghị tặng Cờ/);
  assert.equal(await page.getByText(/được tặng/i).count(), 0, 'a nomination is shown as an award');
  await barrierFree(page, 'bloc');
  assert.deepEqual(complaints, []);
});

test('searches without marks, marks what answers, suggests, and asks what was meant', async (t) => {
  const { page, complaints } = await open(t, '/tim-kiem');
  const field = page.getByRole('searchbox');
  await field.pressSequentially('khoi kinh te');
  const suggestions = page.getByRole('navigation', { name: 'Gợi ý' });
  await suggestions.getByRole('link').first().waitFor();
  assert.match(await suggestions.locator('mark').first().innerText(), /khối/i);
  await picture(page, 'suggestions');
  await field.press('Enter');
  await page.locator('.card').first().waitFor();
  assert.match(await page.getByRole('status').filter({ hasText: 'kết quả' }).innerText(), /^\d+ kết quả cho “khoi kinh te”/);
  assert.match((await page.locator('.card mark').allInnerTexts()).join(' '), /khối.*kinh.*tế/i);
  assert.equal(await suggestions.count(), 0);
  await barrierFree(page, 'search');

  await field.fill('khem thuong');
  await page.getByRole('button', { name: 'Tìm' }).click();
  await page.getByRole('link', { name: 'khen thưởng', exact: true }).click();
  await page.locator('.card').first().waitFor();
  assert.equal(await field.inputValue(), 'khen thưởng');
  assert.equal(new URL(page.url()).searchParams.get('q'), 'khen thưởng');
  assert.deepEqual(complaints, []);
});

test('shows what is published, corrected and withdrawn while it is looked at', async (t) => {
  const { page, complaints } = await open(t);
  await page.locator('.card').first().waitFor();
  await live(page);
  let draft = await tell('Tin đến khi đang xem', 'Nội dung lúc đầu.');
  const link = page.getByRole('link', { name: 'Tin đến khi đang xem' });
  await link.waitFor({ timeout: liveMillis });
  assert.equal((await titles(page))[0], 'Tin đến khi đang xem');

  await link.click();
  await page.getByText('Nội dung lúc đầu.').waitFor();
  await live(page);
  draft = await step(people.editor, 'articleCorrect', draft, 'notice: "Sửa ngày họp."');
  await page.getByText('Sửa ngày họp.').waitFor({ timeout: liveMillis });
  assert.equal(await page.getByText('Nội dung lúc đầu.').count(), 1);
  await picture(page, 'corrected');

  await step(people.editor, 'articleRetract', draft, 'notice: "Bài có sai sót."');
  await page.getByText('Đã gỡ bài ngày').waitFor({ timeout: liveMillis });
  assert.equal(await page.getByText('Nội dung lúc đầu.').count(), 0);
  assert.equal(await page.getByText('Bài có sai sót.').count(), 1);
  await barrierFree(page, 'withdrawn');
  await page.getByRole('link', { name: 'Tin mới nhất' }).click();
  await page.locator('.card').first().waitFor();
  assert.equal(await link.count(), 0, 'a withdrawn article is still in the list');
  assert.deepEqual(complaints, []);
});

test('asks now and then where no stream gets through', async (t) => {
  const { page, context } = await open(t);
  const isStream = (request) => request.headers().accept?.startsWith('text/event-stream');
  await context.route(`${server.origin}/graphql`, (route) => (isStream(route.request()) ? route.abort() : route.continue()));
  await page.reload();
  await page.locator('[data-line=polling]').waitFor({ state: 'attached' });
  await publish(people, { title: 'Tin đến không cần dòng', summary: 'Tóm tắt.', body: { markdown: 'Nội dung.' } });
  await page.getByRole('link', { name: 'Tin đến không cần dòng' }).waitFor();
  assert.equal(await page.locator('.standing').innerText(), '', 'it says that there is no network');
});

test('opens again without a network with what was read, says so, and learns what was withdrawn meanwhile', async (t) => {
  const stays = await tell('Tin còn lại', 'Nội dung còn lại.');
  const goes = await tell('Tin sẽ gỡ khi vắng mạng', 'Nội dung sẽ gỡ.');
  const { page, context } = await open(t, `/bai-viet/${goes.slug}`);
  await page.getByText('Nội dung sẽ gỡ.').waitFor();
  await kept(page, 'Nội dung sẽ gỡ.');
  await page.goto(`${site.origin}/bai-viet/${stays.slug}`);
  await page.getByText('Nội dung còn lại.').waitFor();
  await page.getByRole('link', { name: 'Tin tức' }).click();
  await page.locator('.card').first().waitFor();
  await live(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await kept(page, 'Nội dung còn lại.');
  await kept(page, 'articles({');

  await context.setOffline(true);
  await page.reload();
  await page.locator('.card').first().waitFor();
  await page.getByText(/Không có kết nối. Đang xem nội dung đã lưu, cập nhật lúc \d/).waitFor();
  await barrierFree(page, 'offline');
  await page.getByRole('link', { name: 'Tin sẽ gỡ khi vắng mạng' }).click();
  await page.getByText('Nội dung sẽ gỡ.').waitFor();
  await page.goto(`${site.origin}/khoi/khoi-vi-du`);
  await page.getByText('chưa được lưu để đọc khi không có mạng').waitFor();
  await page.goto(site.origin);
  await page.locator('.card').first().waitFor();

  await step(people.editor, 'articleRetract', goes, 'notice: "Đã gỡ khi người đọc vắng mạng."');
  await tell('Tin đăng khi vắng mạng');
  await context.setOffline(false);
  await page.getByRole('link', { name: 'Tin đăng khi vắng mạng' }).waitFor({ timeout: liveMillis });
  await page.getByRole('link', { name: 'Tin sẽ gỡ khi vắng mạng' }).waitFor({ state: 'detached', timeout: liveMillis });
  await live(page);
  await page.locator('.standing').filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
  await kept(page, 'Đã gỡ khi người đọc vắng mạng.');
  await kept(page, 'Nội dung sẽ gỡ.', false);

  // What was learnt is kept too: without a network again, the notice stands where the text was, and the other text is there.
  await context.setOffline(true);
  await page.goto(`${site.origin}/bai-viet/${goes.slug}`);
  await page.getByText('Đã gỡ khi người đọc vắng mạng.').waitFor();
  assert.equal(await page.getByText('Nội dung sẽ gỡ.').count(), 0);
  await page.goto(`${site.origin}/bai-viet/${stays.slug}`);
  await page.getByText('Nội dung còn lại.').waitFor();
});

test('begins anew when the server was restored, and keeps a newer build of itself', async (t) => {
  const { slug } = await tell('Tin trước khi khôi phục', 'Nội dung trước khi khôi phục.');
  const { page, context, complaints } = await open(t, `/bai-viet/${slug}`);
  await kept(page, 'Nội dung trước khi khôi phục.');
  await page.getByRole('link', { name: 'Tin tức' }).click();
  await page.locator('.card').first().waitFor();
  await live(page);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await kept(page, 'articles({');
  const cursor = () => page.evaluate(() => localStorage.getItem('thidua:cursor'));
  for (const end = Date.now() + stepMillis; !(await cursor()); await setTimeout(100)) assert.ok(Date.now() < end, 'no cursor is kept');
  // Of the feed of another database.
  const foreign = Buffer.from('1:01ARZ3NDEKTSV4RRFFQ69G5FAV:9').toString('base64url');
  await page.evaluate((to) => localStorage.setItem('thidua:cursor', to), foreign);
  await page.reload();
  for (const end = Date.now() + stepMillis; [null, foreign].includes(await cursor().catch(() => null)); await setTimeout(100)) assert.ok(Date.now() < end, 'it goes on with a cursor of another feed');
  await page.locator('.card').first().waitFor();
  await live(page);
  await kept(page, 'articles({');
  await kept(page, 'Nội dung trước khi khôi phục.', false);
  assert.deepEqual(complaints, []);

  site.place.build = '<meta name="build" content="2">';
  await page.reload();
  await page.locator('.card').first().waitFor();
  const isNewer = () => page.evaluate(async () => (await (await caches.match('/')).text()).includes('name="build"'));
  for (const end = Date.now() + stepMillis; !(await isNewer()); await setTimeout(100)) assert.ok(Date.now() < end, 'an older build is kept');
  await context.setOffline(true);
  await page.reload();
  await page.locator('.card').first().waitFor();
  assert.equal(await page.locator('meta[name=build]').count(), 1);
});
