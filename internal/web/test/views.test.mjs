/** Answers as people look at them in the playground: tables, pages, comparisons, lists to be imported, charts, and what went wrong. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { openPlayground, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const queryEditor = '.graphiql-query-editor .monaco-editor';
const variablesEditor = '.graphiql-editor-tool .graphiql-editor:not(.hidden)';

let server;
let browser;

before(async () => {
  server = await startServer('--site-name=Ban Thi đua thử');
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The playground with the administrator signed in, and what tests do in it. */
async function desk(t, options) {
  const { page, complaints, close } = await openPlayground(browser, server.origin, options);
  t.after(close);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  const form = page.getByRole('dialog', { name: 'Đăng nhập' });
  await form.getByLabel('Tên đăng nhập').fill('admin');
  await form.getByLabel('Mật khẩu').fill(server.firstPassword());
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Đăng xuất' }).waitFor();

  /** Sends what the editor holds, by its key, and gives the answer. */
  async function send() {
    await page.locator(`${queryEditor} .view-line`).first().click();
    const answered = page.waitForResponse((response) => response.url().endsWith('/graphql'));
    await page.keyboard.press('Control+Enter');
    return (await answered).json();
  }

  /** Types a request into a new tab, with variables if there are some, sends it, and gives the answer. */
  async function run(request, variables) {
    await page.getByRole('button', { name: 'Thẻ mới' }).click();
    await page.locator(queryEditor).click();
    await page.keyboard.insertText(request.replaceAll(/\s+/g, ' '));
    if (variables) {
      if (!(await page.locator(variablesEditor).isVisible())) await page.getByRole('button', { name: 'Biến', exact: true }).click();
      await page.locator(variablesEditor).click();
      await page.keyboard.insertText(JSON.stringify(variables));
    }
    return send();
  }

  /** The panel that a tab of this name shows; it must be the one that is shown. */
  const view = async (name) => {
    await page.getByRole('tab', { name, selected: true }).waitFor();
    return page.getByRole('tabpanel', { name });
  };

  return { page, complaints, run, send, view };
}

/** Fails on what axe finds wrong in the part of the page that is ours, in the light and in the dark; leaves pictures where they are wanted. */
async function look(page, name) {
  await page.evaluate(`{ ${axe} }`);
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await page.evaluate(() => window.axe.run('.thidua-views', { resultTypes: ['violations'], iframes: false }));
    assert.deepEqual(violations.map((v) => `${name} ${colorScheme} ${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`), []);
    if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/views-${name}-${colorScheme}.png` });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${name}: the page scrolls sideways`);
}

const created = `articleCreate(input: { content: $content }) { draft { id version slug } userErrors { code field message conflict { version } } }`;

/** Writes a draft in a tab of its own, and gives it. */
async function write(run, content) {
  const { data } = await run(`mutation VietBai($content: ArticleContentInput!) { ${created} }`, { content });
  assert.deepEqual(data.articleCreate.userErrors, []);
  return data.articleCreate.draft;
}

/** Texts of a column, from the top. */
const column = (panel, head) =>
  panel.locator('table').evaluate((table, name) => {
    const at = [...table.tHead.rows[0].cells].findIndex((cell) => cell.textContent.startsWith(name));
    return [...table.tBodies[0].rows].map((row) => row.cells[at].textContent);
  }, head);

