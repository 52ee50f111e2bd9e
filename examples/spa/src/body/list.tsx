import { graphql, read, type FragmentType } from '../gql/index.ts';
import { Inlines } from './inlines.tsx';

/** GraphQL fragments do not call themselves, and lists of articles are at most four deep: so deep goes this one. */
const listFragment = graphql(`
  fragment List on ListBlock {
    ...Level
    items {
      nested {
        ...Level
        items {
          nested {
            ...Level
            items {
              nested {
                ...Level
              }
            }
          }
        }
      }
    }
  }
`);

const levelFragment = graphql(`
  fragment Level on ListBlock {
    isOrdered
    start
    items {
      content {
        ...Inlines
      }
    }
  }
`);

/** One level of a list, with what may be below it. */
type Nesting = FragmentType<typeof levelFragment> & { items?: { nested?: Nesting | null }[] };

export function List({ of }: { of: FragmentType<typeof listFragment> }) {
  return <Level of={read(listFragment, of)} />;
}

function Level({ of }: { of: Nesting }) {
  const { isOrdered, start, items } = read(levelFragment, of);
  const children = items.map((item, i) => {
    const nested = of.items?.[i]?.nested;
    return (
      <li key={i}>
        <Inlines of={item.content} />
        {nested && <Level of={nested} />}
      </li>
    );
  });
  return isOrdered ? <ol start={start}>{children}</ol> : <ul>{children}</ul>;
}
