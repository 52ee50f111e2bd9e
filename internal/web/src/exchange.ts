/**
 * The last request that went out and what came back, for the parts of the page that look at answers. The fetcher tells it;
 * nobody else does.
 */
import { useSyncExternalStore } from 'react';

export type Exchange = {
  query: string;
  operationName?: string;
  variables?: Record<string, unknown>;
  /** What the page shows of the answer, in GraphQL's form; without data and errors until something has come. */
  answer: object;
  /** Whether more may come: the answer itself, or what a subscription tells next. */
  isRunning: boolean;
  /** When the request went out, by the clock of the browser. */
  at: number;
};

/** What a request reports of itself. Both do nothing once a later request went out: GraphiQL shows no more of it either. */
export type Report = {
  /** Something came; unless told otherwise, it is all. */
  told(answer: object, isRunning?: boolean): void;
  /** Nothing more comes. */
  ended(): void;
};

let last: Exchange | undefined;
const listeners = new Set<() => void>();

function put(exchange: Exchange) {
  last = exchange;
  for (const listener of listeners) listener();
}

/** Notes that a request goes out. */
export function beginExchange(request: { query: string; operationName?: string | null; variables?: unknown }): Report {
  let own: Exchange = {
    query: request.query,
    operationName: request.operationName ?? undefined,
    variables: typeof request.variables === 'object' && request.variables !== null ? { ...request.variables } : undefined,
    answer: {},
    isRunning: true,
    at: Date.now(),
  };
  put(own);
  const change = (to: Partial<Exchange>) => {
    if (last !== own) return;
    own = { ...own, ...to };
    put(own);
  };
  return {
    told: (answer, isRunning = false) => change({ answer, isRunning }),
    ended: () => change({ isRunning: false }),
  };
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The last exchange; undefined until a request went out. */
export const lastExchange = () => last;

/** The last exchange, for components. */
export function useExchange(): Exchange | undefined {
  return useSyncExternalStore(subscribe, lastExchange);
}
