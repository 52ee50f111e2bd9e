/** The desk: ready requests by role and task, saved queries, keys, and what the browser keeps. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { openPlayground, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** How long a step may take; a busy build machine draws slowly. */
const stepMillis = 30_000;

const queryEditor = '.graphiql-query-editor .monaco-editor';
const variablesEditor = '.graphiql-editor-tool .graphiql-editor:not(.hidden)';
const tabs = '.graphiql-tab-button';
const response = '.graphiql-response';

let server;
let browser;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Runs steps on a playground that was never visited before, and fails if the page did anything wrong meanwhile. */
function deskTest(name, steps, options) {
  test(name, async (t) => {
    const playground = await openPlayground(browser, server.origin, options);
    t.after(playground.close);
    playground.page.setDefaultTimeout(stepMillis);
    const picture = async (of) => {
      if (process.env.SCREENSHOTS) {
        await playground.page.screenshot({ path: `${process.env.SCREENSHOTS}/desk-${of}.png` });
      }
    };
    try {
      await steps({ ...playground, picture });
    } catch (error) {
      await picture(`failed-${name.slice(0, 30)}`);
      throw error;
    }
    assert.deepEqual(playground.complaints, []);
  });
}

/** Waits until the element shows what the pattern says. */
async function waitFor(page, selector, pattern) {
  await page.waitForFunction(
    ([where, source]) => new RegExp(source).test(document.querySelector(where)?.innerText.replaceAll(/\s+/g, ' ') ?? ''),
    [selector, pattern.source],
  );
}

/** Waits until the keys go into an element that the selector finds, or into one within it. */
async function waitForFocus(page, selector) {
  await page.waitForFunction((where) => document.activeElement?.closest(where), selector);
}

/** Fails on what axe finds wrong in a part of the page, in the light and in the dark. */
async function look(page, part) {
  await page.evaluate(`{ ${axe} }`);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate((where) => window.axe.run(where, { resultTypes: ['violations'] }), part);
    assert.deepEqual(violations.map((v) => `${part} ${colorScheme} ${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`), []);
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/desk${part.replaceAll(/[^a-z]/g, '-')}-${colorScheme}.png` });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${part}: the page scrolls sideways`);
}

async function signIn(page, login, secret) {
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  const form = page.getByRole('dialog', { name: 'Đăng nhập' });
  await form.getByLabel('Tên đăng nhập').fill(login);
  await form.getByLabel('Mật khẩu').fill(secret);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Đăng xuất' }).waitFor();
}

/** Puts a text in the place of all that is in the editor that has the keys; into an empty one, where it adds no brackets of its own. */
async function write(page, text) {
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
  // The browser tells of the caret's move a moment after the text. A key that came before, as no hand types, would have its move undone.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/** Opens a ready request by what somebody types, from wherever they are. */
async function open(page, typed) {
  await page.keyboard.press('Control+Alt+KeyV');
  await waitForFocus(page, '.thidua-desk input[type="search"]');
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.insertText(typed);
  await page.keyboard.press('Enter');
}

const panelOf = (page) => page.getByRole('region', { name: 'Việc cần làm' });

deskTest('a request is found without marks and opened with its variables, by keys alone', async ({ page, picture }) => {
  const panel = panelOf(page);
  await panel.waitFor(); // open at a first visit
  await page.keyboard.press('Control+Alt+KeyV');
  await waitForFocus(page, '.thidua-desk input[type="search"]');
  await page.keyboard.type('tim quyet dinh');
  await panel.getByRole('button', { name: 'Tìm quyết định' }).waitFor();
  await panel.getByRole('button', { name: 'Viết bài mới' }).waitFor({ state: 'detached' });
  await picture('filter');
  await look(page, '.thidua-desk');
  const before = await page.locator(tabs).count();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement?.innerText.split('\n')[0]), 'Tìm quyết định');
  await page.keyboard.press('Enter');
  await waitFor(page, queryEditor, /query TimQuyetDinh/);
  await waitForFocus(page, '.thidua-fields input');
  await picture('opened');
  await page.keyboard.press('Control+Enter');
  await waitFor(page, response, /263\/QĐ-UBND/);
  assert.equal(await page.locator(tabs).count(), before + 1);

  // Again: the same tab, with what was changed in it.
  await page.keyboard.press('Control+Alt+KeyB');
  await waitForFocus(page, variablesEditor);
  await waitFor(page, variablesEditor, /"number": "263\/qd-ubnd"/);
  await write(page, '{"where": {"number": "412/qd-ubnd"}}');
  await open(page, 'tim don vi');
  await waitFor(page, queryEditor, /query TimDonVi/);
  await open(page, 'tim quyet dinh');
  await waitFor(page, queryEditor, /query TimQuyetDinh/);
  await waitFor(page, variablesEditor, /412\/qd-ubnd/);
  assert.equal(await page.locator(tabs).count(), before + 2);
});