test('a list is a table: heads in Vietnamese, days and enums as offices write them, sorted from the keyboard', async (t) => {
  const { page, complaints, run, view } = await desk(t);
  const { data } = await run(`{ awards(first: 50) { totalCount nodes {
    code year recipientName loai: recipientKind state nominatedOn bloc { name } decision { number issuedOn } } } }`);
  const panel = await view('Bảng');
  const heads = await panel.getByRole('columnheader').allInnerTexts();
  for (const head of ['Mã số', 'Năm', 'Tên người, tập thể nhận', 'Đối tượng nhận (loai)', 'Trạng thái', 'Ngày đề nghị', 'Khối, cụm thi đua']) {
    assert.ok(heads.some((text) => text.startsWith(head)), `no head ${head}: ${heads}`);
  }
  assert.match(await panel.innerText(), new RegExp(`${data.awards.nodes.length} dòng trong tổng số ${data.awards.totalCount}`));
  assert.ok((await column(panel, 'Đối tượng nhận')).every((text) => ['Tập thể', 'Cá nhân', 'Hộ gia đình'].includes(text)));
  assert.ok((await column(panel, 'Ngày đề nghị')).some((text) => /^\d\d\/\d\d\/\d{4}$/.test(text)));
  await look(page, 'table');

  const head = panel.getByRole('columnheader', { name: 'Tên người, tập thể nhận' });
  await head.getByRole('button').focus();
  await page.keyboard.press('Enter');
  assert.equal(await head.getAttribute('aria-sort'), 'ascending');
  const names = data.awards.nodes.map((award) => award.recipientName).sort(new Intl.Collator('vi', { numeric: true }).compare);
  assert.deepEqual(await column(panel, 'Tên người'), names);
  await page.keyboard.press('Enter');
  assert.equal(await head.getAttribute('aria-sort'), 'descending');
  assert.deepEqual(await column(panel, 'Tên người'), names.reverse());
  assert.deepEqual(complaints, []);
});

test('the next page is a key away where the request has a variable for it, and else it is said how', async (t) => {
  const { page, complaints, run, view } = await desk(t);
  const { data } = await run('query Trang($after: String) { units(first: 3, after: $after) { edges { cursor node { officialName } } pageInfo { hasNextPage } } }');
  const first = data.units.edges.map(({ node }) => node.officialName);
  const panel = await view('Bảng');
  assert.deepEqual(await column(panel, 'Tên chính thức'), first);
  await panel.getByRole('button', { name: 'Trang sau' }).focus();
  const answered = page.waitForResponse((response) => response.url().endsWith('/graphql'));
  await page.keyboard.press('Enter');
  const second = (await (await answered).json()).data.units.edges.map(({ node }) => node.officialName);
  await panel.getByRole('cell', { name: second[0], exact: true }).waitFor();
  assert.deepEqual(await column(panel, 'Tên chính thức'), second);
  assert.ok(!second.includes(first[0]));

  await run('{ units(first: 3) { nodes { officialName } pageInfo { hasNextPage endCursor } } }');
  await page.getByText('thêm biến $after: String').waitFor();
  assert.deepEqual(complaints, []);
});

test('a table goes to a spreadsheet without becoming a formula', async (t) => {
  const { page, complaints, run, view } = await desk(t, { permissions: ['clipboard-read', 'clipboard-write'] });
  await write(run, { title: '=HYPERLINK("http://x.example","Bấm")', summary: 'Hai dòng:\n"một"\tvà hai' });
  await run('query BanThao { drafts(first: 1) { nodes { title summary wordCount updatedAt } } }');
  const panel = await view('Bảng');
  await panel.getByRole('button', { name: 'Chép bảng' }).click();
  await panel.getByText('Đã chép').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const [heads, row, ...more] = copied.split('\n').map((line) => line.split('\t'));
  assert.deepEqual(more, []);
  assert.equal(heads.length, 4);
  assert.deepEqual(row.slice(0, 3), [`'=HYPERLINK("http://x.example","Bấm")`, 'Hai dòng: "một" và hai', '0']);
  assert.match(row[3], /^\d\d\/\d\d\/\d{4} \d\d:\d\d$/);

  const [download] = await Promise.all([page.waitForEvent('download'), panel.getByRole('button', { name: 'Lưu CSV' }).click()]);
  assert.equal(download.suggestedFilename(), 'BanThao.csv');
  const csv = readFileSync(await download.path(), 'utf8');
  assert.ok(csv.startsWith('\ufeff"Tiêu đề","Tóm tắt"'), csv);
  assert.ok(csv.includes(`"'=HYPERLINK(""http://x.example"",""Bấm"")"`), csv);
  assert.deepEqual(complaints, []);
});

