/** Which page the address names, and how links lead there without a new load. */
import { makeStore } from './store.ts';

export type Place =
  | { page: 'news' }
  | { page: 'article'; slug: string }
  | { page: 'reference'; id: string }
  | { page: 'bloc'; slug: string }
  | { page: 'search'; text: string }
  | { page: 'missing' };

/** The address of a place. */
export const to = {
  news: () => '/',
  article: (slug: string) => `/bai-viet/${encodeURIComponent(slug)}`,
  /** Of an article that is known by its ID alone, as links in texts have it. */
  reference: (id: string) => `/bai-viet-so/${encodeURIComponent(id)}`,
  bloc: (slug: string) => `/khoi/${encodeURIComponent(slug)}`,
  search: (text: string) => `/tim-kiem?${new URLSearchParams({ q: text })}`,
};

/** The place of an address. */
export function placeOf(address: URL): Place {
  const [first = '', slug, ...more] = address.pathname.split('/').filter(Boolean).map(decode);
  if (more.length === 0 && slug) {
    if (first === 'bai-viet') return { page: 'article', slug };
    if (first === 'bai-viet-so') return { page: 'reference', id: slug };
    if (first === 'khoi') return { page: 'bloc', slug };
  } else if (slug === undefined) {
    if (first === '') return { page: 'news' };
    if (first === 'tim-kiem') return { page: 'search', text: address.searchParams.get('q') ?? '' };
  }
  return { page: 'missing' };
}

/** A part of an address as it was before it was escaped; what is not escaped well stays. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const address = makeStore(location.href);
const tell = () => address.set(location.href);

/** The address that is shown, as it changes. */
export const useAddress = address.use;

/** Goes to an address of this app. */
export function go(address: string, how: 'push' | 'replace' = 'push'): void {
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', address);
  if (how === 'push') scrollTo(0, 0);
  tell();
}

/** Follows links of this app without a load, but for those that the reader wants elsewhere. Call it once. */
export function followLinks(): void {
  addEventListener('popstate', tell);
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const isElsewhere = event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (!link || isElsewhere || link.target || link.origin !== location.origin || link.hash) return;
    event.preventDefault();
    if (link.href !== location.href) go(link.href);
  });
}
