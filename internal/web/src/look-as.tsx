/**
 * Whom an administrator looks as: the requests of the editor say so, and the server answers them as it would answer those
 * people, and changes nothing. It is forgotten with the page, so that nobody comes back to it without knowing.
 */
import { useSyncExternalStore } from 'react';

import { roles } from './roles.ts';

const header = 'Thidua-Look-As';

const others = Object.entries(roles).filter(([role]) => role !== 'ADMINISTRATOR');

let chosen = '';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Looks as somebody from now on: a role, or ANONYMOUS; as oneself, if it is empty. */
export function lookAs(who: string): void {
  chosen = who;
  listeners.forEach((listener) => listener());
}

/** What the editor's requests say of it. */
export const lookAsHeaders = (): Record<string, string> => (chosen === '' ? {} : { [header]: chosen });

/** The choice, for administrators. */
export function LookAs() {
  const who = useSyncExternalStore(subscribe, () => chosen);
  return (
    <label className={who === '' ? undefined : 'thidua-looking'}>
      {who === '' ? 'Xem như' : 'Đang xem như'}{' '}
      <select value={who} onChange={(event) => lookAs(event.target.value)}>
        <option value="">chính mình</option>
        <option value="ANONYMOUS">khách</option>
        {others.map(([role, name]) => (
          <option key={role} value={role}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
