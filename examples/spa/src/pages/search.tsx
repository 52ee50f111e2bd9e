import { useQuery } from '@urql/preact';
import { useEffect, useState } from 'preact/hooks';

import { graphql } from '../gql/index.ts';
import type { SearchNoun } from '../gql/graphql.ts';
import { Page, Waiting } from '../page.tsx';
import { go, to } from '../router.ts';
import { addressOf, Marked, nameOf, plain } from './found.tsx';

const searchQuery = graphql(`
  query Search($text: String!, $after: String) {
    search(text: $text, first: 10, after: $after) {
      totalCount
      isTotalEstimated
      isLoosened
      didYouMean
      nodes {
        noun
        node {
          __typename
          id
          ...Found
        }
        highlights {
          part
          segments {
            ...Segment
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const suggestQuery = graphql(`
  query Suggest($text: String!) {
    suggest(text: $text, first: 6) {
      noun
      title {
        ...Segment
      }
      node {
        __typename
        id
        ...Found
      }
    }
  }
`);

const names: Record<SearchNoun, string> = {
  ARTICLE: 'Bài viết',
  UNIT: 'Đơn vị',
  BLOC: 'Khối, cụm thi đua',
  PERSON: 'Cá nhân',
  AWARD_TYPE: 'Danh hiệu, hình thức',
  AWARD: 'Hồ sơ khen thưởng',
  DECISION: 'Quyết định',
  TASK: 'Nhiệm vụ',
  EVENT: 'Sự kiện',
  MOVEMENT: 'Phong trào',
  LEGAL_REFERENCE: 'Văn bản',
};

/** How long a reader rests before suggestions are asked for, in milliseconds. */
const rest = 200;

/** Search with and without marks, with what the reader may have meant. */
export function SearchPage({ text }: { text: string }) {
  const [typed, setTyped] = useState(text);
  const [paused, setPaused] = useState('');
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(typed.trim() === text ? '' : typed.trim()), rest);
    return () => clearTimeout(timer);
  }, [typed, text]);
  return (
    <Page title="Tìm kiếm">
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          setPaused('');
          go(to.search(typed.trim()));
        }}
      >
        <label for="text">Tìm tin, khối thi đua, đơn vị, khen thưởng (gõ có dấu hoặc không dấu)</label>
        <div class="field">
          <input id="text" type="search" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} autocomplete="off" maxLength={200} />
          <button>Tìm</button>
        </div>
      </form>
      {paused && <Suggestions text={paused} />}
      {text && <Results key={text} text={text} />}
    </Page>
  );
}

function Suggestions({ text }: { text: string }) {
  const [{ data }] = useQuery({ query: suggestQuery, variables: { text }, requestPolicy: 'cache-first' });
  const list = data?.suggest ?? [];
  if (list.length === 0) return null;
  return (
    <nav class="suggestions" aria-label="Gợi ý">
      <ul>
        {list.map(({ noun, title, node }) => (
          <li key={node.id}>
            <a href={addressOf(node) ?? to.search(plain(title))}>
              <Marked of={title} />
            </a>{' '}
            <span class="meta">{names[noun]}</span>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Results({ text }: { text: string }) {
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  return (
    <ul class="cards">
      {cursors.map((after, i) => (
        <Part key={after} text={text} after={after} isLast={i === cursors.length - 1} onMore={(cursor) => setCursors([...cursors.slice(0, i + 1), cursor])} />
      ))}
    </ul>
  );
}

type PartOfResults = { text: string; after: string | null; isLast: boolean; onMore: (cursor: string) => void };

function Part({ text, after, isLast, onMore }: PartOfResults) {
  const [{ data, error }] = useQuery({ query: searchQuery, variables: { text, after } });
  const found = data?.search;
  if (!found) {
    return (
      <li>
        <Waiting error={error} />
      </li>
    );
  }
  const { hasNextPage, endCursor } = found.pageInfo;
  return (
    <>
      {!after && (
        <li class="more">
          <p role="status">
          {`${found.isTotalEstimated ? 'Hơn ' : ''}${found.totalCount ?? 0} kết quả cho “${text}”.`}
          {found.isLoosened && ' Không có kết quả đúng như đã gõ; đây là kết quả gần nhất.'}
          {found.didYouMean && (
            <>
              {' Ý bạn là: '}
              <a href={to.search(found.didYouMean)}>{found.didYouMean}</a>?
            </>
          )}
          </p>
        </li>
      )}
      {found.nodes.map(({ noun, node, highlights }) => {
        const title = highlights?.find(({ part }) => part === 'TITLE');
        const address = addressOf(node);
        const name = title ? <Marked of={title.segments} /> : nameOf(node);
        return (
          <li key={node.id} class="card">
            <div>
              <h2>{address ? <a href={address}>{name}</a> : name}</h2>
              <p class="meta">{names[noun]}</p>
              {highlights
                ?.filter((highlight) => highlight !== title)
                .map(({ part, segments }) => (
                  <p key={part}>
                    <Marked of={segments} />
                  </p>
                ))}
            </div>
          </li>
        );
      })}
      {isLast && hasNextPage && endCursor && (
        <li class="more">
          <button onClick={() => onMore(endCursor)}>Xem thêm kết quả</button>
        </li>
      )}
    </>
  );
}
