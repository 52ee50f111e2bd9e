/** The desk: ready requests by role and task, found by typing and opened by keys. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openPlayground, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

const queryEditor = '.graphiql-query-editor .monaco-editor';
const variablesEditor = '.graphiql-editor-tool .graphiql-editor:not(.hidden)';
const tabs = '.graphiql-tab-button';

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
    const picture = async (of) => {
      if (process.env.SCREENSHOTS) {
        await playground.page.screenshot({ path: `${process.env.SCREENSHOTS}/desk-${of}.png` });
      }
    };
    await steps({ ...playground, picture });
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

const panelOf = (page) => page.getByRole('region', { name: 'Việc cần làm' });

deskTest('a request is found without marks and opened with its variables, by keys alone', async ({ page, picture }) => {
  await page.getByRole('button', { name: 'Hiện việc cần làm' }).focus();
  await page.keyboard.press('Enter');
  const panel = panelOf(page);
  await panel.getByRole('checkbox', { name: 'Hiện cả việc của vai trò khác' }).check();
  await panel.getByRole('searchbox').focus();
  await page.keyboard.type('ra soat danh sach');
  await panel.getByRole('button', { name: 'Rà soát danh sách khen thưởng' }).waitFor();
  await picture('filter');
  const before = await page.locator(tabs).count();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await waitFor(page, queryEditor, /mutation RaSoatDanhSach/);
  await waitFor(page, variablesEditor, /"kind": "AWARDS"/);
  assert.equal(await page.locator(tabs).count(), before + 1);
  assert.match(await page.locator(`${tabs}[aria-selected="true"], .graphiql-tab-active`).innerText(), /RaSoatDanhSach/);
  await page.keyboard.press('Enter');
  await picture('opened');
});
