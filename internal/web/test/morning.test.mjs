/**
 * An editor's morning by keyboard alone. Nobody here has a mouse: the keys go where Tab, arrows and the page's own keys take them, and what is
 * typed goes where they are.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { openPlayground, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

/** How far ahead the article is scheduled, and by when the scheduler has published what is due. */
const aheadMillis = 8_000;
const lateMillis = 10_000;

/** How long a step may take; a busy build machine draws slowly. */
const stepMillis = 30_000;

/** More presses of Tab than any form here has places. */
const mostTabs = 80;

const password = 'mat khau de thu nghiem';
const title = 'Khối thi đua kinh tế - kỹ thuật tổng kết năm 2022';

/** A picture of one red point. */
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==', 'base64');

/** A list as an office keeps it: two units of the sample content, and a row with an award that there is not. */
const sheet = `DANH SÁCH TẬP THỂ ĐƯỢC KHEN THƯỞNG NĂM 2023,,,,,,
STT,"Tên tập thể, cá nhân",Hình thức khen thưởng,Năm,Số QĐ,Ngày QĐ,Cơ quan ban hành
1,Quỹ Bảo vệ và phát triển rừng tỉnh Kon Tum,Bằng khen của UBND tỉnh,2023,77/QĐ-UBND,15/3/2024,UBND tỉnh Kon Tum
2,Ban Quản lý Khu kinh tế tỉnh Kon Tum,Cờ thi đua của UBND tỉnh,2023,77/QĐ-UBND,15/3/2024,UBND tỉnh Kon Tum
3,Ban Quản lý Khu kinh tế tỉnh Kon Tum,Huân chương không có thật,2023,77/QĐ-UBND,15/3/2024,UBND tỉnh Kon Tum
`;

let server;
let browser;
let folder;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  folder = await mkdtemp(join(tmpdir(), 'thidua-morning-'));
  await writeFile(join(folder, 'hoi-nghi.png'), picture);
  await writeFile(join(folder, 'khen-thuong-2023.csv'), sheet);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Asks the API directly, for what is no part of the morning. */
