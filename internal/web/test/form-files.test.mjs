/** Files that are chosen in the form of variables, and sent along. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { atForm, picture, violations, withServer } from './form.mjs';

/** A picture of one red point. */
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==', 'base64');

let folder;

withServer();

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thidua-form-'));
});

after(() => folder && rm(folder, { recursive: true, force: true }));

const mediaUpload = `mutation TaiAnh($input: MediaUploadInput!) {
  mediaUpload(input: $input) { media { id mimeType bytes alt focalPoint { x y } } userErrors { code field message } } }`;

/** The parts of a form that was sent, by their names: texts as they are, of files their names. */
function partsOf(request) {
  const boundary = /boundary=(.+)$/.exec(request.headers()['content-type'])?.[1];
  assert.ok(boundary, 'a form is sent');
  const parts = request.postDataBuffer().toString('latin1').split(`--${boundary}`).slice(1, -1);
  return Object.fromEntries(
    parts.map((part) => {
      const [head, ...body] = part.split('\r\n\r\n');
      const text = (latin) => Buffer.from(latin, 'latin1').toString();
      return [/name="([^"]*)"/.exec(head)[1], text(/filename="([^"]*)"/.exec(head)?.[1] ?? body.join('\r\n\r\n').trimEnd())];
    }),
  );
}

test('a picture is chosen, shown, sent, and asked for again after a reload', async (t) => {
  const { page, complaints, form, sent, variablesAre } = await atForm(t, { request: mediaUpload });
  await writeFile(join(folder, 'lễ trao cờ.png'), png);
  await form.getByLabel('Tệp').setInputFiles(join(folder, 'lễ trao cờ.png'));
  await form.locator('.thidua-file img').waitFor();
  assert.match(await form.locator('.thidua-file').innerText(), /lễ trao cờ\.png \(\d+ byte\)/);
  await form.getByRole('textbox', { name: 'Văn bản thay thế' }).fill('Một điểm đỏ');
  await form.getByLabel('Thêm trường vào Nội dung gửi').selectOption('focalPoint');
  await form.getByRole('button', { name: 'Thêm vào Nội dung gửi' }).click();
  await form.getByRole('textbox', { name: 'Vị trí ngang' }).fill('0,25');
  await form.getByRole('textbox', { name: 'Vị trí dọc' }).fill('1');
  await variablesAre({ input: { file: 'tệp: lễ trao cờ.png', alt: 'Một điểm đỏ', focalPoint: { x: 0.25, y: 1 } } });
  await picture(page, 'upload');
  assert.deepEqual(await violations(page), []);

  const { request, answer } = await sent(() => form.getByRole('button', { name: 'Gửi', exact: true }).click());
  assert.equal(request.headers()['graphql-require-preflight'], '1');
  const parts = partsOf(request);
  assert.deepEqual(Object.keys(parts).sort(), ['0', 'map', 'operations']);
  assert.deepEqual(JSON.parse(parts.map), { 0: ['variables.input.file'] });
  assert.equal(JSON.parse(parts.operations).variables.input.file, null);
  assert.equal(parts[0], 'lễ trao cờ.png');
  assert.deepEqual(answer.data.mediaUpload.userErrors, []);
  const { media } = answer.data.mediaUpload;
  assert.deepEqual([media.mimeType, media.alt, media.focalPoint], ['image/png', 'Một điểm đỏ', { x: 0.25, y: 1 }]);

  // GraphiQL stores tabs half a second after the last change.
  await page.waitForFunction(() => localStorage.getItem('graphiql:tabState')?.includes('lễ trao cờ'));
  await page.reload();
  await form.getByText('Hãy chọn lại tệp lễ trao cờ.png').waitFor();
  let isSent = false;
  page.on('request', (next) => (isSent ||= next.url().endsWith('/graphql') && /mediaUpload/.test(next.postData() ?? '')));
  await form.getByRole('button', { name: 'Gửi', exact: true }).click();
  await form.getByRole('status').filter({ hasText: 'Chưa gửi: còn 1 mục' }).waitFor();
  await page.locator('.graphiql-execute-button').click();
  await page.waitForFunction(() => document.querySelector('.graphiql-response')?.textContent.replaceAll('\u00a0', ' ').includes('Hãy chọn lại tệp'));
  assert.equal(isSent, false, 'a request without its file is sent');
  assert.deepEqual(complaints, []);
});

