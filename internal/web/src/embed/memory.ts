/** The last good answer of each embed, kept in the reader's browser for when there is no network. Nothing of the reader is in it. */
import type { Shown } from './shown.ts';

const prefix = 'thidua:v1:';
const most = 20;

type Kept = { at: number; shown: Shown };

/** What was kept of an address; undefined if nothing was, or the browser keeps nothing. */
export function recall(address: string): Kept | undefined {
  try {
    const text = localStorage.getItem(prefix + address);
    return text ? (JSON.parse(text) as Kept) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps an answer, in the place of the oldest where there are too many. */
export function keep(address: string, shown: Shown): void {
  try {
    localStorage.setItem(prefix + address, JSON.stringify({ at: Date.now(), shown }));
    const ours = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    const age = (key: string) => recall(key.slice(prefix.length))?.at ?? 0;
    for (const key of ours.sort((a, b) => age(b) - age(a)).slice(most)) localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing shows embeds all the same.
  }
}