deskTest('the list shows what the person signed in can do, and all when asked', async ({ page, picture }) => {
  await page.keyboard.press('Control+Alt+KeyV');
  const panel = panelOf(page);
  const names = () => panel.locator('.thidua-desk-request').allInnerTexts();
  await panel.getByText('Việc ai cũng làm được.').waitFor();
  assert.ok(!(await names()).includes('Viết bài mới'), 'nobody writes without an account');
  assert.ok((await names()).includes('Tìm quyết định'));

  await signIn(page, 'admin', server.firstPassword());
  await panel.getByText('Việc của quản trị viên.').waitFor();
  const all = await names();
  assert.ok(all.includes('Tạo tài khoản') && all.includes('Viết bài mới'));
  await picture('administrator');
  await page.getByRole('button', { name: 'Đăng xuất' }).click();
  await panel.getByText('Việc ai cũng làm được.').waitFor();
  assert.ok(!(await names()).includes('Tạo tài khoản'));
  await panel.getByRole('checkbox', { name: 'Hiện cả việc của vai trò khác' }).check();
  assert.deepEqual(await names(), all);
  await panel.getByRole('searchbox').fill('khong co viec nay');
  await panel.getByText('Không có việc nào như vậy').waitFor();
});

deskTest('an administrator saves a query under a name, and the server answers at the addresses that the page tells', async ({ page, picture }) => {
  const button = page.getByRole('button', { name: 'Lưu thành truy vấn có tên' });
  assert.equal(await button.count(), 0, 'for administrators only');
  await signIn(page, 'admin', server.firstPassword());
  await page.getByRole('button', { name: 'Thẻ mới' }).click();
  await page.locator(queryEditor).click();
  await page.keyboard.insertText('query BaiMoi { articles(first: 3) { nodes { id title } } }');

  await button.click();
  const dialog = page.getByRole('dialog', { name: 'Lưu thành truy vấn có tên' });
  await dialog.getByLabel('Tên').fill('bài mới');
  await page.keyboard.press('Enter');
  await dialog.locator('.thidua-wrong').waitFor();
  assert.equal(await dialog.getByLabel('Tên').getAttribute('aria-invalid'), 'true');
  await look(page, '.thidua-save');
  await dialog.getByLabel('Tên').fill('bai-moi');
  await dialog.getByLabel('Giữ câu trả lời bao nhiêu giây').fill('60');
  await page.keyboard.press('Enter');
  await dialog.getByRole('status').filter({ hasText: 'bai-moi' }).waitFor();
  await look(page, '.thidua-save');
  await picture('saved');
  const addresses = await dialog.locator('li code').allInnerTexts();
  assert.deepEqual(addresses, [`${server.origin}/graphql?documentId=bai-moi`, `${server.origin}/f/bai-moi.rss`]);
  for (const address of addresses) {
    const answer = await fetch(address);
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /Lấy ý kiến về hồ sơ/);
  }
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });

  // What is there under the name gives way only to who says so.
  await page.locator(queryEditor).click();
  await write(page, 'query BaiMoi { articles(first: 1) { nodes { id title } } }');
  await button.click();
  await dialog.getByLabel('Tên').fill('bai-moi');
  await page.keyboard.press('Enter');
  await dialog.getByRole('alert').filter({ hasText: 'Thay bản đang có' }).waitFor();
  await dialog.getByRole('button', { name: 'Thay bản đang có' }).click();
  await dialog.getByRole('status').waitFor();
  assert.equal((await (await fetch(addresses[0])).json()).data.articles.nodes.length, 1);
});

deskTest('one table tells the keys, from a button, from outside the editors and from within', async ({ page, picture }) => {
  const dialog = page.getByRole('dialog', { name: 'Phím tắt' });
  const isOpen = async () => {
    await dialog.getByText('Ctrl + Alt + V').waitFor();
    assert.equal(await page.getByRole('dialog').count(), 1);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  };
  await page.getByRole('button', { name: 'Phím tắt', exact: true }).click();
  await dialog.getByText('Ctrl + Alt + V').waitFor();
  await look(page, '.graphiql-dialog');
  await isOpen();
  await page.getByRole('button', { name: 'Xem phím tắt' }).click();
  await isOpen();
  await page.keyboard.press('F1');
  await isOpen();
  await page.keyboard.press('Control+Alt+KeyY');
  await waitForFocus(page, '.graphiql-query-editor');
  await page.keyboard.press('Control+Alt+KeyH');
  await isOpen();
  await waitForFocus(page, '.graphiql-query-editor'); // back to where the person was
});

