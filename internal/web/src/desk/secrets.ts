/**
 * Secrets that people type into requests: passwords, and codes of a second factor. GraphiQL keeps tabs and history in the
 * browser, which the next person at the same desk can read, so these are taken out of what it keeps.
 */

/** Members of inputs that are secret wherever they stand. */
const alwaysSecret = ['password', 'currentPassword'];

/** Where a `code` is a code of a second factor, and not that of a unit or an award. */
const secondFactor = /\b(sessionStart|totpConfirm|totpDisable)\b/;

/** Variables that stood for secrets since the page was loaded: who changes the request leaves what was typed below it. */
const standIns = new Set<string>();

/** The names whose values are secret in a request: those of members, and of the variables that stand for these. */
function secretNames(query: string): string[] {
  const members = secondFactor.test(query) ? [...alwaysSecret, 'code'] : alwaysSecret;
  for (const [, name] of query.matchAll(new RegExp(`\\b(?:${members.join('|')})\\s*:\\s*\\$(\\w+)`, 'g'))) {
    if (name !== undefined) standIns.add(name);
  }
  return [...members, ...standIns];
}

/**
 * The name, perhaps in quotation marks, the colon, and the text after it, in one form or the other, which may not be finished. What the form writes in the place of a
 * secret stays: by it the form knows what to ask for again.
 */
const secretOf = (names: string[]) => new RegExp(`((?<![\\w$])"?(?:${names.join('|')})"?\\s*:\\s*)(?:"""[^]*?(?:"""|$)|"(?!bí mật: •)(?:[^"\\\\\\n]|\\\\.)*"?)`, 'g');

/** A request and its variables as they may be kept. */
export function withoutSecrets(query: string, variables: string): { query: string; variables: string } {
  const pattern = secretOf(secretNames(query));
  return { query: query.replaceAll(pattern, '$1""'), variables: variables.replaceAll(pattern, '$1""') };
}

/** Mutations whose input always has a secret, which may be typed the next moment. */
const secretWork = /\b(sessionStart|passwordChange|totpBegin|totpConfirm|totpDisable)\b/;

/** Whether a request has a secret in it or in its variables, or is there to take one. */
export function hasSecrets(query: string, variables: string): boolean {
  const kept = withoutSecrets(query, variables);
  return secretWork.test(query) || kept.query !== query || kept.variables !== variables;
}
