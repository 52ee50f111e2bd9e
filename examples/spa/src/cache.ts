/**
 * What the cache does with changes: the sync and the stream bring each changed document as lists show it, which replaces the kept one
 * by its ID. What remains to be done here concerns lists and addresses, where documents appear and disappear.
 */
import type { Cache, CacheExchangeOpts, UpdateResolver, Variables } from '@urql/exchange-graphcache';

import type { ChangesFragment } from './gql/graphql.ts';
import { publicationQuery } from './pages/article.tsx';

const isPartOfAnother = () => null;

/** Types without an ID: they are kept within the document that they are a part of. */
const parts = [
  'ArticleConnection', 'AwardConnection', 'AwardListBlock', 'BlocConnection', 'BlocMembershipConnection', 'BlocYearConnection', 'Change', 'ChangePage',
  'Correction', 'DividerBlock', 'EmbedBlock', 'FileBlock', 'GalleryBlock', 'GalleryItem', 'HeadingBlock', 'ImageBlock', 'Inline', 'LegalCitationBlock',
  'ListBlock', 'ListItem', 'MediaVariant', 'PageInfo', 'ParagraphBlock', 'Publication', 'QuoteBlock', 'SearchConnection', 'SearchHighlight', 'SearchHit',
  'SearchSuggestion', 'TableBlock', 'TableCell', 'TableRow', 'TaskListBlock', 'TextSegment',
];

export const keys: NonNullable<CacheExchangeOpts['keys']> = Object.fromEntries(parts.map((name) => [name, isPartOfAnother]));

const applyChanges: UpdateResolver<{ changes: ChangesFragment | null }> = ({ changes }, { after }, cache) => {
  if (!changes) return;
  // Earlier pages were applied: nothing is gained by keeping them, and what is in them would be kept too.
  forgetAll(cache, ['changes'], (of) => of?.after !== after);
  for (const change of changes.nodes) apply(cache, change);
};

export const updates: NonNullable<CacheExchangeOpts['updates']> = {
  Query: { changes: applyChanges },
  Subscription: { changes: applyChanges },
};

type Change = ChangesFragment['nodes'][number];

function apply(cache: Cache, { documentId, noun, kind, node }: Change): void {
  if (noun === 'ARTICLE') {
    if (node?.__typename === 'Article') {
      publish(cache, node);
    } else {
      withdraw(cache, documentId, node?.__typename === 'Tombstone' ? node : undefined);
    }
    forgetAll(cache, ['search', 'suggest']);
  } else if (kind !== 'UPDATED') {
    // A member, an award or a year that came or went: blocs are asked for again when they are next shown.
    forgetAll(cache, ['bloc', 'search', 'suggest']);
  }
}

/** Puts an article into the list of the newest. Its text comes when it is asked for. */
function publish(cache: Cache, article: Extract<NonNullable<Change['node']>, { __typename: 'Article' }>): void {
  const at = (key: string) => String(cache.resolve(key, 'publishedAt'));
  const own = cache.keyOfEntity(article)!;
  for (const { list, nodes, isFirst } of newsLists(cache)) {
    const oldest = nodes.at(-1);
    if (!isFirst || nodes.includes(own) || (oldest && at(oldest) > at(own))) continue;
    cache.link(list, 'nodes', [...nodes, own].sort((a, b) => at(b).localeCompare(at(a))));
  }
}

/** Takes an article out of all lists, puts its notice under its addresses, and forgets its text. */
function withdraw(cache: Cache, id: string, tombstone: Extract<NonNullable<Change['node']>, { __typename: 'Tombstone' }> | undefined): void {
  const own = cache.keyOfEntity({ __typename: 'Article', id })!;
  const last = cache.resolve(own, 'slug');
  for (const { list, nodes } of newsLists(cache)) {
    if (nodes.includes(own)) cache.link(list, 'nodes', nodes.filter((key) => key !== own));
  }
  for (const slug of new Set([...(tombstone?.slugs ?? []), ...(typeof last === 'string' ? [last] : [])])) {
    if (tombstone) {
      cache.updateQuery({ query: publicationQuery, variables: { slug } }, () => ({ publication: { __typename: 'Publication' as const, article: null, tombstone } }));
    } else {
      cache.invalidate('Query', 'publication', { slug });
    }
  }
  erase(cache, own);
}

/** Overwrites all fields of a document and of its parts, in the browser's database too: a document that nothing leads to would stay there. */
function erase(cache: Cache, key: string): void {
  for (const { fieldKey } of cache.inspectFields(key)) {
    for (const part of [cache.resolve(key, fieldKey)].flat(2)) {
      if (typeof part === 'string' && part.startsWith(`${key}.`)) erase(cache, part);
    }
  }
  cache.invalidate(key);
}

/** The kept parts of the list of the newest articles. */
function newsLists(cache: Cache) {
  return cache.inspectFields('Query').flatMap(({ fieldName, fieldKey, arguments: args }) => {
    const list = fieldName === 'articles' && cache.resolve('Query', fieldKey);
    const nodes = typeof list === 'string' && cache.resolve(list, 'nodes');
    return Array.isArray(nodes) && typeof list === 'string' ? [{ list, nodes: nodes as string[], isFirst: !args?.after }] : [];
  });
}

/** Drops kept answers to questions: all of these, or those that are asked with such arguments. */
function forgetAll(cache: Cache, questions: string[], isMeant: (args: Variables | null) => boolean = () => true): void {
  for (const { fieldName, arguments: args } of cache.inspectFields('Query')) {
    if (questions.includes(fieldName) && isMeant(args)) cache.invalidate('Query', fieldName, args);
  }
}
