/** The newsroom's day in the playground: several people take an article from its first draft to its retraction. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openPlayground, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

/** How far ahead the article is scheduled: enough for somebody to look that it is not public yet. */
const aheadMillis = 15_000;

/** By when the scheduler has published what is due: it looks every second. */
const lateMillis = 5_000;

const password = 'mat khau de thu nghiem';
const queryEditor = '.graphiql-query-editor .monaco-editor';

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

/** Somebody at a playground of their own, in a browser with its own cookies. */
async function person(t, name) {
  const playground = await openPlayground(browser, server.origin);
  t.after(playground.close);
  const { page, complaints } = playground;

  /** Types a request into a new tab, sends it, and gives the data of the answer, which the page must show as well. */
  async function run(request) {
    await page.getByRole('button', { name: 'Thẻ mới' }).click();
    await page.locator(queryEditor).click();
    await page.keyboard.insertText(request.replaceAll(/\s+/g, ' ')); // in one line, where the editor adds no brackets
    const answered = page.waitForResponse((response) => response.url().endsWith('/graphql'));
    await page.keyboard.press('Control+Enter');
    const { data, errors } = await (await answered).json();
    assert.equal(errors, undefined, `${name}: ${request}\n${JSON.stringify(errors)}`);
    const [field] = Object.keys(data);
    await page.waitForFunction(
      (shown) => document.querySelector('.graphiql-response')?.innerText.includes(shown),
      `"${field}"`,
    );
    return data;
  }

  /** Runs a mutation that must succeed, and gives its payload. */
  async function change(mutation) {
    const payload = Object.values(await run(`mutation { ${mutation} }`))[0];
    assert.deepEqual(payload.userErrors, [], `${name}: ${mutation}`);
    return payload;
  }

  /** Signs in by the form in the page's head, and gives what the page says then. */
  async function signIn(login, secret) {
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    const form = page.getByRole('dialog', { name: 'Đăng nhập' });
    await form.getByLabel('Tên đăng nhập').fill(login);
    await form.getByLabel('Mật khẩu').fill(secret);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Đăng xuất' }).waitFor();
    return page.locator('.thidua-session span').innerText();
  }

  /** Leaves a picture of the page, where pictures are wanted. */
  async function picture(of) {
    if (process.env.SCREENSHOTS) {
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/newsroom-${of}.png` });
    }
  }

  return { page, complaints, run, change, signIn, picture };
}

/** A step of the workflow by its mutation, with what else its input needs. */
const step = (mutation, draft, rest = '') =>
  `${mutation}(input: { id: "${draft.id}", version: ${draft.version}${rest} }) { draft { id version state slug } userErrors { code field message } }`;

test('an article goes from its first draft to its retraction', async (t) => {
  const admin = await person(t, 'the administrator');
  assert.match(await admin.signIn('admin', server.firstPassword()), /quản trị viên/);
  for (const [login, role] of [
    ['an', 'CONTRIBUTOR'],
    ['binh', 'EDITOR'],
  ]) {
    await admin.change(
      `userCreate(input: { login: "${login}", name: "Người ${login}", role: ${role}, password: "${password}" }) { user { id } userErrors { code message } }`,
    );
  }

  const an = await person(t, 'An');
  const binh = await person(t, 'Bình');
  const reader = await person(t, 'a reader');
  assert.equal(await an.signIn('an', password), 'Người an (cộng tác viên)');
  assert.equal(await binh.signIn('binh', password), 'Người binh (biên tập viên)');

  let { draft } = await an.change(`articleCreate(input: { content: {
    title: "Khối thi đua kinh tế - kỹ thuật tổng kết năm 2021"
    summary: "Khối họp tổng kết, bình xét và đề nghị khen thưởng."
    body: { markdown: "Ngày 14/01/2022, Khối thi đua họp tổng kết năm 2021.\\n\\nKhối thống nhất đề nghị tặng Cờ thi đua cho một đơn vị." }
  } }) { draft { id version state slug } userErrors { code field message } }`);
  assert.equal(draft.state, 'DRAFT');
  const { slug } = draft;
  const read = `{ article(slug: "${slug}") { title corrections { notice } } publication(slug: "${slug}") { __typename } }`;
  const publicly = async () => (await reader.run(read)).article;

  ({ draft } = await an.change(step('articleSubmit', draft)));
  ({ draft } = await binh.change(step('articleRequestChanges', draft, ', note: "Nêu rõ thời gian họp."')));
  await an.picture('draft');

  // Who has read an older version is told what has changed, and loses nothing.
  const stale = await an.run(
    `mutation { articleUpdate(input: { id: "${draft.id}", version: 1, content: { summary: "Mất" } }) { draft { id } userErrors { code conflict { version fields by { name } } } } }`,
  );
  assert.deepEqual(stale.articleUpdate, {
    draft: null,
    userErrors: [{ code: 'CONFLICT', conflict: { version: draft.version, fields: ['reviewNote', 'state'], by: { name: 'Người binh' } } }],
  });

  ({ draft } = await an.change(
    step('articleUpdate', draft, ', note: "Thêm thời gian", content: { summary: "Sáng 14/01/2022, Khối họp tổng kết, bình xét và đề nghị khen thưởng." }'),
  ));
  ({ draft } = await an.change(step('articleSubmit', draft)));
  ({ draft } = await binh.change(step('articleApprove', draft)));
  assert.equal(await publicly(), null, 'an approved draft is not public');

  const due = Date.now() + aheadMillis;
  ({ draft } = await binh.change(step('articleSchedule', draft, `, publishAt: "${new Date(due).toISOString()}"`)));
  assert.equal(draft.state, 'SCHEDULED');
  if (Date.now() < due) {
    assert.equal(await publicly(), null, 'nor is a scheduled one before its time');
  }
  let article = await publicly();
  while (article === null && Date.now() < due + lateMillis) {
    article = await publicly();
  }
  assert.equal(article?.title, 'Khối thi đua kinh tế - kỹ thuật tổng kết năm 2021');
  await reader.picture('published');

  ({ draft } = (await binh.run(`{ draft(slug: "${slug}") { id version state slug } }`)));
  assert.equal(draft.state, 'PUBLISHED');
  ({ draft } = await binh.change(step('articleCorrect', draft, ', notice: "Hội nghị họp buổi sáng, không phải buổi chiều."')));
  assert.deepEqual(await publicly(), {
    title: 'Khối thi đua kinh tế - kỹ thuật tổng kết năm 2021',
    corrections: [{ notice: 'Hội nghị họp buổi sáng, không phải buổi chiều.' }],
  });
  ({ draft } = await binh.change(step('articleRetract', draft, ', notice: "Bài có số liệu sai."')));
  const after = await reader.run(read);
  assert.equal(after.article, null);
  assert.notEqual(after.publication, null, 'readers are told that it was withdrawn');

  const { journal } = await binh.run(`{ journal(of: { document: "${draft.id}" }, first: 50) { nodes { action actor { name } note } } }`);
  await binh.picture('journal');
  const done = journal.nodes.map(({ action }) => action).filter((action) => action !== 'article.settle');
  assert.deepEqual(done.reverse(), [
    'article.create', 'article.submit', 'article.request-changes', 'article.update', 'article.submit', 'article.approve',
    'article.schedule', 'article.publish', 'article.correct', 'article.retract',
  ]);

  await an.page.getByRole('button', { name: 'Đăng xuất' }).click();
  await an.page.getByRole('button', { name: 'Đăng nhập' }).waitFor();
  assert.equal((await an.run('{ viewer { name } }')).viewer, null);
  for (const { complaints } of [admin, an, binh, reader]) {
    assert.deepEqual(complaints, []);
  }
});

test('who cannot sign in is told why, and nothing of it stays in the browser', async (t) => {
  const { page, complaints } = await person(t, 'somebody');
  const enter = page.getByRole('button', { name: 'Đăng nhập' });
  await enter.focus();
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'Đăng nhập' });
  await page.keyboard.type('admin');
  await page.keyboard.press('Tab');
  await page.keyboard.type('khong phai mat khau');
  await page.keyboard.press('Enter');
  await form.getByRole('alert').filter({ hasText: 'không đúng' }).waitFor();
  if (process.env.SCREENSHOTS) {
    await page.screenshot({ path: `${process.env.SCREENSHOTS}/sign-in.png` });
  }
  await page.keyboard.press('Escape');
  await form.waitFor({ state: 'detached' });
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie);
  assert.doesNotMatch(kept, /khong phai mat khau/);
  assert.deepEqual(complaints, []);
});

test('the tab of the newsroom runs with the variables below it', async (t) => {
  const { page, complaints, signIn } = await person(t, 'the administrator');
  await signIn('admin', server.firstPassword());
  await page.locator('.graphiql-tab-button').last().click();
  await page.waitForFunction((where) => document.querySelector(where)?.innerText.includes('soạn'), queryEditor);
  await page.locator('.graphiql-execute-button').click();
  const answered = page.waitForResponse((response) => response.url().endsWith('/graphql'));
  await page.getByRole('menuitem', { name: 'VietBai' }).click();
  const { data, errors } = await (await answered).json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  assert.equal(data.articleCreate.draft?.state, 'DRAFT', JSON.stringify(data));
  assert.deepEqual(complaints, []);
});

test('an administrator looks as others, who see less and change nothing', async (t) => {
  const { page, complaints, run, signIn, picture } = await person(t, 'the administrator');
  await signIn('admin', server.firstPassword());
  const { articleCreate } = await run('mutation { articleCreate(input: { content: { title: "Chưa ai thấy" } }) { draft { id slug } } }');
  const { id, slug } = articleCreate.draft;
  const read = `{ draft(slug: "${slug}") { title } }`;
  const who = page.getByLabel(/xem như/i);
  await who.selectOption('biên tập viên');
  assert.equal((await run(read)).draft.title, 'Chưa ai thấy');
  await who.selectOption('người đọc');
  assert.equal((await run(read)).draft, null);
  await picture('looking');

  const refused = page.waitForResponse((response) => response.status() === 403);
  await page.getByRole('button', { name: 'Thẻ mới' }).click();
  await page.locator(queryEditor).click();
  await page.keyboard.insertText(`mutation { articleTrash(input: { id: "${id}", version: 1 }) { draft { id } } }`);
  await page.keyboard.press('Control+Enter');
  assert.match(JSON.stringify(await (await refused).json()), /thôi xem thử/);
  assert.deepEqual(complaints.splice(0).filter((complaint) => !complaint.includes('403')), []);

  await page.reload();
  await page.getByRole('button', { name: 'Đăng xuất' }).waitFor();
  assert.equal((await run(read)).draft.title, 'Chưa ai thấy');
  assert.equal(await who.inputValue(), '');
  assert.deepEqual(complaints, []);
});
