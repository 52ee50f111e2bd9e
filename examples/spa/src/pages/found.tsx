import { graphql, read, type FragmentType } from '../gql/index.ts';
import { to } from '../router.ts';

const segmentFragment = graphql(`
  fragment Segment on TextSegment {
    text
    isMatch
  }
`);

const foundFragment = graphql(`
  fragment Found on Node {
    __typename
    ... on Article {
      slug
      title
    }
    ... on Bloc {
      slug
      name
    }
    ... on Unit {
      officialName
    }
    ... on Person {
      fullName
    }
    ... on AwardType {
      label
    }
    ... on Award {
      statusLabel
      recipientName
    }
    ... on Decision {
      number
    }
    ... on Task {
      title
    }
    ... on Event {
      title
    }
    ... on Movement {
      name
    }
    ... on LegalReference {
      rawText
    }
  }
`);

type Segments = FragmentType<typeof segmentFragment>[];

/** A text with the words that answer marked. */
export function Marked({ of }: { of: Segments }) {
  return (
    <>
      {of.map((segment, i) => {
        const { text, isMatch } = read(segmentFragment, segment);
        return isMatch ? <mark key={i}>{text}</mark> : text;
      })}
    </>
  );
}

/** The same without marks. */
export const plain = (of: Segments) => of.map((segment) => read(segmentFragment, segment).text).join('');

/** The page of a document; undefined if this app has none for its kind. */
export function addressOf(of: FragmentType<typeof foundFragment>): string | undefined {
  const node = read(foundFragment, of);
  if (node.__typename === 'Article') return to.article(node.slug);
  if (node.__typename === 'Bloc') return to.bloc(node.slug);
  return undefined;
}

/** What a document is called. */
export function nameOf(of: FragmentType<typeof foundFragment>): string {
  const node = read(foundFragment, of);
  switch (node.__typename) {
    case 'Article':
    case 'Task':
    case 'Event':
      return node.title;
    case 'Bloc':
    case 'Movement':
      return node.name;
    case 'Unit':
      return node.officialName;
    case 'Person':
      return node.fullName;
    case 'AwardType':
      return node.label;
    case 'Award':
      return `${node.recipientName}: ${node.statusLabel}`;
    case 'Decision':
      return `Quyết định ${node.number}`;
    case 'LegalReference':
      return node.rawText;
    default:
      return '';
  }
}
