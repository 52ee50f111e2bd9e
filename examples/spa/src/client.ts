/**
 * The GraphQL client. What was answered is kept in the browser's database and shown at once the next time, while the server is asked
 * whether it is still so: by the request's hash over GET, which browsers and CDNs keep and answer with 304.
 */
import { Client, fetchExchange } from '@urql/core';
import { offlineExchange } from '@urql/exchange-graphcache';
import { makeDefaultStorage } from '@urql/exchange-graphcache/default-storage';
import { persistedExchange } from '@urql/exchange-persisted';

import { keys, updates } from './cache.ts';
import { keepCursor, readCursor } from './cursor.ts';
import generated from './gql/possible-types.ts';
import { server } from './server.ts';

/** For how many days what nobody reads again is kept. */
const days = 30;

let isReady: () => void;
/** When what was kept has been read. What is answered earlier the cache does not keep, so nothing should be asked earlier. */
export const ready = new Promise<void>((resolve) => (isReady = resolve));

const database = makeDefaultStorage({ idbName: 'thidua', maxAge: days, onCacheHydrated: () => isReady() });

export const client = new Client({
  url: `${server}/graphql`,
  requestPolicy: 'cache-and-network',
  preferGetMethod: false, // except for hashes
  fetchSubscriptions: true, // over Server-Sent Events
  exchanges: [
    offlineExchange({
      keys,
      updates,
      possibleTypes: generated.possibleTypes,
      logger: quiet,
      storage: {
        ...database,
        // A cursor is kept only when what it stands after is kept: a page that is closed in between asks for it again.
        async writeData(delta) {
          const cursor = readCursor();
          await database.writeData(delta);
          if (cursor) keepCursor(cursor);
        },
      },
    }),
    persistedExchange(),
    fetchExchange,
  ],
});

/**
 * Passes on what the cache has to say to developers, but for one thing: without the whole schema, which is larger than this app, it
 * misses the fields of every fragment that is for another type.
 */
function quiet(severity: 'debug' | 'error' | 'warn', message: string): void {
  if (!message.startsWith('Invalid undefined:')) console[severity](message);
}

/** Forgets all answers. */
export const forget = () => database.clear?.();