test('a hundred rows of twenty columns are drawn at once', async (t) => {
  const { page, complaints, run } = await desk(t);
  const copies = Array.from({ length: 17 }, (_, index) => `ten${index}: officialName`).join(' ');
  await run(`query Lon($ids: [ID!]!) { nodes(ids: $ids) { id ... on Unit { ${copies} slug level } } }`, { ids: [] });
  await page.getByRole('tab', { name: 'JSON', selected: true }).waitFor(); // an empty list opens nothing
  const { data } = await run('{ units(first: 1) { nodes { id } } }');
  const ids = Array.from({ length: 100 }, () => data.units.nodes[0].id);
  await run(`query Lon($ids: [ID!]!) { nodes(ids: $ids) { id ... on Unit { ${copies} slug level } } }`, { ids });
  await page.getByRole('tab', { name: 'Bảng', selected: true }).waitFor();
  const millis = await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const started = performance.now();
    document.querySelector('#thidua-view th button').click();
    await frame();
    return performance.now() - started;
  });
  assert.equal(await page.locator('#thidua-view tbody tr').count(), 100);
  assert.equal(await page.locator('#thidua-view thead th').count(), 20);
  assert.ok(millis < 1000, `sorting took ${millis} ms`);
  assert.deepEqual(complaints, []);
});

test('a draft is seen as readers will see it, and nothing of it runs', async (t) => {
  const { page, complaints, run, view } = await desk(t);
  const attack = '<img src="/favicon.ico" onerror="top.hacked=1"><script>top.hacked=2</scr' + 'ipt>';
  const draft = await write(run, {
    title: `Hội nghị thử ${attack}`,
    summary: `Tóm tắt ${attack}`,
    byline: 'Phòng Nghiệp vụ',
    body: { html: `<h2>Kết quả</h2><p onclick="top.hacked=3">Đoạn văn có <strong>chữ đậm</strong>, <a href="javascript:top.hacked=4">liên kết</a>.</p>${attack}<svg onload="top.hacked=5"></svg>` },
  });
  await view('Xem trước');
  const frame = page.frameLocator('iframe.thidua-page');
  await frame.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await frame.getByRole('heading', { level: 1 }).innerText(), `Hội nghị thử ${attack}`);
  assert.match(await frame.locator('article').innerText(), /Phòng Nghiệp vụ.*Tóm tắt.*Kết quả\s+Đoạn văn có chữ đậm/s);
  assert.equal(await frame.locator('header.site').innerText().then((text) => text.includes('Ban Thi đua thử')), true);
  assert.match(await frame.locator('body').evaluate((body) => [...body.ownerDocument.styleSheets].map((sheet) => sheet.href).join()), /\/theme\//);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await frame.locator('script, svg, [onclick], [onerror], a[href^="javascript"]').count(), 0);
  await look(page, 'preview');

  // A request that takes it further only offers the page; what the article says is asked for, so it opens.
  await run(`mutation GuiDuyet { articleSubmit(input: { id: "${draft.id}", version: ${draft.version} }) { draft { id state } userErrors { message } } }`);
  await page.getByRole('tab', { name: 'JSON', selected: true }).waitFor();
  await page.getByRole('tab', { name: 'Xem trước' }).click();
  await frame.getByRole('heading', { level: 1 }).waitFor();

  await run('query Doc { articles(first: 1) { nodes { slug } } }');
  const { data } = await run('{ articles(first: 1) { nodes { slug } } }');
  await run(`query DocBai($slug: String!) { article(slug: $slug) { title html } }`, { slug: data.articles.nodes[0].slug });
  await view('Xem trước');
  await frame.getByRole('heading', { level: 1 }).waitFor();
  assert.deepEqual(complaints, []);

  // Records stand there as readers see them: what the office keeps to itself does not.
  const { data: known } = await run('{ awards(first: 1) { nodes { id awardType { id } recipientName recipient { ... on Unit { id } } } } }');
  const [open] = known.awards.nodes;
  const { data: hidden } = await run(`mutation Kin { awardNominate(input: { code: "KIN-1", awardTypeId: "${open.awardType.id}", kind: EXTRAORDINARY, recipient: { kind: UNIT, id: "${open.recipient.id}" }, year: 2020 }) { award { id } userErrors { message } } }`);
  assert.deepEqual(hidden.awardNominate.userErrors, []);
  const both = await write(run, {
    title: 'Bài có hồ sơ',
    awardIds: [open.id, hidden.awardNominate.award.id],
    body: { markdown: `Danh sách:\n\n- [a](award:${open.id})\n- [b](award:${hidden.awardNominate.award.id})` },
  });
  await frame.getByRole('heading', { name: 'Bài có hồ sơ' }).waitFor();
  assert.equal(await frame.locator('section.records dd').count(), 1);
  assert.equal(await frame.locator('.body li').count(), 1);
  assert.ok(both.id);

  // The page of a draft is nobody else's, and only the playground frames it.
  const address = `${server.origin}/xem-thu/ban-thao/${draft.id}`;
  assert.equal((await fetch(address)).status, 404);
  const own = await page.request.get(address);
  assert.match(own.headers()['content-security-policy'], /default-src 'none';.*frame-ancestors 'self'$/);
  assert.equal(own.headers()['cache-control'], 'no-store');
});

