/**
 * Builds what is shown, element by element. Nothing is ever parsed as markup: what the server sends stands as words, or in
 * the few elements and attributes that are listed here, so that no text of ours runs in a page of others.
 */
import type { Node as Part, Picture, Shown } from './shown.ts';

/** The elements of a text, each with its attributes; the server has the same list. */
const known: Record<string, string[]> = {
  ol: ['start'],
  blockquote: ['cite'],
  img: ['src', 'alt', 'width', 'height'],
  th: ['colspan', 'rowspan', 'scope'],
  td: ['colspan', 'rowspan'],
  a: ['href'],
  time: ['datetime'],
  abbr: ['title'],
};
for (const name of 'p h2 h3 h4 h5 h6 ul li figure figcaption table caption thead tbody tr strong em u s sub sup code pre br hr cite q mark dl dt dd'.split(' ')) {
  known[name] = [];
}

const addresses = ['href', 'src', 'cite'];

/** Whether an address leads to the web, to mail or to a telephone, and to nothing that runs. */
export function isSafe(address: string): boolean {
  return /^(https?:\/\/[^/]|mailto:|tel:)/i.test(address);
}

type Attributes = Record<string, string | number | undefined>;

/** Makes an element of ours. What is undefined is left out. */
export function make(name: string, attributes: Attributes = {}, ...children: (globalThis.Node | string | undefined | false)[]): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || (addresses.includes(key) && !isSafe(String(value)))) continue;
    element.setAttribute(key, String(value));
  }
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

/** A link that opens beside the partner's page. */
function link(href: string, ...children: (globalThis.Node | string)[]): HTMLElement {
  return make('a', { href, target: '_blank', rel: 'noopener' }, ...children);
}

/** A part of a text. An element that is not listed gives its children alone. */
function part(of: Part, depth = 0): (globalThis.Node | string)[] {
  if (typeof of === 'string') return [of];
  if (!Array.isArray(of) || depth > 50) return [];
  const [name, attributes, ...rest] = of;
  const children = rest.flatMap((child) => part(child, depth + 1));
  const allowed = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!allowed) return children;
  const given = Object.entries(attributes ?? {}).filter(([key]) => allowed.includes(key));
  const element = make(name, Object.fromEntries(given), ...children);
  if (name === 'a') {
    element.setAttribute('target', '_blank');
    element.setAttribute('rel', 'noopener');
  }
  if (name === 'img') element.setAttribute('loading', 'lazy');
  return [element];
}

const day = new Intl.DateTimeFormat('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' });

function date(iso: string): HTMLElement {
  return make('time', { datetime: iso }, day.format(new Date(iso)));
}

function picture(of: Picture | undefined): HTMLElement | undefined {
  return of && make('img', { src: of.url, alt: of.alt, width: of.width, height: of.height, loading: 'lazy' });
}

/** The name of the heading of a level below one. */
const below = (heading: string, by: number) => `h${Math.min(6, Number(heading.slice(1)) + by)}`;

function list(shown: Shown, heading: string): HTMLElement {
  const items = (shown.items ?? []).map((item) =>
    make(
      'li',
      {},
      picture(item.picture),
      make(
        'div',
        {},
        link(item.url, item.title),
        item.note ? make('strong', { class: 'badge' }, item.note) : undefined,
        item.at ? make('p', { class: 'meta' }, date(item.at)) : undefined,
        item.text ? make('p', {}, item.text) : undefined,
      ),
    ),
  );
  return make('div', {}, make(heading, { id: 'h' }, shown.heading), items.length > 0 ? make('ul', { role: 'list' }, ...items) : make('p', {}, 'Chưa có nội dung.'));
}

/** A text with its headings below that of the article, whatever level the page gives that. */
function lowered(parts: Part[], by: number): Part[] {
  return parts.map((one) => {
    if (typeof one === 'string' || !Array.isArray(one)) return one;
    const [name, attributes, ...children] = one;
    return [/^h[2-6]$/.test(name) ? below(name, by) : name, attributes, ...lowered(children, by)];
  });
}

function article(shown: Shown, heading: string): HTMLElement {
  const a = shown.article!;
  return make(
    'article',
    { lang: a.language },
    make(heading, { id: 'h' }, a.title),
    make('p', { class: 'meta' }, date(a.publishedAt), a.byline ? ` · ${a.byline}` : undefined),
    ...(a.corrections ?? []).map((c) => make('p', { class: 'note' }, make('strong', {}, 'Đính chính ngày ', date(c.at), ':'), ` ${c.notice}`)),
    a.lead ? make('p', { class: 'lead' }, a.lead) : undefined,
    picture(a.cover),
    ...lowered(a.body, Number(heading.slice(1)) - 1).flatMap((one) => part(one)),
  );
}

function withdrawn(shown: Shown, heading: string): HTMLElement {
  const { at, notice } = shown.withdrawn!;
  return make(
    'div',
    {},
    make(heading, { id: 'h' }, shown.heading),
    make('p', { class: 'note' }, 'Đã gỡ bài ngày ', date(at), '.', notice ? ` ${notice}` : undefined),
  );
}

/** What is shown, under a heading of a level, with the line of credit that is always there. */
export function content(shown: Shown, heading: string): HTMLElement {
  const main = shown.withdrawn ? withdrawn(shown, heading) : shown.article ? article(shown, heading) : list(shown, heading);
  const terms = shown.licence;
  return make(
    'section',
    { 'aria-labelledby': 'h' },
    main,
    make(
      'footer',
      {},
      'Nguồn: ',
      link(shown.link, shown.credit),
      terms ? ' · ' : undefined,
      terms && (terms.url ? link(terms.url, terms.text) : terms.text),
    ),
  );
}