test('files are dropped on their fields, and taken away', async (t) => {
  const { page, complaints, form, sent, variablesAre } = await atForm(t, {
    request: `mutation HaiTep($one: Upload!, $other: Upload!) {
      a: mediaUpload(input: { file: $one }) { media { bytes } userErrors { message } }
      b: mediaUpload(input: { file: $other }) { media { bytes } userErrors { message } } }`,
  });
  const drop = (index, name, text) =>
    page.evaluate(
      ([at, called, content]) => {
        const data = new DataTransfer();
        data.items.add(new File([content], called, { type: 'text/plain' }));
        const zone = document.querySelectorAll('.thidua-file')[at];
        for (const type of ['dragover', 'drop']) zone.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
      },
      [index, name, text],
    );
  await drop(0, 'biên bản.txt', 'một');
  await drop(1, 'biên bản.txt', 'hai tệp');
  await variablesAre({ one: 'tệp: biên bản.txt', other: 'tệp: biên bản (2).txt' });
  await form.getByRole('button', { name: 'Bỏ tệp' }).first().click();
  await form.getByRole('button', { name: 'Gửi', exact: true }).click();
  await form.getByText('Chưa gửi: còn 1 mục').waitFor();
  await drop(0, 'quyết định.txt', 'ba');
  const { request, answer } = await sent(() => form.getByRole('button', { name: 'Gửi', exact: true }).click());
  assert.deepEqual(JSON.parse(partsOf(request).map), { 0: ['variables.other'], 1: ['variables.one'] });
  assert.deepEqual(answer.data, { a: { media: { bytes: 2 }, userErrors: [] }, b: { media: { bytes: 9 }, userErrors: [] } });
  assert.deepEqual(complaints, []);
});

test('a spreadsheet is read for an import', async (t) => {
  const { page, complaints, form, sent } = await atForm(t, {
    request: `mutation RaSoat($input: ImportRehearseInput!) {
      importRehearse(input: $input) { import { id kind fileName } userErrors { code field message } } }`,
  });
  await form.getByLabel('Loại').selectOption('Danh sách đơn vị (UNITS)');
  await form.getByLabel('Tệp').setInputFiles(new URL('../../../graph/testdata/imports/don-vi.csv', import.meta.url).pathname);
  await form.getByLabel('Thêm trường vào Nội dung gửi').selectOption('units');
  await form.getByLabel('Thêm trường vào Nội dung gửi').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await form.getByLabel('Thêm trường vào Đơn vị').selectOption('province');
  await picture(page, 'import');
  const { request, answer } = await sent(() => page.keyboard.press('Control+Enter'));
  assert.deepEqual(JSON.parse(partsOf(request).operations).variables, { input: { kind: 'UNITS', file: null } });
  assert.deepEqual(answer.data.importRehearse.userErrors, []);
  assert.equal(answer.data.importRehearse.import.kind, 'UNITS');
  assert.deepEqual(await violations(page), []);
  assert.deepEqual(complaints, []);
});

test('what the server has against a file is shown in the form', async (t) => {
  const { page, complaints, form, sent } = await atForm(t, { request: mediaUpload, signedIn: false });
  await form.getByLabel('Tệp').setInputFiles({ name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
  const { answer } = await sent(() => page.keyboard.press('Control+Enter'));
  assert.equal(answer.errors[0].extensions.code, 'UNAUTHENTICATED');
  await form.getByRole('status').getByText(answer.errors[0].message).waitFor();
  const refusal = complaints.filter((complaint) => !/40[0-9]/.test(complaint));
  assert.deepEqual(refusal, []);
});