test('what changed between versions is marked by more than colour', async (t) => {
  const { page, complaints, run, view } = await desk(t);
  const draft = await write(run, { title: 'Sơ kết sáu tháng', summary: 'Khối họp sơ kết buổi sáng.', body: { markdown: 'Đoạn thứ nhất.\n\nĐoạn hai có năm đơn vị tham gia.' } });
  await run(`mutation Sua($content: ArticleContentInput!) { articleUpdate(input: { id: "${draft.id}", version: ${draft.version}, content: $content }) { draft { id version } userErrors { message } } }`, {
    content: { summary: 'Khối họp sơ kết buổi chiều.', byline: 'Ban biên tập', kind: 'NOTICE', body: { markdown: 'Đoạn hai có bảy đơn vị tham gia.\n\nĐoạn mới.' } },
  });
  const { errors } = await run(`query SoSanh { draft(slug: "${draft.slug}") { diff(from: 1, to: 2) {
    from { number savedAt } to { number savedAt }
    fields { field ... on TextChange { spans { kind text } before after } ... on ValueChange { truoc: before sau: after } }
    body { kind spans { kind text } before { ... on ParagraphBlock { content { text } } } after { ... on ParagraphBlock { content { text } } } }
  } } }`);
  assert.equal(errors, undefined, JSON.stringify(errors));
  const panel = await view('So sánh');
  const text = await panel.innerText();
  for (const term of [/Tóm tắt/, /Thể loại/, /Nội dung/]) assert.match(text, term);
  assert.ok((await panel.locator('del').allInnerTexts()).some((words) => words.includes('sáng')));
  assert.ok((await panel.locator('ins').allInnerTexts()).some((words) => words.includes('chiều')));
  assert.ok((await panel.locator('ins').allTextContents()).some((words) => /^thêm: .*Đoạn mới/.test(words)));
  assert.ok((await panel.locator('dd').allTextContents()).includes('bỏ: Tin tức hết bỏ thêm: Thông báo hết thêm '), 'an alias of one type hides the field of another');
  assert.notEqual(await panel.locator('del').first().evaluate((node) => getComputedStyle(node).textDecorationLine), 'none');
  await look(page, 'diff');

  await run(`mutation Cu { articleUpdate(input: { id: "${draft.id}", version: 1, content: { summary: "Mất" } }) { draft { id } userErrors { code message conflict { version at fields by { name } } } } }`);
  const conflict = await view('So sánh');
  assert.match(await conflict.innerText(), /đã lưu phiên bản 2[^]*Tác giả, bút danh[^]*version: 2/);
  assert.match(await page.getByRole('alert').filter({ hasText: 'Chưa ghi gì' }).innerText(), /người khác sửa/i);
  await look(page, 'conflict');
  assert.deepEqual(complaints, []);
});