async function ask(query, variables, cookie = '') {
  const response = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(cookie && { Cookie: cookie }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  return { data, cookie: response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ') };
}

/** Gives people accounts. */
async function hire(roles) {
  const enter = 'mutation($input: SessionStartInput!) { sessionStart(input: $input) { userErrors { message } } }';
  const { cookie } = await ask(enter, { input: { login: 'admin', password: server.firstPassword() } });
  for (const [login, name, role] of roles) {
    const create = 'mutation($input: UserCreateInput!) { userCreate(input: $input) { userErrors { message } } }';
    const { data } = await ask(create, { input: { login, name, role, password } }, cookie);
    assert.deepEqual(data.userCreate.userErrors, []);
  }
}

/** Somebody at a playground of their own who has only a keyboard. */
async function person(t, who) {
  const { page, complaints, close } = await openPlayground(browser, server.origin);
  t.after(close);
  page.setDefaultTimeout(stepMillis);
  page.on('filechooser', () => {}); // from now on the system's dialog stays away; a key could be quicker than asking for that
  const press = (key) => page.keyboard.press(key);
  let station = 0;

  const shows = (selector, pattern) =>
    page.waitForFunction(
      ([where, source]) => new RegExp(source).test(document.querySelector(where)?.innerText.replaceAll(/\s+/g, ' ') ?? ''),
      [selector, pattern.source],
    );
  const keysAreIn = (selector) => page.waitForFunction((where) => document.activeElement?.closest(where), selector);

  /** Leaves a picture of the page, where pictures are wanted. */
  async function look(of) {
    station += 1;
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/morning-${who}-${station}-${of}.png` });
  }

  async function signIn() {
    await press('Control+Alt+KeyG');
    await keysAreIn('.thidua-session');
    await press('Enter');
    await keysAreIn('dialog input[name="login"]');
    await page.keyboard.type(who);
    await press('Tab');
    await page.keyboard.type(password);
    await press('Enter');
    await shows('.thidua-session', /Đăng xuất/);
  }

  async function signOut() {
    await press('Control+Alt+KeyG');
    await keysAreIn('.thidua-session button');
    await press('Enter');
    await shows('.thidua-session', /Đăng nhập/);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor(); // the page begins anew
  }

  /** Opens a task of the list by what it is called, typed without marks. */
  async function open(typed, operation) {
    await press('Control+Alt+KeyV');
    await keysAreIn('.thidua-desk input[type="search"]');
    await press('Control+KeyA');
    await page.keyboard.type(typed);
    await press('Enter');
    await shows('.graphiql-query-editor', new RegExp(operation));
    await shows('.thidua-form', /Điền biến/);
    await keysAreIn('.thidua-fields');
  }

  /** Goes on in the form to the field of a name, from where the keys are. */
  async function to(field) {
    const isThere = () =>
      page.evaluate((name) => [...(document.activeElement?.labels ?? [])].some((label) => label.querySelector('code')?.innerText === name), field);
    for (let tabs = 0; !(await isThere()); tabs += 1) {
      assert.ok(tabs < mostTabs, `${who} does not get to ${field} by Tab`);
      await press('Tab');
    }
  }

  /** Fills a field anew. */
  async function fill(field, text) {
    await to(field);
    await press('Control+KeyA');
    await page.keyboard.insertText(text);
  }

  /** Chooses a file in the system's dialog, which Enter or the space bar opens. */
  async function choose(field, file) {
    await to(field);
    const chooser = page.waitForEvent('filechooser');
    await press('Space');
    await (await chooser).setFiles(join(folder, file));
    await shows('.thidua-form', new RegExp(file));
  }

  /** Sends what is filled in, and gives the answer. */
  async function send() {
    const answered = page.waitForResponse((response) => response.url().endsWith('/graphql'));
    await press('Control+Enter');
    const { data, errors } = await (await answered).json();
    assert.equal(errors, undefined, `${who}: ${JSON.stringify(errors)}`);
    const payload = Object.values(data)[0];
    assert.deepEqual(payload.userErrors ?? [], [], who);
    await page.waitForFunction(() => document.querySelector('.graphiql-response')?.innerText.trim() !== '');
    return payload;
  }

  return { who, page, complaints, press, shows, keysAreIn, look, signIn, signOut, open, to, fill, choose, send };
}

/** Fills in which draft a step is about, and takes it. */
async function step(by, task, operation, draft) {
  await by.open(task, operation);
  await by.fill('id', draft.id);
  await by.fill('version', String(draft.version));
  return (await by.send()).draft;
}

test('from the first draft to the records, without a mouse', async (t) => {
  await hire([
    ['an', 'Người viết', 'CONTRIBUTOR'],
    ['binh', 'Người duyệt', 'EDITOR'],
    ['chi', 'Cán bộ', 'RECORDS_OFFICER'],
  ]);

  const an = await person(t, 'an');
  await an.signIn();
  await an.press('Control+Alt+KeyV');
  await an.shows('.thidua-desk', /Việc của cộng tác viên/);
  await an.look('signed-in');

  await an.open('tai anh', 'TaiTepLen');
  await an.choose('file', 'hoi-nghi.png');
  await an.fill('alt', 'Các đơn vị ký tên tại hội nghị');
  await an.look('picture');
  const { media } = await an.send();

  await an.open('viet bai moi', 'VietBaiMoi');
  await an.fill('title', title);
  await an.fill('summary', 'Khối họp tổng kết, bình xét và đề nghị khen thưởng.');
  await an.fill('markdown', `Ngày 14/01/2023, Khối họp tổng kết.\n\n![](media:${media.id})\n\n## Kết quả\n\nKhối đề nghị tặng **Cờ thi đua** cho một đơn vị.`);
  await an.look('draft');
  let { draft } = await an.send();
  assert.equal(draft.state, 'DRAFT');
  const { slug } = draft;

  // What readers will see opens by itself; the keys get to it and to the raw answer.
  await an.press('Control+Alt+KeyQ');
  await an.keysAreIn('.thidua-views [role="tab"][aria-selected="true"]');
  await an.shows('.thidua-views [role="tab"][aria-selected="true"]', /Xem trước/);
  const preview = an.page.frameLocator('.thidua-page');
  await preview.getByRole('heading', { name: title }).waitFor();
  await preview.getByRole('heading', { name: 'Kết quả' }).waitFor();
  const shown = preview.getByRole('img', { name: 'Các đơn vị ký tên tại hội nghị' });
  await shown.waitFor();
  assert.ok(await shown.evaluate((image) => image.decode().then(() => image.naturalWidth > 0)), 'the picture is shown');
  await an.look('preview');

  draft = await step(an, 'gui duyet', 'GuiDuyet', draft);
  assert.equal(draft.state, 'IN_REVIEW');
  await an.look('submitted');

  const binh = await person(t, 'binh');
  await binh.signIn();
  await binh.open('bai cho toi duyet', 'ChoToiDuyet');
  const waiting = await binh.send();
  assert.deepEqual(waiting.nodes.map((one) => one.title), [title]);
  await binh.look('to-review');
  draft = await step(binh, 'duyet bai', 'DuyetBai', waiting.nodes[0]);
  assert.equal(draft.state, 'APPROVED');

  // A time to the second goes into the variables themselves.
  await binh.open('hen gio dang', 'HenGioDang');
  await binh.press('Control+Alt+KeyB');
  await binh.keysAreIn('.graphiql-editor-tool .inputarea');
  await binh.press('Control+KeyA');
  await binh.press('Delete');
  const due = Date.now() + aheadMillis;
  await binh.page.keyboard.insertText(JSON.stringify({ input: { id: draft.id, version: draft.version, publishAt: new Date(due).toISOString() } }));
  ({ draft } = await binh.send());
  assert.equal(draft.state, 'SCHEDULED');
  await binh.look('scheduled');
  const read = async () => (await ask('query($slug: String!) { article(slug: $slug) { title } }', { slug })).data.article;
  let article = null;
  while (article === null && Date.now() < due + lateMillis) {
    article = await read();
    if (article === null) await new Promise((resolve) => setTimeout(resolve, 500));
  }
  assert.equal(article?.title, title, 'the article is public when its time has come');
  assert.ok(Date.now() >= due, 'and not before');

  const chi = await person(t, 'chi');
  await chi.signIn();
  await chi.open('ra soat danh sach', 'RaSoatDanhSach');
  await chi.choose('file', 'khen-thuong-2023.csv');
  await chi.look('list');
  let { import: list } = await chi.send();
  assert.equal(list.state, 'REHEARSED');
  await chi.shows('.thidua-views [role="tab"][aria-selected="true"]', /Rà soát danh sách/);
  await chi.shows('#thidua-view', /Việc tiếp theo/);
  await chi.look('rehearsal');
  await chi.shows('#thidua-view', /Lỗi, không nhập được: 1/);
  await chi.shows('#thidua-view', /Mới, sẽ nhập: 2/);

  await chi.open('xac nhan nhap', 'XacNhanNhap');
  await chi.fill('id', list.id);
  await chi.fill('version', String(list.version));
  await chi.to('leaveOutErrors');
  await chi.press('c'); // to “Có”
  await chi.look('confirm');
  ({ import: list } = await chi.send());
  assert.equal(list.state, 'APPLIED', JSON.stringify(list));
  await chi.shows('#thidua-view', /đã nhập/);
  await chi.look('imported');
  const { data } = await ask('{ awards(where: { year: 2023 }, first: 5) { totalCount } }');
  assert.equal(data.awards.totalCount, 0, 'what is not public is for the office alone');

  await chi.open('danh sach khen thuong cua mot nam', 'DanhSachKhenThuong');
  await chi.press('Control+Alt+KeyB');
  await chi.keysAreIn('.graphiql-editor-tool .inputarea');
  await chi.press('Control+KeyA');
  await chi.press('Delete');
  await chi.page.keyboard.insertText('{"where": {"year": 2023}, "first": 100}');
  assert.equal((await chi.send()).totalCount, 2);
  await chi.look('records');

  for (const one of [an, binh, chi]) {
    await one.signOut();
    assert.doesNotMatch(await one.page.locator('.graphiql-response').innerText(), /data|userErrors/, `what ${one.who} was told stays on the page`);
  }
  await chi.press('Control+Alt+KeyV');
  await chi.shows('.thidua-desk', /Việc ai cũng làm được/);
  await chi.look('signed-out');
  for (const { complaints } of [an, binh, chi]) {
    assert.deepEqual(complaints, []);
  }
});
