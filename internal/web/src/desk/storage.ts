/**
 * Where GraphiQL keeps tabs and history: the browser's storage, but without what must not lie there. Requests with secrets
 * never become history; tabs keep them with the secrets left out; request headers, which may have tokens, are in neither.
 */
import { hasSecrets, withoutSecrets } from './secrets.ts';

/** What GraphiQL keeps of a tab or of a request that was sent, as far as it matters here. */
type Kept = { query?: string | null; variables?: string | null; headers?: string | null };

const prefix = 'graphiql:';

const tabsKey = `${prefix}tabState`;
const historyKey = `${prefix}queries`;
const favoritesKey = `${prefix}favorites`;

/** What was sent; favourites are what people marked of it. */
const histories = [historyKey, favoritesKey];

/** Thrown at GraphiQL's history, which then goes on without the request: it has no other way to be told. */
const refusal = new Error('A request with a secret is no history.');

const isSecret = ({ query, variables }: Kept) => hasSecrets(query ?? '', variables ?? '');

function cleanTab<Tab extends Kept>(tab: Tab): Tab {
  return { ...tab, ...withoutSecrets(tab.query ?? '', tab.variables ?? ''), headers: null };
}

/** What is kept of what was sent, by the name of the list. */
const listsIn = (value: string) => JSON.parse(value) as Record<string, Kept[]>;

/** A list of what was sent, as an older page may have kept it. */
function withoutSecretItems(value: string): string {
  return JSON.stringify(Object.fromEntries(Object.entries(listsIn(value)).map(([name, list]) => [name, list.filter((item) => !isSecret(item))])));
}

/** The value as it may be kept under the key. */
function clean(key: string, value: string): string {
  switch (key) {
    case tabsKey: {
      const state = JSON.parse(value) as { tabs: Kept[] };
      return JSON.stringify({ ...state, tabs: state.tabs.map(cleanTab) });
    }
    case historyKey:
    case favoritesKey: {
      const bare = Object.entries(listsIn(value)).map(([name, list]) => [name, list.map((item) => ({ ...item, headers: undefined }))]);
      return JSON.stringify(Object.fromEntries(bare));
    }
    default:
      return value;
  }
}

/** GraphiQL's copies of what the tab in front has. They are read out of the tabs instead: what is kept once is cleaned once. */
const copies: Readonly<Record<string, keyof Kept>> = {
  'graphiql:query': 'query',
  'graphiql:variables': 'variables',
  'graphiql:headers': 'headers',
};

/** What is kept under a key, without the secrets that an older page may have left there. What is no JSON is GraphiQL's to judge. */
function cleanAgain(key: string): string | null {
  const value = localStorage.getItem(key);
  if (value === null || !(key === tabsKey || histories.includes(key))) return value;
  try {
    return clean(key, histories.includes(key) ? withoutSecretItems(value) : value);
  } catch {
    return value;
  }
}

// Older pages kept the copies too, and not clean.
for (const key of Object.keys(copies)) localStorage.removeItem(key);

/** What the tab in front has, or null if nothing is kept. */
function inFront(part: keyof Kept): string | null {
  try {
    const { tabs, activeTabIndex } = JSON.parse(cleanAgain(tabsKey) ?? '{}') as { tabs?: Kept[]; activeTabIndex?: number };
    return tabs?.[activeTabIndex ?? 0]?.[part] ?? null;
  } catch {
    return null; // somebody else wrote there; GraphiQL begins anew
  }
}

function keys(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
}

/** For GraphiQL's `storage`. */
export const storage = {
  getItem(key: string): string | null {
    const part = copies[key];
    if (part) return inFront(part);
    return cleanAgain(key);
  },
  setItem(key: string, value: string): void {
    if (copies[key]) return;
    if (histories.includes(key) && Object.values(listsIn(value)).flat().some(isSecret)) throw refusal;
    localStorage.setItem(key, clean(key, value));
  },
  removeItem: (key: string): void => localStorage.removeItem(key),
  clear(): void {
    for (const key of keys()) localStorage.removeItem(key);
  },
  get length(): number {
    return keys().length;
  },
};