test('a rehearsed list says which rows are wrong, where, and what to do next', async (t) => {
  const { page, complaints, run, view } = await desk(t);
  const file = new Blob(['STT,Tên đơn vị,Tên viết tắt,Cấp,Trực thuộc,Từ ngày\n1,Sở Ví Dụ Thứ Nhất,VDN,Tỉnh,,01/10/1991\n2,Sở Ví Dụ Thứ Hai,VDH,Tỉnh,,31/02/1991\n3,Phòng Mồ Côi,,Cơ sở,Sở Không Có,\n'], { type: 'text/csv' });
  const form = new FormData();
  form.set('operations', JSON.stringify({ query: 'mutation($f: Upload!) { importRehearse(input: { kind: UNITS, file: $f, units: { type: DEPARTMENT, province: { code: "51", name: "Tỉnh Ví Dụ" } } }) { import { id } userErrors { message } } }', variables: { f: null } }));
  form.set('map', '{"0":["variables.f"]}');
  form.set('0', file, 'don-vi.csv');
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const reply = await (await fetch(`${server.origin}/graphql`, { method: 'POST', headers: { 'Cookie': cookie, 'GraphQL-Require-Preflight': '1' }, body: form })).json();
  const { id } = reply.data?.importRehearse?.import ?? assert.fail(JSON.stringify(reply));

  await run(`query LuotNhap { import(id: "${id}") { id version state counts { rows errors } } }`);
  const panel = await view('Rà soát danh sách');
  await panel.getByText('đã rà soát, chưa ghi gì').waitFor();
  const wrong = panel.getByRole('button', { name: /^Lỗi, không nhập được: [12]$/ });
  assert.equal(await wrong.getAttribute('aria-pressed'), 'true', 'what is wrong comes first');
  const day = panel.getByRole('cell').filter({ hasText: '31/02/1991' });
  assert.match(await day.innerText(), /Lỗi:/);
  assert.match(await panel.innerText(), /Hoặc nhập \d dòng mới và bỏ qua dòng lỗi/);
  await look(page, 'import');

  await panel.getByRole('button', { name: /^Mới, sẽ nhập/ }).focus();
  await page.keyboard.press('Enter');
  await panel.getByRole('cell').filter({ hasText: 'Sở Ví Dụ Thứ Nhất' }).waitFor();
  const request = await panel.locator('code', { hasText: 'importCommit' }).evaluate((node) => node.textContent);
  const { data } = await run(request);
  assert.deepEqual(data.importCommit.userErrors, []);
  await (await view('Rà soát danh sách')).getByText('Đã nhập xong').waitFor();
  assert.deepEqual(complaints, []);
});

