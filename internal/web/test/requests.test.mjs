/** The ready requests are what their heads say: each is sent as it is, by somebody of each role and by nobody. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { startServer } from './server.mjs';

const directory = fileURLToPath(new URL('../src/desk/requests/', import.meta.url));
const sheet = readFileSync(fileURLToPath(new URL('../../../graph/testdata/imports/khen-thuong-2021.csv', import.meta.url)));
const password = 'mat khau de thu nghiem';

/** The roles, by the names that the heads use. */
const roles = {
  'người đọc': 'READER',
  'cộng tác viên': 'CONTRIBUTOR',
  'biên tập viên': 'EDITOR',
  'cán bộ thi đua – khen thưởng': 'RECORDS_OFFICER',
  'quản trị viên': 'ADMINISTRATOR',
};

const requests = readdirSync(directory)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => {
    const query = readFileSync(directory + file, 'utf8');
    const who = /^# Vai trò: (.+)$/m.exec(query)[1].split(', ');
    let variables;
    try {
      variables = JSON.parse(readFileSync(directory + file.replace('.graphql', '.variables.json'), 'utf8'));
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
    return { file, query, who, variables };
  });

let server;

before(async () => {
  server = await startServer();
});

after(() => server?.stop());

/** Sends a request as who has the cookie, with a file if its variables wait for one. */
async function send({ query, variables }, cookie) {
  const headers = { Accept: 'application/json', ...(cookie && { Cookie: cookie }) };
  let body = JSON.stringify({ query, variables });
  if (variables?.input?.file === null) {
    const form = new FormData();
    form.set('operations', body);
    form.set('map', '{"0": ["variables.input.file"]}');
    form.set('0', new Blob([sheet]), 'khen-thuong-2021.csv');
    body = form;
    headers['GraphQL-Require-Preflight'] = '1';
  } else {
    headers['Content-Type'] = 'application/json';
  }
  const response = await fetch(`${server.origin}/graphql`, { method: 'POST', headers, body });
  return { answer: await response.json(), cookie: response.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ') };
}

async function signIn(login, secret) {
  const { answer, cookie } = await send({
    query: 'mutation($input: SessionStartInput!) { sessionStart(input: $input) { viewer { name } userErrors { message } } }',
    variables: { input: { login, password: secret } },
  });
  assert.ok(answer.data?.sessionStart?.viewer, JSON.stringify(answer));
  return cookie;
}

/** Asks something that must succeed, and gives its payload. */
async function must(query, variables, cookie) {
  const { answer } = await send({ query, variables }, cookie);
  const payload = Object.values(answer.data ?? {})[0];
  assert.deepEqual(payload?.userErrors ?? [], [], JSON.stringify(answer));
  assert.equal(answer.errors, undefined, JSON.stringify(answer));
  return payload;
}

/** Records of everything whose empty ID a person would fill in; a draft and a picture are the contributor's own. */
async function records(admin, contributor) {
  const made = 'mutation($input: UserCreateInput!) { userCreate(input: $input) { user { id } userErrors { message } } }';
  const { user } = await must(made, { input: { login: 'nguoi.khac', name: 'Người khác', role: 'READER', password } }, admin);
  const written = 'mutation($input: ArticleCreateInput!) { articleCreate(input: $input) { draft { id } userErrors { message } } }';
  const { draft } = await must(written, { input: { content: { title: 'Bài để thử' } } }, contributor);
  const uploaded = 'mutation($input: MediaUploadInput!) { mediaUpload(input: $input) { media { id } userErrors { message } } }';
  const { media } = await must(uploaded, { input: { file: null } }, contributor);
  const { nodes } = await must('{ units(first: 1) { nodes { id } } }');
  return { user: user.id, draft: draft.id, media: media.id, unit: nodes[0].id };
}

/** A request with IDs, or the password, where a person fills them in. */
function filled(request, known) {
  const kinds = {
    draft: /\b(article(?!Create)\w+|publishCheck|withdrawalCheck)\(|NhatKyCuaBai/,
    user: /\buser(Update|PasswordReset)\(/,
    media: /\bmediaUpdate\(/,
    unit: /\beligibility\(|NhatKyCuaHoSo/,
  };
  const kind = Object.keys(kinds).find((name) => kinds[name].test(request.query));
  if (request.query.includes('passwordChange')) {
    return { request: { ...request, variables: { input: { ...request.variables.input, currentPassword: password } } }, isFilled: true };
  }
  if (kind === undefined) return { request, isFilled: false };
  const variables = JSON.parse(JSON.stringify(request.variables).replaceAll(/"(id|document|recipient)":""/g, `"$1":"${known[kind]}"`));
  return { request: { ...request, variables }, isFilled: true };
}

/** Whether the policy let nothing happen: it says so, or as if what was meant did not exist. */
function isRefused({ data, errors = [] }) {
  const codes = [...errors.map((error) => error.extensions?.code), ...Object.values(data ?? {}).flatMap(codesOf)];
  return codes.some((code) => ['FORBIDDEN', 'UNAUTHENTICATED', 'NOT_FOUND'].includes(code));
}

/** The codes of a payload's user errors, and of its results'. */
const codesOf = (payload) => [...(payload?.userErrors ?? []), ...(payload?.results ?? []).flatMap((result) => result.userErrors)].map((error) => error.code);

test('each request is allowed to the roles that its head names, and no change to others', async (t) => {
  const admin = await signIn('admin', server.firstPassword());
  const loginOf = (role) => role.toLowerCase().replace('_', '.');
  for (const [name, role] of Object.entries(roles)) {
    await must(
      'mutation($input: UserCreateInput!) { userCreate(input: $input) { user { id } userErrors { message } } }',
      { input: { login: loginOf(role), name, role, password } },
      admin,
    );
  }
  const known = await records(admin, await signIn(loginOf('CONTRIBUTOR'), password));

  for (const [name, role] of [['ai đó', undefined], ...Object.entries(roles)]) {
    await t.test(name, async () => {
      const wrong = [];
      const enter = () => role && signIn(loginOf(role), password);
      let cookie = await enter();
      for (const ready of requests) {
        const isAllowed = ready.who.includes('mọi người') || ready.who.includes(name) || role === 'ADMINISTRATOR';
        const { request, isFilled } = filled(ready, known);
        const { answer } = await send(request, cookie);
        const isWrong = isAllowed
          ? answer.errors !== undefined || (isFilled && isRefused(answer))
          : /^mutation/m.test(ready.query) && !isRefused(answer);
        if (isWrong) {
          wrong.push(`${ready.file} is ${isAllowed ? 'allowed' : 'not allowed'}, but ${JSON.stringify(answer).slice(0, 400)}`);
        }
        if (ready.query.includes('sessionEndAll')) cookie = await enter();
      }
      assert.deepEqual(wrong, []);
    });
  }
});
