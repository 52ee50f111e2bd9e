/** People who ask the API with sessions of their own, and what they do together. */
import assert from 'node:assert/strict';

/** Signs in, and gives the function that asks: for the value of the only field of a request, which has no errors. */
export async function person(server, login, password) {
  let cookie;
  const ask = async (query, variables) => {
    const response = await fetch(`${server.origin}/graphql`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(cookie && { Cookie: cookie }) },
      body: JSON.stringify({ query, variables }),
    });
    cookie ??= response.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ');
    const answer = await response.json();
    assert.equal(answer.errors, undefined, JSON.stringify(answer.errors));
    const [result] = Object.values(answer.data);
    assert.deepEqual(result?.userErrors ?? [], []);
    return result;
  };
  await ask('mutation($l: String!, $p: String!) { sessionStart(input: { login: $l, password: $p }) { userErrors { code message } } }', { l: login, p: password });
  return ask;
}

/** Signs the administrator in, and an editor, who approves what the administrator writes. */
export async function newsroom(server) {
  const admin = await person(server, 'admin', server.firstPassword());
  const password = 'mat-khau-cua-binh-tap';
  await admin('mutation($p: String!) { userCreate(input: { login: "binh", name: "Bình", role: EDITOR, password: $p }) { userErrors { code message } } }', { p: password });
  return { admin, editor: await person(server, 'binh', password) };
}

/** Takes one step with a draft, and gives what it is then. */
export async function step(ask, name, draft, more = '') {
  const result = await ask(`mutation($id: ID!, $v: Int!) { ${name}(input: { id: $id, version: $v ${more} }) { draft { id version slug } userErrors { code message } } }`, { id: draft.id, v: draft.version });
  return result.draft;
}

/** Publishes an article, and gives its draft. */
export async function publish({ admin, editor }, content) {
  let { draft } = await admin('mutation($c: ArticleContentInput!) { articleCreate(input: { content: $c }) { draft { id version slug } userErrors { code message } } }', { c: content });
  draft = await step(admin, 'articleSubmit', draft);
  draft = await step(editor, 'articleApprove', draft);
  return step(editor, 'articlePublish', draft);
}