test('statistics are charts with their numbers beside them', async (t) => {
  const { page, complaints, run, view } = await desk(t);
  const { data } = await run('query TheoNam { awardCounts(by: [YEAR, TYPE]) { year awardType { label } count } }');
  const panel = await view('Biểu đồ');
  const picture = panel.getByRole('img');
  assert.match(await picture.evaluate((svg) => svg.querySelector('title').textContent), /biểu đồ/);
  const years = data.awardCounts.map(({ year }) => year);
  const all = Array.from({ length: Math.max(...years) - Math.min(...years) + 1 }, (_, index) => String(Math.min(...years) + index));
  assert.deepEqual(await panel.getByRole('rowheader').allInnerTexts(), all, 'a year without awards is there');
  await look(page, 'chart-years');

  await run('query KetQua { awardOutcomes(by: [YEAR, LEVEL]) { year level proposed granted revoked } }');
  await (await view('Biểu đồ')).getByText('2018 – Cấp tỉnh').first().waitFor();
  assert.deepEqual(await (await view('Biểu đồ')).getByRole('columnheader').allInnerTexts(), ['Đề nghị', 'Được tặng', 'Bị hủy bỏ']);
  await look(page, 'chart-bars');

  await run('query Diem { scoreStatistics(by: [YEAR, BLOC], band: 2) { year bloc { name } lowest highest mean bands { from to count } } }');
  await page.getByRole('tab', { name: 'Biểu đồ' }).click();
  await page.getByRole('combobox', { name: 'Số liệu' }).selectOption({ index: 1 });
  await page.getByRole('rowheader', { name: '92 – 94' }).waitFor();
  await look(page, 'chart-bands');

  await run('query Loc { search(text: "thi đua", first: 1) { totalCount years: facet(by: YEAR) { value count } } }');
  await page.getByRole('tab', { name: 'Biểu đồ' }).waitFor();
  assert.deepEqual(complaints, []);
});

test('what went wrong stands above any view, with the place', async (t) => {
  const { page, complaints, run } = await desk(t);
  await run('mutation Trong { articleCreate(input: { content: { title: "" } }) { draft { id } userErrors { code field message } } }');
  const alert = page.getByRole('alert').filter({ hasText: 'Chưa ghi gì' });
  assert.match(await alert.innerText(), /input\.content\.title|input\.title/);
  await look(page, 'user-errors');
  await run('query Khong { drafts(first: 1) { nodes { diff(from: 1, to: 99) { fields { field } } } } }');
  await page.getByRole('alert').filter({ hasText: 'Máy chủ chưa làm được' }).waitFor();
  await look(page, 'errors');
  assert.deepEqual(complaints, []);
});

test('views are reached and left by keyboard, and a choice is remembered for its operation', async (t) => {
  const { page, complaints, run, send, view } = await desk(t);
  const request = 'query DonVi { units(first: 2) { nodes { officialName } } }';
  await run(request);
  await view('Bảng');
  await page.keyboard.press('Alt+KeyJ');
  await page.getByRole('tab', { name: 'JSON', selected: true }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'JSON');
  assert.equal(await page.locator('.result-window').getAttribute('inert'), null);
  await page.keyboard.press('ArrowRight'); // round to the first
  const panel = await view('Bảng');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Bảng');
  assert.notEqual(await page.locator('.result-window').getAttribute('inert'), null);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Chép bảng');
  await panel.waitFor();
  await page.keyboard.press('Alt+KeyJ');
  await send();
  await page.getByRole('tab', { name: 'JSON', selected: true }).waitFor();
  await run('query KhoiThiDua { blocs(first: 2) { nodes { name } } }');
  await view('Bảng'); // another operation was not chosen for

  // The tab of a request shows the view of its own answer; one that could not be sent shows GraphiQL's reason.
  await page.locator('.graphiql-tab-button', { hasText: 'DonVi' }).last().click();
  await page.getByRole('tab', { name: 'JSON', selected: true }).waitFor();
  await page.keyboard.press('Alt+KeyJ');
  await page.getByRole('cell').first().waitFor();
  await page.getByRole('button', { name: 'Biến', exact: true }).click();
  await page.locator(variablesEditor).click();
  await page.keyboard.insertText('{ sai');
  await page.locator(`${queryEditor} .view-line`).first().click();
  await page.keyboard.press('Control+Enter');
  await page.waitForFunction(() => document.querySelector('.graphiql-response').innerText.replaceAll(/\s+/g, ' ').includes('Chưa gửi yêu cầu'));
  assert.equal(await page.getByRole('tablist', { name: 'Cách xem kết quả' }).count(), 0);
  assert.deepEqual(complaints, []);
});
