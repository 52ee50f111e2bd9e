/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment AwardLine on Award {\n    statusLabel\n    isGranted\n    recipientName\n    year\n    issuerName\n    decidedOn\n    decision {\n      id\n      number\n    }\n  }\n": typeof types.AwardLineFragmentDoc,
    "\n  fragment Blocks on Block {\n    __typename\n    ... on ParagraphBlock {\n      content {\n        ...Inlines\n      }\n    }\n    ... on HeadingBlock {\n      level\n      content {\n        ...Inlines\n      }\n    }\n    ... on ListBlock {\n      ...List\n    }\n    ... on QuoteBlock {\n      content {\n        ...Inlines\n      }\n      source\n    }\n    ... on ImageBlock {\n      caption\n      media {\n        ...Picture\n      }\n    }\n    ... on GalleryBlock {\n      items {\n        caption\n        media {\n          ...Picture\n        }\n      }\n    }\n    ... on FileBlock {\n      label\n      media {\n        id\n        url\n        alt\n        fileName\n      }\n    }\n    ... on EmbedBlock {\n      provider\n      title\n      url\n    }\n    ... on TableBlock {\n      hasHeader\n      rows {\n        cells {\n          content {\n            ...Inlines\n          }\n        }\n      }\n    }\n    ... on DividerBlock {\n      isDivider\n    }\n    ... on AwardListBlock {\n      awards {\n        id\n        ...AwardLine\n      }\n    }\n    ... on TaskListBlock {\n      tasks {\n        id\n        title\n        progress\n      }\n    }\n    ... on LegalCitationBlock {\n      passage\n      legalReference {\n        id\n        rawText\n        subject\n        url\n      }\n    }\n  }\n": typeof types.BlocksFragmentDoc,
    "\n  fragment Inlines on Inline {\n    text\n    marks\n    href\n  }\n": typeof types.InlinesFragmentDoc,
    "\n  fragment List on ListBlock {\n    ...Level\n    items {\n      nested {\n        ...Level\n        items {\n          nested {\n            ...Level\n            items {\n              nested {\n                ...Level\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.ListFragmentDoc,
    "\n  fragment Level on ListBlock {\n    isOrdered\n    start\n    items {\n      content {\n        ...Inlines\n      }\n    }\n  }\n": typeof types.LevelFragmentDoc,
    "\n  fragment Picture on Media {\n    id\n    alt\n    credit\n    small: variant(width: 640) {\n      url\n      width\n    }\n    large: variant(width: 1280) {\n      url\n      width\n      height\n    }\n  }\n": typeof types.PictureFragmentDoc,
    "\n  fragment ArticleCard on Article {\n    slug\n    title\n    summary\n    publishedAt\n    corrections {\n      at\n    }\n    cover {\n      id\n      alt\n      variant(width: 320) {\n        url\n        width\n        height\n      }\n    }\n  }\n": typeof types.ArticleCardFragmentDoc,
    "\n  query Publication($slug: String!) {\n    publication(slug: $slug) {\n      __typename\n      article {\n        id\n        slug\n        ...ArticleText\n      }\n      tombstone {\n        id\n        ...Withdrawn\n      }\n    }\n  }\n": typeof types.PublicationDocument,
    "\n  fragment ArticleText on Article {\n    slug\n    title\n    summary\n    byline\n    language\n    publishedAt\n    updatedAt\n    readingMinutes\n    attribution\n    corrections {\n      at\n      notice\n    }\n    cover {\n      ...Picture\n    }\n    body {\n      ...Blocks\n    }\n    blocs {\n      id\n      slug\n      name\n    }\n    awards {\n      id\n      ...AwardLine\n    }\n  }\n": typeof types.ArticleTextFragmentDoc,
    "\n  fragment Withdrawn on Tombstone {\n    withdrawnAt\n    notice\n    heading: title\n  }\n": typeof types.WithdrawnFragmentDoc,
    "\n  query Reference($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Article {\n        slug\n      }\n    }\n  }\n": typeof types.ReferenceDocument,
    "\n  query Bloc($slug: String!) {\n    bloc(slug: $slug) {\n      id\n      name\n      shortName\n      validFrom\n      validTo\n      supervisor {\n        id\n        officialName\n      }\n      members(first: 100) {\n        nodes {\n          id\n          from\n          unit {\n            id\n            officialName\n          }\n        }\n      }\n      awards(first: 100) {\n        nodes {\n          id\n          ...AwardLine\n        }\n        pageInfo {\n          hasNextPage\n        }\n      }\n    }\n  }\n": typeof types.BlocDocument,
    "\n  fragment Segment on TextSegment {\n    text\n    isMatch\n  }\n": typeof types.SegmentFragmentDoc,
    "\n  fragment Found on Node {\n    __typename\n    ... on Article {\n      slug\n      title\n    }\n    ... on Bloc {\n      slug\n      name\n    }\n    ... on Unit {\n      officialName\n    }\n    ... on Person {\n      fullName\n    }\n    ... on AwardType {\n      label\n    }\n    ... on Award {\n      statusLabel\n      recipientName\n    }\n    ... on Decision {\n      number\n    }\n    ... on Task {\n      title\n    }\n    ... on Event {\n      title\n    }\n    ... on Movement {\n      name\n    }\n    ... on LegalReference {\n      rawText\n    }\n  }\n": typeof types.FoundFragmentDoc,
    "\n  query News($first: Int!, $after: String) {\n    articles(first: $first, after: $after) {\n      nodes {\n        id\n        ...ArticleCard\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.NewsDocument,
    "\n  query Search($text: String!, $after: String) {\n    search(text: $text, first: 10, after: $after) {\n      totalCount\n      isTotalEstimated\n      isLoosened\n      didYouMean\n      nodes {\n        noun\n        node {\n          __typename\n          id\n          ...Found\n        }\n        highlights {\n          part\n          segments {\n            ...Segment\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.SearchDocument,
    "\n  query Suggest($text: String!) {\n    suggest(text: $text, first: 6) {\n      noun\n      title {\n        ...Segment\n      }\n      node {\n        __typename\n        id\n        ...Found\n      }\n    }\n  }\n": typeof types.SuggestDocument,
    "\n  fragment Changes on ChangePage {\n    cursor\n    hasMore\n    isReset\n    nodes {\n      documentId\n      noun\n      kind\n      node {\n        __typename\n        id\n        ... on Article {\n          slug\n          ...ArticleCard\n        }\n        ... on Tombstone {\n          slugs\n          ...Withdrawn\n        }\n        ... on Award {\n          ...AwardLine\n        }\n        ... on Bloc {\n          name\n        }\n        ... on Unit {\n          officialName\n        }\n      }\n    }\n  }\n": typeof types.ChangesFragmentDoc,
    "\n  query ChangesSince($after: String, $since: DateTime, $nouns: [ChangeNoun!]) {\n    changes(after: $after, since: $since, nouns: $nouns, first: 50) {\n      ...Changes\n    }\n  }\n": typeof types.ChangesSinceDocument,
    "\n  subscription ChangesAsTheyHappen($after: String, $nouns: [ChangeNoun!]) {\n    changes(after: $after, nouns: $nouns) {\n      ...Changes\n    }\n  }\n": typeof types.ChangesAsTheyHappenDocument,
};
const documents: Documents = {
    "\n  fragment AwardLine on Award {\n    statusLabel\n    isGranted\n    recipientName\n    year\n    issuerName\n    decidedOn\n    decision {\n      id\n      number\n    }\n  }\n": types.AwardLineFragmentDoc,
    "\n  fragment Blocks on Block {\n    __typename\n    ... on ParagraphBlock {\n      content {\n        ...Inlines\n      }\n    }\n    ... on HeadingBlock {\n      level\n      content {\n        ...Inlines\n      }\n    }\n    ... on ListBlock {\n      ...List\n    }\n    ... on QuoteBlock {\n      content {\n        ...Inlines\n      }\n      source\n    }\n    ... on ImageBlock {\n      caption\n      media {\n        ...Picture\n      }\n    }\n    ... on GalleryBlock {\n      items {\n        caption\n        media {\n          ...Picture\n        }\n      }\n    }\n    ... on FileBlock {\n      label\n      media {\n        id\n        url\n        alt\n        fileName\n      }\n    }\n    ... on EmbedBlock {\n      provider\n      title\n      url\n    }\n    ... on TableBlock {\n      hasHeader\n      rows {\n        cells {\n          content {\n            ...Inlines\n          }\n        }\n      }\n    }\n    ... on DividerBlock {\n      isDivider\n    }\n    ... on AwardListBlock {\n      awards {\n        id\n        ...AwardLine\n      }\n    }\n    ... on TaskListBlock {\n      tasks {\n        id\n        title\n        progress\n      }\n    }\n    ... on LegalCitationBlock {\n      passage\n      legalReference {\n        id\n        rawText\n        subject\n        url\n      }\n    }\n  }\n": types.BlocksFragmentDoc,
    "\n  fragment Inlines on Inline {\n    text\n    marks\n    href\n  }\n": types.InlinesFragmentDoc,
    "\n  fragment List on ListBlock {\n    ...Level\n    items {\n      nested {\n        ...Level\n        items {\n          nested {\n            ...Level\n            items {\n              nested {\n                ...Level\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n": types.ListFragmentDoc,
    "\n  fragment Level on ListBlock {\n    isOrdered\n    start\n    items {\n      content {\n        ...Inlines\n      }\n    }\n  }\n": types.LevelFragmentDoc,
    "\n  fragment Picture on Media {\n    id\n    alt\n    credit\n    small: variant(width: 640) {\n      url\n      width\n    }\n    large: variant(width: 1280) {\n      url\n      width\n      height\n    }\n  }\n": types.PictureFragmentDoc,
    "\n  fragment ArticleCard on Article {\n    slug\n    title\n    summary\n    publishedAt\n    corrections {\n      at\n    }\n    cover {\n      id\n      alt\n      variant(width: 320) {\n        url\n        width\n        height\n      }\n    }\n  }\n": types.ArticleCardFragmentDoc,
    "\n  query Publication($slug: String!) {\n    publication(slug: $slug) {\n      __typename\n      article {\n        id\n        slug\n        ...ArticleText\n      }\n      tombstone {\n        id\n        ...Withdrawn\n      }\n    }\n  }\n": types.PublicationDocument,
    "\n  fragment ArticleText on Article {\n    slug\n    title\n    summary\n    byline\n    language\n    publishedAt\n    updatedAt\n    readingMinutes\n    attribution\n    corrections {\n      at\n      notice\n    }\n    cover {\n      ...Picture\n    }\n    body {\n      ...Blocks\n    }\n    blocs {\n      id\n      slug\n      name\n    }\n    awards {\n      id\n      ...AwardLine\n    }\n  }\n": types.ArticleTextFragmentDoc,
    "\n  fragment Withdrawn on Tombstone {\n    withdrawnAt\n    notice\n    heading: title\n  }\n": types.WithdrawnFragmentDoc,
    "\n  query Reference($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Article {\n        slug\n      }\n    }\n  }\n": types.ReferenceDocument,
    "\n  query Bloc($slug: String!) {\n    bloc(slug: $slug) {\n      id\n      name\n      shortName\n      validFrom\n      validTo\n      supervisor {\n        id\n        officialName\n      }\n      members(first: 100) {\n        nodes {\n          id\n          from\n          unit {\n            id\n            officialName\n          }\n        }\n      }\n      awards(first: 100) {\n        nodes {\n          id\n          ...AwardLine\n        }\n        pageInfo {\n          hasNextPage\n        }\n      }\n    }\n  }\n": types.BlocDocument,
    "\n  fragment Segment on TextSegment {\n    text\n    isMatch\n  }\n": types.SegmentFragmentDoc,
    "\n  fragment Found on Node {\n    __typename\n    ... on Article {\n      slug\n      title\n    }\n    ... on Bloc {\n      slug\n      name\n    }\n    ... on Unit {\n      officialName\n    }\n    ... on Person {\n      fullName\n    }\n    ... on AwardType {\n      label\n    }\n    ... on Award {\n      statusLabel\n      recipientName\n    }\n    ... on Decision {\n      number\n    }\n    ... on Task {\n      title\n    }\n    ... on Event {\n      title\n    }\n    ... on Movement {\n      name\n    }\n    ... on LegalReference {\n      rawText\n    }\n  }\n": types.FoundFragmentDoc,
    "\n  query News($first: Int!, $after: String) {\n    articles(first: $first, after: $after) {\n      nodes {\n        id\n        ...ArticleCard\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.NewsDocument,
    "\n  query Search($text: String!, $after: String) {\n    search(text: $text, first: 10, after: $after) {\n      totalCount\n      isTotalEstimated\n      isLoosened\n      didYouMean\n      nodes {\n        noun\n        node {\n          __typename\n          id\n          ...Found\n        }\n        highlights {\n          part\n          segments {\n            ...Segment\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.SearchDocument,
    "\n  query Suggest($text: String!) {\n    suggest(text: $text, first: 6) {\n      noun\n      title {\n        ...Segment\n      }\n      node {\n        __typename\n        id\n        ...Found\n      }\n    }\n  }\n": types.SuggestDocument,
    "\n  fragment Changes on ChangePage {\n    cursor\n    hasMore\n    isReset\n    nodes {\n      documentId\n      noun\n      kind\n      node {\n        __typename\n        id\n        ... on Article {\n          slug\n          ...ArticleCard\n        }\n        ... on Tombstone {\n          slugs\n          ...Withdrawn\n        }\n        ... on Award {\n          ...AwardLine\n        }\n        ... on Bloc {\n          name\n        }\n        ... on Unit {\n          officialName\n        }\n      }\n    }\n  }\n": types.ChangesFragmentDoc,
    "\n  query ChangesSince($after: String, $since: DateTime, $nouns: [ChangeNoun!]) {\n    changes(after: $after, since: $since, nouns: $nouns, first: 50) {\n      ...Changes\n    }\n  }\n": types.ChangesSinceDocument,
    "\n  subscription ChangesAsTheyHappen($after: String, $nouns: [ChangeNoun!]) {\n    changes(after: $after, nouns: $nouns) {\n      ...Changes\n    }\n  }\n": types.ChangesAsTheyHappenDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AwardLine on Award {\n    statusLabel\n    isGranted\n    recipientName\n    year\n    issuerName\n    decidedOn\n    decision {\n      id\n      number\n    }\n  }\n"): (typeof documents)["\n  fragment AwardLine on Award {\n    statusLabel\n    isGranted\n    recipientName\n    year\n    issuerName\n    decidedOn\n    decision {\n      id\n      number\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Blocks on Block {\n    __typename\n    ... on ParagraphBlock {\n      content {\n        ...Inlines\n      }\n    }\n    ... on HeadingBlock {\n      level\n      content {\n        ...Inlines\n      }\n    }\n    ... on ListBlock {\n      ...List\n    }\n    ... on QuoteBlock {\n      content {\n        ...Inlines\n      }\n      source\n    }\n    ... on ImageBlock {\n      caption\n      media {\n        ...Picture\n      }\n    }\n    ... on GalleryBlock {\n      items {\n        caption\n        media {\n          ...Picture\n        }\n      }\n    }\n    ... on FileBlock {\n      label\n      media {\n        id\n        url\n        alt\n        fileName\n      }\n    }\n    ... on EmbedBlock {\n      provider\n      title\n      url\n    }\n    ... on TableBlock {\n      hasHeader\n      rows {\n        cells {\n          content {\n            ...Inlines\n          }\n        }\n      }\n    }\n    ... on DividerBlock {\n      isDivider\n    }\n    ... on AwardListBlock {\n      awards {\n        id\n        ...AwardLine\n      }\n    }\n    ... on TaskListBlock {\n      tasks {\n        id\n        title\n        progress\n      }\n    }\n    ... on LegalCitationBlock {\n      passage\n      legalReference {\n        id\n        rawText\n        subject\n        url\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment Blocks on Block {\n    __typename\n    ... on ParagraphBlock {\n      content {\n        ...Inlines\n      }\n    }\n    ... on HeadingBlock {\n      level\n      content {\n        ...Inlines\n      }\n    }\n    ... on ListBlock {\n      ...List\n    }\n    ... on QuoteBlock {\n      content {\n        ...Inlines\n      }\n      source\n    }\n    ... on ImageBlock {\n      caption\n      media {\n        ...Picture\n      }\n    }\n    ... on GalleryBlock {\n      items {\n        caption\n        media {\n          ...Picture\n        }\n      }\n    }\n    ... on FileBlock {\n      label\n      media {\n        id\n        url\n        alt\n        fileName\n      }\n    }\n    ... on EmbedBlock {\n      provider\n      title\n      url\n    }\n    ... on TableBlock {\n      hasHeader\n      rows {\n        cells {\n          content {\n            ...Inlines\n          }\n        }\n      }\n    }\n    ... on DividerBlock {\n      isDivider\n    }\n    ... on AwardListBlock {\n      awards {\n        id\n        ...AwardLine\n      }\n    }\n    ... on TaskListBlock {\n      tasks {\n        id\n        title\n        progress\n      }\n    }\n    ... on LegalCitationBlock {\n      passage\n      legalReference {\n        id\n        rawText\n        subject\n        url\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Inlines on Inline {\n    text\n    marks\n    href\n  }\n"): (typeof documents)["\n  fragment Inlines on Inline {\n    text\n    marks\n    href\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment List on ListBlock {\n    ...Level\n    items {\n      nested {\n        ...Level\n        items {\n          nested {\n            ...Level\n            items {\n              nested {\n                ...Level\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment List on ListBlock {\n    ...Level\n    items {\n      nested {\n        ...Level\n        items {\n          nested {\n            ...Level\n            items {\n              nested {\n                ...Level\n              }\n            }\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Level on ListBlock {\n    isOrdered\n    start\n    items {\n      content {\n        ...Inlines\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment Level on ListBlock {\n    isOrdered\n    start\n    items {\n      content {\n        ...Inlines\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Picture on Media {\n    id\n    alt\n    credit\n    small: variant(width: 640) {\n      url\n      width\n    }\n    large: variant(width: 1280) {\n      url\n      width\n      height\n    }\n  }\n"): (typeof documents)["\n  fragment Picture on Media {\n    id\n    alt\n    credit\n    small: variant(width: 640) {\n      url\n      width\n    }\n    large: variant(width: 1280) {\n      url\n      width\n      height\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ArticleCard on Article {\n    slug\n    title\n    summary\n    publishedAt\n    corrections {\n      at\n    }\n    cover {\n      id\n      alt\n      variant(width: 320) {\n        url\n        width\n        height\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment ArticleCard on Article {\n    slug\n    title\n    summary\n    publishedAt\n    corrections {\n      at\n    }\n    cover {\n      id\n      alt\n      variant(width: 320) {\n        url\n        width\n        height\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Publication($slug: String!) {\n    publication(slug: $slug) {\n      __typename\n      article {\n        id\n        slug\n        ...ArticleText\n      }\n      tombstone {\n        id\n        ...Withdrawn\n      }\n    }\n  }\n"): (typeof documents)["\n  query Publication($slug: String!) {\n    publication(slug: $slug) {\n      __typename\n      article {\n        id\n        slug\n        ...ArticleText\n      }\n      tombstone {\n        id\n        ...Withdrawn\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ArticleText on Article {\n    slug\n    title\n    summary\n    byline\n    language\n    publishedAt\n    updatedAt\n    readingMinutes\n    attribution\n    corrections {\n      at\n      notice\n    }\n    cover {\n      ...Picture\n    }\n    body {\n      ...Blocks\n    }\n    blocs {\n      id\n      slug\n      name\n    }\n    awards {\n      id\n      ...AwardLine\n    }\n  }\n"): (typeof documents)["\n  fragment ArticleText on Article {\n    slug\n    title\n    summary\n    byline\n    language\n    publishedAt\n    updatedAt\n    readingMinutes\n    attribution\n    corrections {\n      at\n      notice\n    }\n    cover {\n      ...Picture\n    }\n    body {\n      ...Blocks\n    }\n    blocs {\n      id\n      slug\n      name\n    }\n    awards {\n      id\n      ...AwardLine\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Withdrawn on Tombstone {\n    withdrawnAt\n    notice\n    heading: title\n  }\n"): (typeof documents)["\n  fragment Withdrawn on Tombstone {\n    withdrawnAt\n    notice\n    heading: title\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Reference($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Article {\n        slug\n      }\n    }\n  }\n"): (typeof documents)["\n  query Reference($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Article {\n        slug\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Bloc($slug: String!) {\n    bloc(slug: $slug) {\n      id\n      name\n      shortName\n      validFrom\n      validTo\n      supervisor {\n        id\n        officialName\n      }\n      members(first: 100) {\n        nodes {\n          id\n          from\n          unit {\n            id\n            officialName\n          }\n        }\n      }\n      awards(first: 100) {\n        nodes {\n          id\n          ...AwardLine\n        }\n        pageInfo {\n          hasNextPage\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Bloc($slug: String!) {\n    bloc(slug: $slug) {\n      id\n      name\n      shortName\n      validFrom\n      validTo\n      supervisor {\n        id\n        officialName\n      }\n      members(first: 100) {\n        nodes {\n          id\n          from\n          unit {\n            id\n            officialName\n          }\n        }\n      }\n      awards(first: 100) {\n        nodes {\n          id\n          ...AwardLine\n        }\n        pageInfo {\n          hasNextPage\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Segment on TextSegment {\n    text\n    isMatch\n  }\n"): (typeof documents)["\n  fragment Segment on TextSegment {\n    text\n    isMatch\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Found on Node {\n    __typename\n    ... on Article {\n      slug\n      title\n    }\n    ... on Bloc {\n      slug\n      name\n    }\n    ... on Unit {\n      officialName\n    }\n    ... on Person {\n      fullName\n    }\n    ... on AwardType {\n      label\n    }\n    ... on Award {\n      statusLabel\n      recipientName\n    }\n    ... on Decision {\n      number\n    }\n    ... on Task {\n      title\n    }\n    ... on Event {\n      title\n    }\n    ... on Movement {\n      name\n    }\n    ... on LegalReference {\n      rawText\n    }\n  }\n"): (typeof documents)["\n  fragment Found on Node {\n    __typename\n    ... on Article {\n      slug\n      title\n    }\n    ... on Bloc {\n      slug\n      name\n    }\n    ... on Unit {\n      officialName\n    }\n    ... on Person {\n      fullName\n    }\n    ... on AwardType {\n      label\n    }\n    ... on Award {\n      statusLabel\n      recipientName\n    }\n    ... on Decision {\n      number\n    }\n    ... on Task {\n      title\n    }\n    ... on Event {\n      title\n    }\n    ... on Movement {\n      name\n    }\n    ... on LegalReference {\n      rawText\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query News($first: Int!, $after: String) {\n    articles(first: $first, after: $after) {\n      nodes {\n        id\n        ...ArticleCard\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query News($first: Int!, $after: String) {\n    articles(first: $first, after: $after) {\n      nodes {\n        id\n        ...ArticleCard\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Search($text: String!, $after: String) {\n    search(text: $text, first: 10, after: $after) {\n      totalCount\n      isTotalEstimated\n      isLoosened\n      didYouMean\n      nodes {\n        noun\n        node {\n          __typename\n          id\n          ...Found\n        }\n        highlights {\n          part\n          segments {\n            ...Segment\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Search($text: String!, $after: String) {\n    search(text: $text, first: 10, after: $after) {\n      totalCount\n      isTotalEstimated\n      isLoosened\n      didYouMean\n      nodes {\n        noun\n        node {\n          __typename\n          id\n          ...Found\n        }\n        highlights {\n          part\n          segments {\n            ...Segment\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Suggest($text: String!) {\n    suggest(text: $text, first: 6) {\n      noun\n      title {\n        ...Segment\n      }\n      node {\n        __typename\n        id\n        ...Found\n      }\n    }\n  }\n"): (typeof documents)["\n  query Suggest($text: String!) {\n    suggest(text: $text, first: 6) {\n      noun\n      title {\n        ...Segment\n      }\n      node {\n        __typename\n        id\n        ...Found\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Changes on ChangePage {\n    cursor\n    hasMore\n    isReset\n    nodes {\n      documentId\n      noun\n      kind\n      node {\n        __typename\n        id\n        ... on Article {\n          slug\n          ...ArticleCard\n        }\n        ... on Tombstone {\n          slugs\n          ...Withdrawn\n        }\n        ... on Award {\n          ...AwardLine\n        }\n        ... on Bloc {\n          name\n        }\n        ... on Unit {\n          officialName\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment Changes on ChangePage {\n    cursor\n    hasMore\n    isReset\n    nodes {\n      documentId\n      noun\n      kind\n      node {\n        __typename\n        id\n        ... on Article {\n          slug\n          ...ArticleCard\n        }\n        ... on Tombstone {\n          slugs\n          ...Withdrawn\n        }\n        ... on Award {\n          ...AwardLine\n        }\n        ... on Bloc {\n          name\n        }\n        ... on Unit {\n          officialName\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChangesSince($after: String, $since: DateTime, $nouns: [ChangeNoun!]) {\n    changes(after: $after, since: $since, nouns: $nouns, first: 50) {\n      ...Changes\n    }\n  }\n"): (typeof documents)["\n  query ChangesSince($after: String, $since: DateTime, $nouns: [ChangeNoun!]) {\n    changes(after: $after, since: $since, nouns: $nouns, first: 50) {\n      ...Changes\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription ChangesAsTheyHappen($after: String, $nouns: [ChangeNoun!]) {\n    changes(after: $after, nouns: $nouns) {\n      ...Changes\n    }\n  }\n"): (typeof documents)["\n  subscription ChangesAsTheyHappen($after: String, $nouns: [ChangeNoun!]) {\n    changes(after: $after, nouns: $nouns) {\n      ...Changes\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;