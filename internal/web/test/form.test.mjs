/** The variables of a request filled in as a form, and files sent along, by somebody who knows no JSON. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { openPlayground, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

const require = createRequire(import.meta.url);

/** A picture of one red point. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==', 'base64');

const queryEditor = '.graphiql-query-editor .monaco-editor';
const variablesEditor = '.graphiql-editor-tool .graphiql-editor:not(.hidden) .monaco-editor';

let server;
let browser;
let folder;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  folder = await mkdtemp(join(tmpdir(), 'thidua-form-'));
});

after(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** A playground with the form open, for the administrator unless told otherwise. */
async function atForm(t, { request, variables, signedIn = true, ...options } = {}) {
  const playground = await openPlayground(browser, server.origin, options);
  t.after(playground.close);
  const { page } = playground;
  if (signedIn) {
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    const dialog = page.getByRole('dialog', { name: 'Đăng nhập' });
    await dialog.getByLabel('Tên đăng nhập').fill('admin');
    await dialog.getByLabel('Mật khẩu').fill(server.firstPassword());
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Đăng xuất' }).waitFor();
  }
  await page.getByRole('button', { name: 'Hiện điền biến' }).click();
  const form = page.locator('.thidua-form');

  /** Puts a request into a new tab. */
  async function open(query) {
    await page.getByRole('button', { name: 'Thẻ mới' }).click();
    await page.locator(queryEditor).click();
    await page.keyboard.insertText(query.replaceAll(/\s+/g, ' '));
    await form.getByRole('form').waitFor();
  }

  /** The text of the variables, as it is stored with the tab. */
  const text = () => page.evaluate(() => globalThis.document.querySelector('.graphiql-editor-tool') && localStorage.getItem('graphiql:variables'));

  /** Waits until the variables are these. */
  async function variablesAre(expected) {
    const wanted = JSON.stringify(expected);
    await page
      .waitForFunction((want) => {
        try {
          return JSON.stringify(JSON.parse(localStorage.getItem('graphiql:variables') || '{}')) === want;
        } catch {
          return false;
        }
      }, wanted, { timeout: 15_000 })
      .catch(async () => assert.equal(await text(), wanted));
  }

  /** Types into the variables editor, in place of what is there. */
  async function typeVariables(json) {
    await page.locator(variablesEditor).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(json);
  }

  /** Sends by what the step does, and gives the request and the answer. */
  async function sent(step) {
    const answered = page.waitForResponse((response) => response.url().endsWith('/graphql') && !/AiDangNhap/.test(response.request().postData() ?? ''));
    await step();
    const response = await answered;
    return { request: response.request(), answer: await response.json() };
  }

  if (request) await open(request);
  if (variables) await typeVariables(variables);
  return { ...playground, form, open, text, variablesAre, typeVariables, sent };
}

/** Leaves a picture of the page, where pictures are wanted. */
async function picture(page, name) {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/form-${name}.png` });
}

/** What axe-core says of the form. */
async function violations(page) {
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations: found } = await page.evaluate(() => globalThis.axe.run('.thidua-form'));
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

const articleCreate = `mutation VietBai($input: ArticleCreateInput!) {
  articleCreate(input: $input) { draft { id version title } userErrors { code field message } } }`;

test('a draft is written by keyboard alone', async (t) => {
  const { page, complaints, form, sent } = await atForm(t, { request: articleCreate });
  const title = form.getByRole('textbox', { name: 'Tiêu đề' });
  await page.keyboard.press('Control+Home');
  const at = () => page.evaluate(() => document.activeElement?.id ?? '');
  await page.getByRole('button', { name: 'Ẩn điền biến' }).focus();
  for (let step = 0; step < 20 && (await at()) !== 'bien-input.content.title'; step += 1) await page.keyboard.press('Tab');
  assert.equal(await at(), 'bien-input.content.title');
  await page.keyboard.type('Khối thi đua ký giao ước năm 2022');
  assert.equal(await title.inputValue(), 'Khối thi đua ký giao ước năm 2022');
  for (let step = 0; step < 20 && (await at()) !== 'bien-input.content.body.markdown'; step += 1) await page.keyboard.press('Tab');
  await page.keyboard.type('Sáng nay, "Khối" họp.');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Chiều trao cờ.');
  await picture(page, 'draft');
  const { request, answer } = await sent(() => page.keyboard.press('Control+Enter'));
  assert.deepEqual(request.postDataJSON().variables, {
    input: { content: { title: 'Khối thi đua ký giao ước năm 2022', body: { markdown: 'Sáng nay, "Khối" họp.\n\nChiều trao cờ.' } } },
  });
  assert.deepEqual(answer.data.articleCreate.userErrors, []);
  assert.equal(answer.data.articleCreate.draft.title, 'Khối thi đua ký giao ước năm 2022');
  await form.getByRole('status').filter({ hasText: 'Đã gửi xong' }).waitFor();
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(complaints, []);
});
