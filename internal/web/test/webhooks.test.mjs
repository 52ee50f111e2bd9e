/** The real server tells a receiver that verifies what it is sent with the reference library of Standard Webhooks. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { Webhook, WebhookVerificationError } from 'standardwebhooks';

import { startServer } from './server.mjs';

let server;
let cookie;
let receiver;
let url;
const requests = [];

before(async () => {
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    // Each event fails once, so that it comes a second time.
    const known = requests.some(({ headers }) => headers['webhook-id'] === request.headers['webhook-id']);
    requests.push({ headers: request.headers, body });
    receiver.emit('told');
    response.writeHead(known ? 204 : 503).end();
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  url = `http://127.0.0.1:${receiver.address().port}/hook`;
  server = await startServer('--webhook-allow', '127.0.0.1');
  const response = await post('mutation($p: String!) { sessionStart(input: {login: "admin", password: $p}) { userErrors { code } } }', { p: server.firstPassword() });
  cookie = response.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ');
});

after(async () => {
  await server?.stop();
  receiver?.close();
});

function post(query, variables = {}) {
  return fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(cookie && { Cookie: cookie }) },
    body: JSON.stringify({ query, variables }),
  });
}

/** Asks as the administrator, and gives the answer to the only field. */
async function ask(query, variables) {
  const answer = await (await post(query, variables)).json();
  assert.equal(answer.errors, undefined, JSON.stringify(answer));
  const [result] = Object.values(answer.data);
  assert.deepEqual(result.userErrors ?? [], []);
  return result;
}

/** Waits until so many requests have come. */
async function told(n) {
  while (requests.length < n) await once(receiver, 'told');
}

const category = 'mutation($name: String!) { categoryCreate(input: {name: $name}) { category { id } userErrors { code message } } }';

test('the reference library verifies what is sent, in every attempt and after a rotation', { timeout: 120_000 }, async () => {
  const { webhook, secret } = await ask(
    'mutation($url: String!) { webhookCreate(input: {url: $url, nouns: [CATEGORY]}) { webhook { id version } secret userErrors { code } } }', { url },
  );
  const { category: made } = await ask(category, { name: 'Chuyên mục thử' });
  await told(2);
  const events = requests.map(({ body, headers }) => new Webhook(secret).verify(body, headers));
  for (const event of events) {
    assert.equal(event.type, 'category.published');
    assert.equal(event.data.id, made.id);
  }
  assert.equal(requests[0].headers['webhook-id'], requests[1].headers['webhook-id']);
  assert.equal(requests[0].body, requests[1].body);

  const { body, headers } = requests[1];
  const refused = (text, with_, by = secret) =>
    assert.throws(() => new Webhook(by).verify(text, { ...headers, ...with_ }), WebhookVerificationError);
  refused(body.replace('published', 'withdrawn'), {});
  refused(body, { 'webhook-id': 'whd_0' });
  refused(body, { 'webhook-timestamp': String(Number(headers['webhook-timestamp']) - 1) });

  const rotated = await ask(
    'mutation($id: ID!, $version: Int!) { webhookRotateSecret(input: {id: $id, version: $version}) { secret userErrors { code } } }', webhook,
  );
  refused(body, {}, rotated.secret);
  await ask(category, { name: 'Chuyên mục sau' });
  await told(3);
  for (const either of [secret, rotated.secret]) {
    assert.equal(new Webhook(either).verify(requests[2].body, requests[2].headers).type, 'category.published');
  }
});
