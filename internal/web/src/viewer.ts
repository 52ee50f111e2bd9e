/** Who is signed in, for the parts of the page that show what that person can do. The session tells; nobody else does. */
import { useSyncExternalStore } from 'react';

export type Viewer = { name: string; role: string };

let viewer: Viewer | null = null;
const listeners = new Set<() => void>();

/** Says who is signed in now; null for nobody. */
export function tellViewer(now: Viewer | null): void {
  viewer = now;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Who is signed in; null for nobody, and until the server has said. */
export const useViewer = (): Viewer | null => useSyncExternalStore(subscribe, () => viewer);
