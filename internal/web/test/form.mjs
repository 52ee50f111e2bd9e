/** The form of variables, as the tests of it find it. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before } from 'node:test';

import { openPlayground, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

const require = createRequire(import.meta.url);

/** Where a request is written. */
export const queryEditor = '.graphiql-query-editor .monaco-editor';

/** Where the JSON of the variables is written. */
export const variablesEditor = '.graphiql-editor-tool .graphiql-editor:not(.hidden) .monaco-editor';

let server;
let browser;

/** Starts a server and a browser for the tests of a file, and ends them after it. */
export function withServer() {
  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });
}

/** What the browser keeps of the variables of the tab in front; it runs in the page. */
const keptVariables = `window.keptVariables = () => {
  const { tabs = [], activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState') ?? '{}');
  return tabs[activeTabIndex]?.variables ?? null;
};`;

/** A playground with the form open, for the administrator unless told otherwise. */
export async function atForm(t, { request, variables, signedIn = true, ...options } = {}) {
  const playground = await openPlayground(browser, server.origin, options);
  t.after(playground.close);
  const { page } = playground;
  page.setDefaultTimeout(30_000);
  await page.addInitScript(keptVariables);
  await page.evaluate(keptVariables);
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
  const text = () => page.evaluate(() => window.keptVariables());

  /** Waits until the variables are these. */
  async function variablesAre(expected) {
    const wanted = JSON.stringify(expected);
    await page
      .waitForFunction((want) => {
        try {
          return JSON.stringify(JSON.parse(window.keptVariables() || '{}')) === want;
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
    await page.keyboard.press('Delete'); // over a selection the editor would put brackets around it
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
export async function picture(page, name) {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/form-${name}.png` });
}

/** What axe-core says of the form. */
export async function violations(page) {
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations: found } = await page.evaluate(() => window.axe.run('.thidua-form'));
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}
