/**
 * Keeps what this browser has kept as the server has it: asks for what has changed since it last asked, then stays on the line. Both
 * go by the same cursor, so nothing is missed in between, however long the reader was without a network.
 */
import type { AnyVariables, Client, TypedDocumentNode } from '@urql/core';
import { onEnd, pipe, subscribe } from 'wonka';

import { forget } from './client.ts';
import { dropCursor, moveCursor, readCursor } from './cursor.ts';
import type { ChangeNoun, ChangesFragment } from './gql/graphql.ts';
import { graphql, read } from './gql/index.ts';
import { publicationQuery } from './pages/article.tsx';
import { makeStore } from './store.ts';

const changesFragment = graphql(`
  fragment Changes on ChangePage {
    cursor
    hasMore
    isReset
    nodes {
      documentId
      noun
      kind
      node {
        __typename
        id
        ... on Article {
          slug
          ...ArticleCard
        }
        ... on Tombstone {
          slugs
          ...Withdrawn
        }
        ... on Award {
          ...AwardLine
        }
        ... on Bloc {
          name
        }
        ... on Unit {
          officialName
        }
      }
    }
  }
`);

const changesQuery = graphql(`
  query ChangesSince($after: String, $since: DateTime, $nouns: [ChangeNoun!]) {
    changes(after: $after, since: $since, nouns: $nouns, first: 50) {
      ...Changes
    }
  }
`);

const changesStream = graphql(`
  subscription ChangesAsTheyHappen($after: String, $nouns: [ChangeNoun!]) {
    changes(after: $after, nouns: $nouns) {
      ...Changes
    }
  }
`);

/** What the pages of this app show. */
const nouns: ChangeNoun[] = ['ARTICLE', 'AWARD', 'BLOC', 'BLOC_MEMBERSHIP', 'BLOC_YEAR', 'UNIT'];

/** How this page stands with the server. */
export type Standing = { line: 'waiting' | 'live' | 'polling' | 'offline'; syncedAt?: Date };

const place = 'thidua:synced';
const before = localStorage.getItem(place);

export const standing = makeStore<Standing>({ line: navigator.onLine ? 'waiting' : 'offline', ...(before && { syncedAt: new Date(before) }) });

function stand(line: Standing['line']): void {
  const { syncedAt } = standing.get();
  standing.set({ line, ...(syncedAt && { syncedAt }) });
}

const second = 1_000;
const day = 86_400 * second;
/** How long until the server is asked again where it gives no stream, or does not answer, at first and at most. */
const shortest = 2 * second;
const longest = 60 * second;
/** How long a stream is trusted: one that broke without a word is found out by asking anew. */
const trusted = 300 * second;
/** A stream that ends sooner is none: something on the way does not let it through. */
const soon = 10 * second;

/** Follows for as long as the page is open. */
export function follow(client: Client): void {
  void (async () => {
    for (let failures = 0; ; ) {
      await untilSeen();
      try {
        await catchUp(client);
        failures = await listen(client) ? 0 : failures + 1;
      } catch {
        failures++;
        stand('offline');
      }
      if (failures > 0) await pause(Math.min(longest, shortest * 2 ** (failures - 1)));
    }
  })();
}

/** Asks the server itself: without a network the client answers from what it has kept, which here is no answer. */
async function ask<Data, Variables extends AnyVariables>(client: Client, query: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
  const { data, error, operation } = await client.query(query, variables, { requestPolicy: 'network-only' });
  if (error) throw error;
  if (!data || operation.context.requestPolicy === 'cache-only') throw new Error('no network');
  return data;
}

/**
 * Finishes a page that the cache has applied: of changed articles that the reader has read here, the text is asked for again, that of
 * others is left to when it is read. Only then is the page behind us.
 */
async function settle(client: Client, page: ChangesFragment): Promise<void> {
  if (page.isReset) await beginAnew();
  for (const { node } of page.nodes) {
    if (node?.__typename !== 'Article') continue;
    const address = { slug: node.slug };
    const kept = client.readQuery(publicationQuery, address, { requestPolicy: 'cache-only' });
    if (!kept?.data?.publication) continue;
    await ask(client, publicationQuery, address);
  }
  moveCursor(page.cursor);
}

/** Asks until nothing is left. */
async function catchUp(client: Client): Promise<void> {
  for (let hasMore = true; hasMore; ) {
    const after = readCursor();
    // A first visit keeps nothing old; the day is for readers whose clocks are fast.
    const since = after ? undefined : new Date(Date.now() - day).toISOString();
    const { changes } = await ask(client, changesQuery, { after, since, nouns });
    const page = read(changesFragment, changes);
    if (!page) throw new Error('no page of changes');
    await settle(client, page);
    hasMore = page.hasMore;
  }
  const syncedAt = new Date();
  localStorage.setItem(place, syncedAt.toISOString());
  standing.set({ line: standing.get().line === 'offline' ? 'waiting' : standing.get().line, syncedAt });
}

/** Stays on the line while the page is seen. Tells whether there was one: who is refused, or soon left, goes on asking now and then. */
function listen(client: Client): Promise<boolean> {
  return new Promise((resolve) => {
    const begun = Date.now();
    const left = new AbortController();
    let isFine = true;
    let settled = Promise.resolve();
    const leave = () => left.abort();
    const hide = () => document.visibilityState === 'hidden' && leave();
    const timer = setTimeout(leave, trusted);
    document.addEventListener('visibilitychange', hide);
    addEventListener('offline', leave);
    stand('live');
    const { unsubscribe } = pipe(
      client.subscription(changesStream, { after: readCursor(), nouns }),
      onEnd(() => {
        clearTimeout(timer);
        document.removeEventListener('visibilitychange', hide);
        removeEventListener('offline', leave);
        if (!left.signal.aborted && Date.now() - begun < soon) isFine = false;
        if (!isFine) stand('polling');
        resolve(isFine);
      }),
      subscribe(({ data, error }) => {
        if (error) isFine = false;
        const page = read(changesFragment, data?.changes);
        if (page) settled = settled.then(() => settle(client, page)).catch(leave);
      }),
    );
    left.signal.addEventListener('abort', unsubscribe);
  });
}

/** The server's feed is another one than it was, as after a restored backup: what was kept may be wrong. */
async function beginAnew(): Promise<never> {
  dropCursor();
  await forget();
  location.reload();
  return new Promise(() => undefined);
}

/** Waits until the page is seen: a hidden one holds no connection. */
function untilSeen(): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    look();
  });
}

/** Waits, but not longer than until there is a network again. */
function pause(millis: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, millis * (0.75 + Math.random() / 2)); // not all browsers at once
    addEventListener('online', end);
  });
}
