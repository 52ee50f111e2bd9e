import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openPlayground, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

/** The title of the article that the first example asks for. */
const articleTitle = /Hội nghị tổng kết công tác thi đua, khen thưởng năm 2021/;

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
function playgroundTest(name, steps, options) {
  test(name, async (t) => {
    const playground = await openPlayground(browser, server.origin, options);
    t.after(playground.close);
    await steps(playground);
    if (process.env.SCREENSHOTS) {
      await playground.page.screenshot({ path: `${process.env.SCREENSHOTS}/${name.replaceAll(' ', '-')}.png` });
    }
    assert.deepEqual(playground.complaints, []);
  });
}

/** Waits until the element shows what the pattern says; any white space, as where a pane wraps a line, is one space. */
async function waitFor(page, selector, pattern) {
  await page.waitForFunction(
    ([where, source]) => new RegExp(source).test(document.querySelector(where)?.innerText.replaceAll(/\s+/g, ' ') ?? ''),
    [selector, pattern.source],
  );
}

const queryEditor = '.graphiql-query-editor .monaco-editor';
const responsePane = '.graphiql-response';
const tabs = '.graphiql-tab-button';

playgroundTest('the first example runs from the keyboard', async ({ page, requests }) => {
  assert.equal(await page.title(), 'thidua – Thử API GraphQL thi đua, khen thưởng');
  await waitFor(page, queryEditor, /Bài viết về hội nghị tổng kết/);
  assert.equal(await page.locator(tabs).count(), 7);

  await page.locator(`${queryEditor} .view-line`).first().click();
  await page.keyboard.press('Control+Enter');
  await waitFor(page, responsePane, articleTitle);

  const sent = requests.filter((request) => request.url().endsWith('/graphql')).map((request) => request.postDataJSON());
  assert.deepEqual(
    sent.map((request) => request.operationName ?? /query (\w+)/.exec(request.query)[1]),
    ['AiDangNhap', 'IntrospectionQuery', 'HoiNghiTongKet'],
    'the schema and who is signed in are asked for once',
  );
});

playgroundTest('every example for readers gets an answer without errors', async ({ page }) => {
  const count = (await page.locator(tabs).count()) - 1; // the last tab is for those who work here
  for (let index = 0; index < count; index += 1) {
    await page.locator(tabs).nth(index).click();
    const answered = page.waitForResponse((response) => response.url().endsWith('/graphql'));
    await page.locator('.graphiql-execute-button').click();
    const answer = await (await answered).json();
    assert.equal(answer.errors, undefined, `example ${index + 1}: ${JSON.stringify(answer.errors)}`);
    await waitFor(page, responsePane, /"data"/);
  }
});

playgroundTest('completion knows the schema', async ({ page }) => {
  await page.getByRole('button', { name: 'Thẻ mới' }).click();
  await page.locator(queryEditor).click();
  await page.keyboard.type('query Moi { artic');
  await page.keyboard.press('Control+Space');
  await waitFor(page, '.suggest-widget', /articleAddress/);
});

playgroundTest('a field that does not exist is marked', async ({ page }) => {
  await page.getByRole('button', { name: 'Thẻ mới' }).click();
  await page.locator(queryEditor).click();
  await page.keyboard.type('query Sai { khongCo }');
  await page.locator(`${queryEditor} .squiggly-error`).waitFor();
});

playgroundTest('a subscription shows what is told, until it is stopped', async ({ page, requests }) => {
  const begin = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: '{ changes(first: 1, nouns: [ARTICLE]) { cursor } }' }),
  });
  const { cursor } = (await begin.json()).data.changes;
  await page.getByRole('button', { name: 'Thẻ mới' }).click();
  await page.locator(queryEditor).click();
  await page.keyboard.insertText(`subscription TinMoi { changes(nouns: [ARTICLE], after: "${cursor}") { nodes { kind node { ... on Article { title } } } } }`);
  await page.keyboard.press('Control+Enter');
  await waitFor(page, responsePane, /"title": "\S/);
  const stream = requests.findLast((request) => request.postDataJSON()?.query?.startsWith('subscription'));
  assert.equal(stream.headers().accept, 'text/event-stream');
  const stopped = page.waitForEvent('requestfailed', (request) => request === stream);
  await page.locator('.graphiql-execute-button').click();
  await stopped;
  await waitFor(page, responsePane, /"title": "\S/);
});

playgroundTest('the documentation speaks Vietnamese', async ({ page }) => {
  await page.getByRole('button', { name: 'Hiện tài liệu lược đồ' }).click();
  await page.locator('.graphiql-doc-explorer').getByRole('link', { name: 'Query', exact: true }).click();
  await waitFor(page, '.graphiql-doc-explorer', /Trường.*articles.*\(danh sách bài viết\)/);
});

playgroundTest('a reload keeps the tabs', async ({ page }) => {
  await page.getByRole('button', { name: 'Thẻ mới' }).click();
  await page.locator(queryEditor).click();
  await page.keyboard.type('query CuaToi { service { name } }');
  await page.locator(tabs, { hasText: 'CuaToi' }).waitFor();
  const before = await page.locator(tabs).allInnerTexts();
  // GraphiQL stores tabs half a second after the last change.
  await page.waitForFunction(() => localStorage.getItem('graphiql:tabState')?.includes('CuaToi'));
  await page.reload();
  await waitFor(page, queryEditor, /CuaToi/);
  assert.deepEqual(await page.locator(tabs).allInnerTexts(), before);
});

playgroundTest('variables are laid out without changing comments', async ({ page }) => {
  await page.getByRole('button', { name: 'Biến', exact: true }).click();
  const variables = '.graphiql-editor-tool .graphiql-editor:not(.hidden)';
  await page.locator(variables).click();
  await page.keyboard.insertText('{"a":1,/* giữ */"b":[2]}');
  await page.locator(`${queryEditor} .view-line`).first().click();
  await page.keyboard.press('Shift+Control+P');
  await waitFor(page, variables, /"a": 1, ?\/\* giữ \*\/ ?"b": \[/);
});

playgroundTest('a dark system gets a dark page', async ({ page }) => {
  const background = await page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
  assert.equal(background, 'rgb(23, 30, 43)');
}, { colorScheme: 'dark' });

test('a server that is gone is told in Vietnamese', async (t) => {
  const { page, close } = await openPlayground(browser, server.origin);
  t.after(close);
  await page.context().setOffline(true);
  await page.locator('.graphiql-execute-button').click();
  await waitFor(page, responsePane, /Không nối được tới máy chủ/);
});
