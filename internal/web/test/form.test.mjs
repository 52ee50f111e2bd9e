/** The variables of a request filled in as a form, by somebody who knows no JSON. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { atForm, picture, queryEditor, variablesEditor, violations, withServer } from './form.mjs';

withServer();

const articleCreate = `mutation VietBai($input: ArticleCreateInput!) {
  articleCreate(input: $input) { draft { id version title } userErrors { code field message } } }`;

test('a draft is written by keyboard alone', async (t) => {
  const { page, complaints, form, sent } = await atForm(t, { request: articleCreate });
  const title = form.getByRole('textbox', { name: 'Tiêu đề' });
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

/** Asks the server itself, in the page, whose cookies it has. */
function ask(page, query) {
  return page.evaluate(async (text) => {
    const answer = await fetch('/graphql', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query: text }) });
    return (await answer.json()).data;
  }, query);
}

/** A draft that is there already. */
async function draftWith(page, summary) {
  const { articleCreate: made } = await ask(
    page,
    `mutation { articleCreate(input: { content: { title: "Bản thảo", summary: "${summary}", byline: "Ban Biên tập" } }) { draft { id version } } }`,
  );
  return made.draft;
}

const articleUpdate = `mutation SuaBai($input: ArticleUpdateInput!) {
  articleUpdate(input: $input) { draft { summary byline } userErrors { code field message } } }`;

test('what is not filled in is left out, and null is sent when somebody says so', async (t) => {
  const { page, complaints, form, sent } = await atForm(t, { request: articleUpdate });
  const draft = await draftWith(page, 'Tóm tắt cũ');
  await form.getByRole('textbox', { name: 'Mã định danh' }).fill(draft.id);
  await form.getByRole('textbox', { name: 'Số phiên bản đã đọc' }).fill(String(draft.version));
  await form.getByRole('button', { name: 'Xóa trắng Tiêu đề', exact: true }).focus();
  await page.keyboard.press('Enter');
  await form.getByText('Sẽ xóa trắng: gửi null.').waitFor();
  await page.keyboard.press('Enter'); // the focus is on what takes it back
  await page.keyboard.type('Sửa'); // and then in the field
  assert.equal(await form.getByRole('textbox', { name: 'Tiêu đề' }).inputValue(), 'Sửa');
  await form.getByRole('textbox', { name: 'Tiêu đề' }).fill('');
  await form.getByRole('textbox', { name: 'Lý do' }).fill('x');
  await form.getByRole('textbox', { name: 'Lý do' }).fill('');
  await form.getByRole('button', { name: 'Xóa trắng Tóm tắt' }).click();
  await form.getByText('Sẽ xóa trắng: gửi null.').waitFor();
  await picture(page, 'null');
  assert.deepEqual(await violations(page), []);
  const { request, answer } = await sent(() => form.getByRole('button', { name: 'Gửi', exact: true }).click());
  assert.deepEqual(request.postDataJSON().variables, { input: { id: draft.id, version: draft.version, content: { summary: null } } });
  assert.deepEqual(answer.data.articleUpdate, { draft: { summary: null, byline: 'Ban Biên tập' }, userErrors: [] });
  assert.deepEqual(complaints, []);
});

