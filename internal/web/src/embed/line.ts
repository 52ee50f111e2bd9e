/**
 * The line on which the server says that something may have changed: one for all embeds of a page, open while the page is seen and has
 * an embed that is live. What has changed, each embed asks for itself.
 */
type Hearer = () => void;

const hearers = new Set<Hearer>();
let address = '';
let line: AbortController | undefined;
let isOpen = false;
let timer = 0;
let failures = 0;
let cursor = '';

/** How long the server may be silent, who says at least every 12 seconds that it is there, in milliseconds. */
const silent = 40_000;
/** How long a line is open that has not failed. */
const lasting = 60_000;
const longest = 300_000;
/** The most characters of one event. */
const most = 1_000_000;

/** Whether the server tells of changes now, so that nobody need ask for them. */
export const isOnLine = () => isOpen;

/** How far the page has heard: a part of the addresses that it asks, so that no cache on the way answers with what it had before. */
export const heardUntil = () => cursor;

/** Calls back when something may have changed, and when the line broke. The function that is returned ends that. */
export function hear(at: string, hearer: Hearer): () => void {
  if (hearers.size === 0) address = at;
  hearers.add(hearer);
  void connect();
  return () => {
    hearers.delete(hearer);
    if (hearers.size === 0) hangUp();
  };
}

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void connect();
  else hangUp();
});
addEventListener('online', () => void connect());

function hangUp() {
  clearTimeout(timer);
  line?.abort();
  line = undefined;
  isOpen = false;
}

/** Opens the line unless it is open, goes on after what was heard, and stays until it breaks; then tries again, ever later. */
async function connect() {
  if (line || hearers.size === 0 || document.visibilityState !== 'visible') return;
  clearTimeout(timer);
  const own = new AbortController();
  line = own;
  const begun = Date.now();
  try {
    await listen(own);
  } catch {
    // There is no network, or the server gives no stream: embeds ask now and then.
  }
  own.abort();
  if (line !== own) return; // it was hung up
  line = undefined;
  failures = Date.now() - begun > lasting ? 0 : failures + 1;
  timer = window.setTimeout(connect, Math.min(longest, 1_000 * 2 ** failures) * (0.5 + Math.random()));
  if (isOpen) {
    isOpen = false;
    for (const hearer of hearers) hearer();
  }
}

async function listen(own: AbortController) {
  let patience = 0;
  const hold = () => {
    clearTimeout(patience);
    patience = window.setTimeout(() => own.abort(), silent);
  };
  try {
    hold();
    const response = await fetch(address + (cursor && `&after=${encodeURIComponent(cursor)}`), {
      headers: { Accept: 'text/event-stream' },
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: own.signal,
    });
    if (!response.ok || !response.body) return;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ''; text.length < most; ) {
      const { done, value } = await reader.read();
      if (done) return;
      hold();
      isOpen = line === own;
      const events = (text + value).split('\n\n');
      text = events.pop()!;
      if (!events.every(told)) return;
    }
  } finally {
    clearTimeout(patience);
  }
}

/** Takes an event, or a comment that says that the line is open. False ends the line. */
function told(event: string): boolean {
  const data = /^data: (.+)$/m.exec(event)?.[1];
  if (!data) return !event.startsWith('event: complete');
  const { changes } = (JSON.parse(data) as { data?: { changes?: { cursor: string } | null } | null }).data ?? {};
  cursor = changes?.cursor ?? ''; // one that the server does not take is not asked with again
  if (!changes) return false;
  for (const hearer of hearers) hearer();
  return true;
}
