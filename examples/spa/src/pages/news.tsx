import { useQuery } from '@urql/preact';
import { useState } from 'preact/hooks';

import { ArticleCard } from '../card.tsx';
import { graphql } from '../gql/index.ts';
import { Page, Waiting } from '../page.tsx';

const newsQuery = graphql(`
  query News($first: Int!, $after: String) {
    articles(first: $first, after: $after) {
      nodes {
        id
        ...ArticleCard
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const first = 10;

/** The newest articles. Each further part is a question of its own, after the cursor of the one before: nothing is counted or skipped. */
export function NewsPage() {
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  return (
    <Page title="Tin tức">
      <ul class="cards">
        {cursors.map((after, i) => (
          <Part
            key={after}
            after={after}
            isLast={i === cursors.length - 1}
            onMore={(cursor) => setCursors([...cursors.slice(0, i + 1), cursor])}
          />
        ))}
      </ul>
    </Page>
  );
}

function Part({ after, isLast, onMore }: { after: string | null; isLast: boolean; onMore: (cursor: string) => void }) {
  const [{ data, error }] = useQuery({ query: newsQuery, variables: { first, after } });
  const list = data?.articles;
  if (!list) {
    return (
      <li>
        <Waiting error={error} />
      </li>
    );
  }
  const { hasNextPage, endCursor } = list.pageInfo;
  return (
    <>
      {list.nodes.map((article) => (
        <ArticleCard key={article.id} of={article} />
      ))}
      {isLast && hasNextPage && endCursor && (
        <li class="more">
          <button onClick={() => onMore(endCursor)}>Xem thêm tin cũ hơn</button>
        </li>
      )}
      {isLast && !hasNextPage && after && (
        <li class="more">
          <p role="status">Đã hết tin.</p>
        </li>
      )}
    </>
  );
}