test('choices, lists, inner parts and times reach the server as they were meant', async (t) => {
  const { page, complaints, form, sent, variablesAre } = await atForm(t, {
    request: `mutation VietBai($input: ArticleCreateInput!) {
      articleCreate(input: $input) { draft { title kind expiresAt } userErrors { code field message } } }`,
  });
  const add = async (field) => {
    await form.getByLabel('Thêm trường vào Nội dung', { exact: true }).selectOption(field);
    await form.getByRole('button', { name: 'Thêm vào Nội dung', exact: true }).click();
  };
  await form.getByRole('textbox', { name: 'Tiêu đề' }).fill('Thông báo');
  await add('kind');
  await form.getByRole('combobox', { name: 'Thể loại' }).selectOption({ label: 'Thông báo (NOTICE)' });
  await add('expiresAt');
  await form.getByRole('textbox', { name: 'Thời điểm hết hạn' }).fill('2031-01-14T07:30');
  assert.match(await form.innerText(), /Giờ Việt Nam, UTC\+07:00/);
  await add('source');
  await form.getByRole('textbox', { name: 'Tên trang, tên báo' }).fill('Báo Kon Tum');
  await add('tagIds');
  const row = form.getByRole('button', { name: 'Thêm dòng vào Thẻ' });
  for (const id of ['một', 'hai', 'ba']) {
    await row.click();
    await page.keyboard.type(id); // a new row has the focus
  }
  await form.getByRole('button', { name: 'Chuyển Thẻ 3 lên' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Chuyển Thẻ 2 lên');
  await form.getByRole('button', { name: 'Bỏ Thẻ 1' }).click();
  await variablesAre({
    input: { content: { title: 'Thông báo', kind: 'NOTICE', expiresAt: '2031-01-14T07:30:00+07:00', source: { siteName: 'Báo Kon Tum' }, tagIds: ['ba', 'hai'] } },
  });
  await picture(page, 'kinds');
  assert.deepEqual(await violations(page), []);

  // The tags do not exist: the server says so, at the list, or at the row.
  const { answer } = await sent(() => page.keyboard.press('Control+Enter'));
  const [error] = answer.data.articleCreate.userErrors;
  assert.deepEqual(error.field.slice(0, 2), ['content', 'tagIds']);
  await form.locator('.thidua-group .thidua-error', { hasText: error.message }).first().waitFor();
  for (const name of ['Bỏ Thẻ 2', 'Bỏ Thẻ 1']) await form.getByRole('button', { name }).click();
  const second = await sent(() => form.getByRole('button', { name: 'Gửi', exact: true }).click());
  assert.deepEqual(second.answer.data.articleCreate, { draft: { title: 'Thông báo', kind: 'NOTICE', expiresAt: '2031-01-14T00:30:00.000Z' }, userErrors: [] });
  assert.equal('tagIds' in second.request.postDataJSON().variables.input.content, false);
  assert.deepEqual(complaints, []);
});

test('the form and the variables are two views of one text, comments included', async (t) => {
  const { page, complaints, form, text, typeVariables, variablesAre } = await atForm(t, { request: articleUpdate });
  const version = form.getByRole('textbox', { name: 'Số phiên bản đã đọc' });
  await page.getByRole('button', { name: 'Biến', exact: true }).click();
  await typeVariables('{ /* bài của Khối */ "input": { "id": "art_1", "version": 7, "la": [1.50] }, "khac": true }');
  await page.waitForFunction((id) => document.getElementById(id)?.value === '7', 'bien-input.version');
  assert.equal(await form.getByRole('textbox', { name: 'Mã định danh' }).inputValue(), 'art_1');
  assert.match(await form.innerText(), /Ô Biến còn có la, mà lược đồ không có/);
  assert.match(await form.innerText(), /Ô Biến còn có khac, mà yêu cầu này không dùng/);
  await picture(page, 'two-views');

  await version.fill('8');
  await form.getByRole('textbox', { name: 'Lý do' }).fill('Sửa “số liệu”');
  await page.waitForFunction(() => window.keptVariables()?.includes('số liệu'));
  const stored = await text();
  assert.ok(stored.includes('/* bài của Khối */'), stored);
  assert.ok(stored.includes('1.50'), stored);
  assert.match(stored, /"version": 8,/);

  // While it is no JSON, the form keeps what it shows and touches nothing.
  await page.locator(variablesEditor).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(' "version": ');
  await form.getByRole('alert').filter({ hasText: /Ô Biến không phải JSON hợp lệ: có chỗ sai ở dòng \d/ }).waitFor();
  assert.equal(await version.inputValue(), '8');
  assert.equal(await version.isDisabled(), true);
  await page.waitForFunction(() => window.keptVariables()?.endsWith(' "version": '));
  await picture(page, 'broken');
  assert.deepEqual(await violations(page), []);
  await typeVariables('{ "input": { "id": "art_2", "version": 3 } }');
  await form.getByRole('alert').waitFor({ state: 'detached' });
  assert.equal(await version.inputValue(), '3');

  await version.fill('3a');
  await form.getByText('Hãy ghi một số nguyên.').waitFor();
  await version.fill('4');
  await variablesAre({ input: { id: 'art_2', version: 4, note: undefined } });
  assert.deepEqual(complaints, []);
});

test('what the server says stands at the field, wherever the value comes from', async (t) => {
  const { page, complaints, form, open, sent } = await atForm(t, { request: articleCreate });
  const title = form.getByRole('textbox', { name: 'Tiêu đề' });
  await title.fill('x'.repeat(301));
  const first = await sent(() => form.getByRole('button', { name: 'Gửi', exact: true }).click());
  const [error] = first.answer.data.articleCreate.userErrors;
  assert.deepEqual(error.field, ['content', 'title']);
  await form.locator('[id="bien-input.content.title-loi"]', { hasText: error.message }).waitFor();
  assert.equal(await title.getAttribute('aria-invalid'), 'true');
  await picture(page, 'user-error');
  assert.deepEqual(await violations(page), []);
  await form.getByRole('status').getByRole('button', { name: 'Tiêu đề' }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'bien-input.content.title');
  await title.fill('Vừa đủ');
  await form.locator('[id="bien-input.content.title-loi"]').waitFor({ state: 'detached' });

  await open(`mutation VietBai2($tieuDe: String!, $markdown: String!) {
    articleCreate(input: { content: { title: $tieuDe, body: { markdown: $markdown } } }) { draft { id } userErrors { field message } } }`);
  await form.getByRole('textbox', { name: 'Tiêu đề' }).fill('y'.repeat(301));
  await form.getByRole('textbox', { name: 'Markdown' }).fill('Nội dung');
  await sent(() => page.keyboard.press('Control+Enter'));
  await form.locator('#bien-tieuDe-loi').waitFor();

  await form.getByRole('textbox', { name: 'Tiêu đề' }).fill('');
  await form.getByRole('button', { name: 'Gửi', exact: true }).click();
  await form.getByText('Chưa gửi: còn 1 mục').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'bien-tieuDe');
  assert.deepEqual(complaints, []);
});

test('a password is dots in the form and a token in what the browser keeps', async (t) => {
  const { page, complaints, form, sent } = await atForm(t, {
    request: `mutation TaiKhoanMoi($input: UserCreateInput!) {
      userCreate(input: $input) { user { login role } userErrors { code field message } } }`,
  });
  const secret = 'mật khẩu rất dài 2026';
  await form.getByRole('textbox', { name: 'Tên đăng nhập' }).fill('hoa');
  await form.getByRole('textbox', { name: 'Tên', exact: false }).nth(1).fill('Người soạn thảo');
  await form.getByRole('combobox', { name: 'Vai trò' }).selectOption('CONTRIBUTOR');
  const field = form.getByLabel('Mật khẩu');
  await field.pressSequentially(secret);
  assert.equal(await field.getAttribute('type'), 'password');
  assert.equal(await field.inputValue(), secret);
  const { request, answer } = await sent(() => page.keyboard.press('Control+Enter'));
  assert.equal(request.postDataJSON().variables.input.password, secret);
  assert.deepEqual(answer.data.userCreate, { user: { login: 'hoa', role: 'CONTRIBUTOR' }, userErrors: [] });
  await page.waitForFunction(() => localStorage.getItem('graphiql:tabState')?.includes('bí mật'));
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  assert.ok(!kept.includes('rất dài'), 'the password is kept in the browser');
  await picture(page, 'password');
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(complaints, []);
});

test('of several requests the one at the cursor is filled in, and a body has one form at a time', async (t) => {
  const { page, complaints, form, variablesAre, sent } = await atForm(t, { colorScheme: 'dark' });
  await page.locator('.graphiql-tab-button').nth(6).click();
  await page.waitForFunction((where) => document.querySelector(where)?.innerText.includes('soạn'), queryEditor);
  await form.getByRole('combobox', { name: 'Yêu cầu' }).selectOption('HenGioDang');
  await form.getByLabel(/Thời điểm đăng/).waitFor();
  assert.equal(await form.getByLabel(/Thời điểm đăng/).inputValue(), '2026-12-01T08:00');
  await form.getByText('Thứ Ba, 01/12/2026, 08:00 – Giờ Việt Nam, UTC+07:00').waitFor();
  await picture(page, 'several-dark');
  assert.deepEqual(await violations(page), []);
  await form.getByRole('combobox', { name: 'Yêu cầu' }).selectOption('BanThaoCuaToaSoan');
  const { request } = await sent(() => form.getByRole('button', { name: 'Gửi', exact: true }).click());
  assert.equal(request.postDataJSON().operationName, 'BanThaoCuaToaSoan');

  await page.getByRole('button', { name: 'Thẻ mới' }).click();
  await page.locator(queryEditor).click();
  await page.keyboard.insertText('mutation Than($body: BodyInput!) { articleCreate(input: { content: { title: "T", body: $body } }) { userErrors { message } } }');
  await form.getByRole('textbox', { name: 'Markdown' }).fill('# Một');
  const kind = form.getByLabel('Dạng của Nội dung');
  await kind.selectOption('html');
  await form.getByRole('textbox', { name: 'HTML' }).fill('<p>Hai</p>');
  await variablesAre({ body: { html: '<p>Hai</p>' } });
  await kind.selectOption('markdown');
  await variablesAre({ body: { markdown: '# Một' } });
  await kind.selectOption('blocks');
  await form.getByRole('button', { name: 'Thêm dòng vào Khối nội dung' }).click();
  await form.getByLabel('Dạng của Khối nội dung 1').selectOption('heading');
  await form.getByRole('textbox', { name: 'Cấp' }).fill('2');
  await form.getByRole('button', { name: /Thêm dòng vào Nội dung/ }).click();
  await form.getByRole('textbox', { name: 'Nội dung chữ' }).fill('Kết quả');
  await variablesAre({ body: { blocks: [{ heading: { level: 2, content: [{ text: 'Kết quả' }] } }] } });
  await picture(page, 'blocks-dark');
  assert.deepEqual(await violations(page), []);
  const made = await sent(() => page.keyboard.press('Control+Enter'));
  assert.deepEqual(made.answer.data, { articleCreate: { userErrors: [] } });
  assert.deepEqual(complaints, []);
});

test('every mutation has a form, in words of the office', async (t) => {
  const { page, complaints, form } = await atForm(t);
  const { __schema: schema } = await ask(page, '{ __schema { mutationType { fields { name args { name type { name kind ofType { name } } } } } } }');
  const mutations = schema.mutationType.fields.filter(({ args }) => args.length > 0);
  assert.ok(mutations.length > 100, `only ${mutations.length} mutations`);
  await page.getByRole('button', { name: 'Thẻ mới' }).click();
  for (const { name, args } of mutations) {
    const [input] = args;
    await page.locator(queryEditor).click();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText(`mutation M_${name}($input: ${input.type.name ?? `${input.type.ofType.name}!`}) { ${name}(input: $input) { __typename } }`);
    await form.getByRole('form', { name: `Biến của M_${name}` }).waitFor();
    const bare = await form.evaluate((element) =>
      [...element.querySelectorAll('label, legend')].map((label) => label.firstChild?.textContent?.trim() ?? '').filter((text) => /^[a-z]+([A-Z][a-z]*)*$/.test(text)),
    );
    const named = await form.locator('.thidua-adder option').allInnerTexts();
    assert.deepEqual([...bare, ...named.filter((text) => /^(\w+) \(\1\)/.test(text))], [], name);
    if (['awardNominate', 'articleSchedule', 'importRehearse', 'userCreate'].includes(name)) await picture(page, name);
  }
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(complaints, []);
});

test('what should not be used any more is marked', async (t) => {
  const { page, complaints, form } = await atForm(t, { request: articleCreate });
  await page.route('**/graphql', async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    for (const type of answer.data?.__schema?.types ?? []) {
      for (const field of type.name === 'ArticleContentInput' ? type.inputFields : []) {
        if (field.name === 'summary') Object.assign(field, { isDeprecated: true, deprecationReason: 'Dùng body.' });
      }
    }
    await route.fulfill({ response, json: answer });
  });
  await page.getByRole('button', { name: /Tải lại lược đồ/ }).click();
  await form.getByText('Không nên dùng nữa: Dùng body.').waitFor();
  assert.deepEqual(complaints, []);
});
