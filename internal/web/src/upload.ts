/**
 * Files and secrets of a request's variables. The editor's tabs and history are kept in the browser, where neither belongs:
 * in the variables stands a readable token, and what it stands for stays in this page's memory until it is sent.
 */

const files = new Map<string, File>();
const secrets = new Map<string, string>();

/** Where the tokens of files are remembered after a reload, to tell a lost file from words that only look like one. */
const memory = 'thidua:tep';
const remembered = 100;

function issued(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(memory) ?? '[]');
    return Array.isArray(kept) ? kept.filter((token) => typeof token === 'string') : [];
  } catch {
    return []; // nothing is kept, or it is not ours
  }
}

function remember(token: string): void {
  try {
    localStorage.setItem(memory, JSON.stringify([...new Set([token, ...issued()])].slice(0, remembered)));
  } catch {
    // A browser that keeps nothing loses the tabs as well.
  }
}

/** The token of a file that somebody chose. Another file of the same name has another. */
export function hold(file: File): string {
  const dot = file.name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [file.name.slice(0, dot), file.name.slice(dot)] : [file.name, ''];
  let token = `tệp: ${file.name}`;
  for (let n = 2; files.has(token) && files.get(token) !== file; n += 1) token = `tệp: ${stem} (${n})${ending}`;
  files.set(token, file);
  remember(token);
  return token;
}

/** The file of a token, if this page still has it. */
export const fileOf = (token: unknown): File | undefined => (typeof token === 'string' ? files.get(token) : undefined);

/** Whether it is the token of a file that this page has no more. */
export const isLost = (value: unknown): value is string => typeof value === 'string' && !files.has(value) && issued().includes(value);

/** The tokens of secrets: a number that no other page gave, and dots, whose count says nothing. */
const secretToken = /^bí mật: •{8} \([0-9a-z]+\)$/;

/** The token of a secret that somebody types: the one that it had so far, or a new one. */
export function hide(secret: string, token: unknown): string {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  const own = typeof token === 'string' && secrets.has(token) ? token : `bí mật: •••••••• (${number.toString(36)})`;
  secrets.set(own, secret);
  return own;
}

/** Whether it is the token of a secret that this page has no more. */
export const isForgotten = (value: unknown): boolean => typeof value === 'string' && secretToken.test(value) && !secrets.has(value);

/** The secret of a token. */
export const secretOf = (token: unknown): string | undefined => (typeof token === 'string' ? secrets.get(token) : undefined);

/** Goes through JSON and gives it with each string exchanged. */
function exchanged(value: unknown, change: (text: string, path: string) => unknown, path: string): unknown {
  if (typeof value === 'string') return change(value, path);
  if (Array.isArray(value)) return value.map((item, index) => exchanged(item, change, `${path}.${index}`));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, exchanged(item, change, `${path}.${key}`)]));
  }
  return value;
}

/** What people have to give again before the variables can be sent: a sentence, or nothing. */
export function missingOf(variables: unknown): string | undefined {
  const lost: string[] = [];
  let isSecretLost = false;
  exchanged(variables, (text) => {
    if (isLost(text)) lost.push(`“${text.replace(/^tệp: /, '')}”`);
    isSecretLost ||= isForgotten(text);
    return text;
  }, '');
  if (lost.length > 0) return `Hãy chọn lại tệp ${lost.join(', ')}: trang đã được tải lại nên không còn giữ tệp.`;
  return isSecretLost ? 'Hãy nhập lại mật khẩu: trang đã được tải lại nên không còn giữ mật khẩu.' : undefined;
}

/** The body of a request, and the headers that it needs: JSON, or a form by the GraphQL multipart request specification if it has files. */
export function bodyOf(request: object): { body: string | FormData; headers: Record<string, string> } {
  const places = new Map<File, string[]>();
  const put = (text: string, path: string): unknown => {
    const file = files.get(text);
    if (file === undefined) return secrets.get(text) ?? text;
    places.set(file, [...(places.get(file) ?? []), path]);
    return null;
  };
  const operations = 'variables' in request ? { ...request, variables: exchanged(request.variables, put, 'variables') } : request;
  const json = JSON.stringify(operations);
  if (places.size === 0) return { body: json, headers: { 'Content-Type': 'application/json' } };
  const form = new FormData();
  form.append('operations', json);
  form.append('map', JSON.stringify(Object.fromEntries([...places.values()].map((paths, index) => [index, paths]))));
  [...places.keys()].forEach((file, index) => form.append(String(index), file, file.name));
  return { body: form, headers: { 'GraphQL-Require-Preflight': '1' } };
}