deskTest('the keys of the table do what it says', async ({ page }) => {
  const places = [
    ['KeyV', '.thidua-desk'],
    ['KeyY', '.graphiql-query-editor'],
    ['KeyB', '.graphiql-editor-tool'],
    ['KeyQ', response],
    ['KeyF', '.thidua-form'],
    ['KeyG', '.thidua-session'],
  ];
  for (const [key, place] of [...places, ...places.toReversed()]) {
    await page.keyboard.press(`Control+Alt+${key}`);
    await waitForFocus(page, place);
  }
  await page.keyboard.press('Control+Enter'); // from the button, outside the editors
  await waitFor(page, response, /Hội nghị tổng kết/);
  await page.keyboard.press('Control+Alt+KeyK');
  await waitForFocus(page, '.graphiql-doc-explorer-search');
  await page.keyboard.press('Control+Comma');
  await page.getByRole('dialog', { name: 'Cài đặt' }).waitFor();
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+Alt+KeyV');
  await waitForFocus(page, '.thidua-desk');
  const here = () => page.evaluate(() => document.activeElement?.innerText?.split('\n')[0]);
  await page.keyboard.press('ArrowDown');
  const first = await here();
  await page.keyboard.press('End');
  assert.notEqual(await here(), first);
  await page.keyboard.press('Home');
  assert.equal(await here(), first);
  await page.keyboard.press('ArrowUp');
  await waitForFocus(page, 'input[type="search"]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await waitForFocus(page, 'input[type="search"]');
});

deskTest('the keys of the editor do what the table says', async ({ page, picture }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
  await page.getByRole('button', { name: 'Thẻ mới' }).click();
  await page.keyboard.press('Control+Alt+KeyY');
  await waitForFocus(page, '.graphiql-query-editor');
  const shows = (pattern) => waitFor(page, queryEditor, pattern);
  await write(page, 'query A { service { name } }');
  await shows(/service/);
  await page.keyboard.press('Control+Slash');
  await shows(/# query A/);
  await page.keyboard.press('Control+KeyZ');
  await shows(/(^|\d )query A/);
  await page.keyboard.press('Control+KeyY');
  await shows(/# query A/);
  await page.keyboard.press('Control+KeyZ');
  await page.keyboard.press('Shift+Control+KeyP');
  await page.waitForFunction((where) => document.querySelectorAll(`${where} .view-line`).length > 3, queryEditor);
  await page.keyboard.press('Shift+Control+KeyC');
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith('query A {\n'));

  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Alt+ArrowDown');
  await page.waitForFunction((where) => document.querySelectorAll(`${where} .squiggly-error`).length > 0, queryEditor);
  await page.keyboard.press('Alt+ArrowUp');
  await page.waitForFunction((where) => document.querySelectorAll(`${where} .squiggly-error`).length === 0, queryEditor);

  await write(page, 'query B { ...C } fragment C on Query { service { name } }');
  await shows(/fragment C/);
  await page.waitForTimeout(300); // GraphiQL reads what is typed a moment later
  await page.keyboard.press('Shift+Control+KeyM');
  await page.waitForFunction((where) => !document.querySelector(where).innerText.includes('...C'), queryEditor);

  await write(page, 'query D { khongCo }');
  await page.locator(`${queryEditor} .squiggly-error`).waitFor();
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('F8');
  await page.getByText(/Cannot query field/).first().waitFor();
  await page.keyboard.press('Escape');

  await write(page, 'query E { serv');
  await page.keyboard.press('Control+Space');
  await waitFor(page, '.suggest-widget', /service/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+KeyF');
  await waitForFocus(page, '.find-widget');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => getComputedStyle(document.querySelector('.find-widget')).opacity === '0'); // it does not lie over the tabs
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget').getByRole('combobox').waitFor();
  await page.keyboard.press('Escape');

  await write(page, 'query F { service { name } }');
  await page.keyboard.press('Control+Home');
  for (let step = 0; step < 12; step += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F12');
  await waitFor(page, '.graphiql-doc-explorer', /service/);
  await picture('definition');

  await page.keyboard.press('Control+Alt+KeyY');
  await page.keyboard.press('Control+KeyM');
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => !document.activeElement?.matches('.inputarea'));
});

deskTest('history and tabs are there after a reload, but no secret is', async ({ page, picture }) => {
  const secret = 'khong ai duoc biet';
  await page.keyboard.press('Control+Alt+KeyV');
  await open(page, 'tim don vi');
  await waitForFocus(page, '.thidua-fields');
  await waitFor(page, queryEditor, /TimDonVi/);
  await page.keyboard.press('Control+Enter');
  await waitFor(page, response, /Nông nghiệp/);
  await page.keyboard.press('Control+Alt+KeyV');

  await panelOf(page).getByRole('checkbox').check();
  await open(page, 'doi mat khau');
  await waitFor(page, queryEditor, /DoiMatKhau/);
  await waitForFocus(page, '.thidua-fields');
  await page.keyboard.press('Control+Alt+KeyB');
  await waitForFocus(page, variablesEditor);
  await write(page, `{"input": {"currentPassword": "${secret}", "password": "${secret}"}}`);
  await page.keyboard.press('Control+Enter');
  await waitFor(page, response, /đăng nhập/);

  await page.getByRole('button', { name: 'Thẻ mới' }).click();
  await page.keyboard.press('Control+Alt+KeyY');
  await waitForFocus(page, '.graphiql-query-editor');
  await page.keyboard.insertText(`mutation Vao($p: String!) { sessionStart(input: {login: "x", password: $p, code: "${secret}"}) { userErrors { message } } }`);
  await page.keyboard.press('Control+Alt+KeyB');
  await waitForFocus(page, variablesEditor);
  await page.keyboard.insertText(`{"p": "${secret}"}`);
  await page.keyboard.press('Control+Enter');
  await waitFor(page, response, /không đúng/);
  await page.waitForFunction(() => localStorage.getItem('graphiql:tabState')?.includes('Vao'));
  const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie);
  assert.doesNotMatch(await kept(), new RegExp(secret));
  assert.match(await kept(), /TimDonVi/);

  const history = page.getByRole('region', { name: 'Lịch sử' });
  await page.getByRole('button', { name: 'Hiện lịch sử' }).click();
  // A request that is sent while GraphiQL still reads its variables is there once before and once after.
  const entries = async () => [...new Set(await history.locator('.graphiql-history-item-label').allInnerTexts())];
  assert.deepEqual(await entries(), ['TimDonVi'], 'what had a secret is no history, also before a reload');
  await page.reload();
  await history.locator('.graphiql-history-item-label', { hasText: 'TimDonVi' }).first().waitFor();
  assert.deepEqual(await entries(), ['TimDonVi']);
  await waitFor(page, queryEditor, /mutation Vao/);
  await waitFor(page, queryEditor, /code: ""/);
  await page.keyboard.press('Control+Alt+KeyB');
  await waitFor(page, variablesEditor, /"p": ""/);
  await picture('history');
  assert.doesNotMatch(await kept(), new RegExp(secret));

  // Tokens in request headers stay out too.
  await page.getByRole('button', { name: 'Header', exact: true }).click();
  await page.locator(variablesEditor).click();
  await page.keyboard.insertText(`{"X-Bi-Mat": "${secret}"}`);
  await open(page, 'tim quyet dinh');
  await waitFor(page, queryEditor, /TimQuyetDinh/);
  await page.getByRole('button', { name: 'Header', exact: true }).click();
  await page.locator(variablesEditor).click();
  await page.keyboard.insertText(`{"X-Bi-Mat": "bimat"}`);
  await page.keyboard.press('Control+Enter');
  await waitFor(page, response, /officialName|263/);
  await page.waitForFunction(() => localStorage.getItem('graphiql:queries')?.includes('TimQuyetDinh'));
  assert.doesNotMatch(await kept(), /Bi-Mat/);
});

deskTest('what an older page kept with secrets in it is cleaned, and history goes on', async ({ page }) => {
  await page.evaluate(() => {
    const old = { query: 'mutation Cu($p: String!) { sessionStart(input: {login: "x", password: $p, code: """mat khau cu"""}) { userErrors { message } } }', variables: '{"p": "mat khau cu"}' };
    localStorage.setItem('graphiql:queries', JSON.stringify({ queries: [old, { query: 'query Giu { service { name } }', headers: '{"X": "mat khau cu"}' }] }));
    localStorage.setItem('graphiql:variables', old.variables);
    localStorage.setItem('graphiql:tabState', JSON.stringify({
      activeTabIndex: 0,
      tabs: [{ id: '1', title: 'Cu', operationName: 'Cu', headers: null, response: null, ...old }],
    }));
  });
  await page.reload();
  await waitFor(page, queryEditor, /mutation Cu/);
  await page.getByRole('button', { name: 'Hiện lịch sử' }).click();
  const labels = page.locator('.graphiql-history-item-label');
  await labels.filter({ hasText: 'query Giu' }).waitFor(); // by its text: it has no name of its own there
  assert.equal(await labels.count(), 1);
  await page.keyboard.press('Control+Alt+KeyY');
  await waitForFocus(page, '.graphiql-query-editor');
  await write(page, 'query Moi { service { schemaVersion } }');
  await page.locator(tabs, { hasText: 'Moi' }).waitFor(); // GraphiQL reads what is typed a moment later
  await page.keyboard.press('Control+Enter');
  await waitFor(page, response, /schemaVersion/);
  await labels.filter({ hasText: 'Moi' }).waitFor();
  await page.waitForFunction(() => !JSON.stringify({ ...localStorage }).includes('mat khau cu'));
});
