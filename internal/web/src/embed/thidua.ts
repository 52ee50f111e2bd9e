/**
 * The elements that partners put into their pages:
 *
 *     <thidua-news bloc="…" category="…" limit="5"></thidua-news>
 *     <thidua-article slug="…"></thidua-article>
 *     <thidua-awards unit="…" year="…" limit="5"></thidua-awards>
 *
 * Further attributes of all: `partner` (or data-partner of the script), `heading` (2 to 6, the level of the heading),
 * `theme` (light or dark; else what the reader prefers), `live` (is told by the server when something changes; asks again every ten seconds where that
 * is not possible. Without it, every half minute).
 */
import { content, make } from './build.ts';
import { hear, heardUntil, isOnLine } from './line.ts';
import { keep, recall } from './memory.ts';
import type { Refusal, Shown } from './shown.ts';
import { style } from './style.ts';

const script = document.currentScript as HTMLScriptElement | null;
/** Where the script came from: /embed/v1/ of the server. */
const home = new URL(script?.src ?? location.href).href.replace(/(?:[0-9a-f]{12}\/)?thidua\.js.*$/, '');

/** How long until the server is asked again, in milliseconds. */
const calm = 30_000;
const live = 10_000;
const longest = 300_000;
/** How long until an embed asks that was told of something, at most: not all readers at once. */
const spread = 800;

const sheet = new CSSStyleSheet();
sheet.replaceSync(style);

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/** An element that shows what the server says, and asks it again while it can be seen. */
abstract class Embed extends HTMLElement {
  static readonly observedAttributes = ['bloc', 'category', 'limit', 'slug', 'unit', 'year', 'partner', 'heading', 'live'];

  protected abstract readonly kind: string;
  protected abstract readonly asks: string[];

  #root = this.attachShadow({ mode: 'open' });
  #timer = 0;
  #failures = 0;
  #asked = 0;
  #text = '';
  #leave: (() => void) | undefined;
  #isShown = false;
  #seen = () => {
    if (document.visibilityState === 'visible') this.#refresh();
  };

  connectedCallback() {
    this.#root.adoptedStyleSheets = [sheet];
    document.addEventListener('visibilitychange', this.#seen);
    addEventListener('online', this.#seen);
    this.#isShown = true;
    this.#begin();
  }

  disconnectedCallback() {
    document.removeEventListener('visibilitychange', this.#seen);
    removeEventListener('online', this.#seen);
    this.#isShown = false;
    this.#leave?.();
    this.#leave = undefined;
    clearTimeout(this.#timer);
    this.#asked++;
  }

  attributeChangedCallback(_name: string, before: string | null, after: string | null) {
    // Those that stand in the page's text are told of one by one before the element is.
    if (this.#isShown && before !== after) this.#begin();
  }

  get #partner(): string {
    return this.getAttribute('partner') ?? script?.dataset.partner ?? '';
  }

  get #isLive(): boolean {
    return this.hasAttribute('live');
  }

  /** Where the server says what is shown. */
  get #address(): string {
    const query = new URLSearchParams({ partner: this.#partner });
    for (const name of this.asks) {
      const value = this.getAttribute(name);
      if (value) query.set(name, value);
    }
    return `${home}${this.kind}.json?${query}`;
  }

  get #heading(): string {
    const level = Number(this.getAttribute('heading'));
    return `h${level >= 2 && level <= 6 ? level : 3}`;
  }

  #begin() {
    this.#text = '';
    this.#failures = 0;
    this.#root.replaceChildren(
      make('div', { role: 'status', 'aria-label': 'Đang tải' }, ...[0, 1, 2].map(() => make('div', { class: 'bone' }))),
    );
    this.#refresh();
    this.#leave?.();
    this.#leave = this.#isLive ? hear(`${home}events?${new URLSearchParams({ partner: this.#partner })}`, () => this.#later(Math.random() * spread)) : undefined;
  }

  /** Asks again after a while, if the page is seen then. */
  #later(millis: number) {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      if (document.visibilityState === 'visible') void this.#refresh();
    }, millis);
  }

  async #refresh() {
    clearTimeout(this.#timer);
    const turn = ++this.#asked;
    const address = this.#address;
    const after = this.#isLive ? heardUntil() : '';
    let state = '';
    try {
      const shown = await ask(address, after);
      if (turn !== this.#asked) return;
      this.#failures = 0;
      keep(address, shown);
      this.#show(shown, '');
    } catch (error) {
      if (turn !== this.#asked) return;
      this.#failures++;
      const kept = recall(address);
      if (error instanceof Refused && error.refusal.code !== 'UNAVAILABLE' && error.refusal.code !== 'RATE_LIMITED') {
        this.#refuse(error.refusal);
      } else if (kept) {
        state = `Chưa kết nối được; nội dung lúc ${new Date(kept.at).toLocaleString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' })}.`;
        this.#show(kept.shown, state);
      } else {
        this.#refuse({ code: 'OFFLINE', message: 'Chưa kết nối được máy chủ; sẽ thử lại.' });
      }
    }
    if (this.#isLive && after !== heardUntil()) {
      this.#later(Math.random() * spread); // it was told of something while it asked
      return;
    }
    const pause = !this.#isLive ? calm : isOnLine() ? longest : live;
    this.#later(Math.min(longest, pause * 2 ** Math.min(this.#failures, 4)) * (0.9 + Math.random() / 10));
  }

  /** Shows what is not shown already: who reads it is not disturbed by what has not changed. */
  #show(shown: Shown, state: string) {
    const text = JSON.stringify([shown, state]);
    if (text === this.#text) return;
    this.#text = text;
    const section = content(shown, this.#heading);
    if (state) section.append(make('p', { class: 'state', role: 'status' }, state));
    this.#root.replaceChildren(section);
    this.dispatchEvent(new CustomEvent('thidua-shown', { bubbles: true }));
  }

  #refuse(refusal: Refusal) {
    this.#text = '';
    this.#root.replaceChildren(make('p', { class: 'note', role: 'status' }, refusal.message), make('slot'));
    this.dispatchEvent(new CustomEvent('thidua-refused', { bubbles: true, detail: refusal }));
  }
}

/** Asks the server for what is so after what the page has heard. Caches are asked whether what they keep is still so. */
async function ask(address: string, after: string): Promise<Shown> {
  const response = await fetch(address + (after && `&after=${encodeURIComponent(after)}`), { credentials: 'omit', cache: 'no-cache', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(15_000) });
  const answer = (await response.json()) as Shown & { error?: Refusal };
  if (answer.error) throw new Refused(answer.error);
  return answer;
}

/** Defines an element, unless the script is in the page twice. */
function define(name: string, element: CustomElementConstructor) {
  if (!customElements.get(name)) customElements.define(name, element);
}

define(
  'thidua-news',
  class extends Embed {
    protected readonly kind = 'news';
    protected readonly asks = ['bloc', 'category', 'limit'];
  },
);
define(
  'thidua-article',
  class extends Embed {
    protected readonly kind = 'article';
    protected readonly asks = ['slug'];
  },
);
define(
  'thidua-awards',
  class extends Embed {
    protected readonly kind = 'awards';
    protected readonly asks = ['unit', 'year', 'limit'];
  },
);
