import { useEffect, useState } from 'preact/hooks';

/** A value of the whole page that components follow. */
export type Store<T> = { get: () => T; set: (value: T) => void; use: () => T };

export function makeStore<T>(first: T): Store<T> {
  let value = first;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener(value);
    },
    use() {
      const [seen, see] = useState<{ value: T }>({ value });
      useEffect(() => {
        const listener = (next: T) => see({ value: next });
        listeners.add(listener);
        listener(value); // it may have changed since it was drawn
        return () => void listeners.delete(listener);
      }, []);
      return seen.value;
    },
  };
}
