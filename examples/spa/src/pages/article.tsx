import { useQuery } from '@urql/preact';
import { useEffect } from 'preact/hooks';

import { AwardLine } from '../award.tsx';
import { Blocks } from '../body/blocks.tsx';
import { Picture } from '../body/picture.tsx';
import { asDay } from '../dates.ts';
import { graphql, read, type FragmentType } from '../gql/index.ts';
import { Page, Waiting } from '../page.tsx';
import { go, to } from '../router.ts';

/** What is or was public at an address. The sync writes the same when an article is withdrawn. */
export const publicationQuery = graphql(`
  query Publication($slug: String!) {
    publication(slug: $slug) {
      __typename
      article {
        id
        slug
        ...ArticleText
      }
      tombstone {
        id
        ...Withdrawn
      }
    }
  }
`);

export const articleFragment = graphql(`
  fragment ArticleText on Article {
    slug
    title
    summary
    byline
    language
    publishedAt
    updatedAt
    readingMinutes
    attribution
    corrections {
      at
      notice
    }
    cover {
      ...Picture
    }
    body {
      ...Blocks
    }
    blocs {
      id
      slug
      name
    }
    awards {
      id
      ...AwardLine
    }
  }
`);

export const withdrawnFragment = graphql(`
  fragment Withdrawn on Tombstone {
    withdrawnAt
    notice
    heading: title
  }
`);

export function ArticlePage({ slug }: { slug: string }) {
  const [{ data, error, fetching }] = useQuery({ query: publicationQuery, variables: { slug } });
  const publication = data?.publication;
  const present = publication?.article?.slug;
  useEffect(() => {
    // An old address leads on to the present one.
    if (present && present !== slug) go(to.article(present), 'replace');
  }, [present, slug]);
  if (publication?.article) return <Text of={publication.article} />;
  if (publication?.tombstone) return <Withdrawn of={publication.tombstone} />;
  if (!data || fetching) return <Waiting error={error} />;
  return <Missing />;
}

function Missing() {
  return (
    <Page title="Không có bài viết này">
      <p>
        Mời bạn xem <a href={to.news()}>tin mới nhất</a>.
      </p>
    </Page>
  );
}

const referenceQuery = graphql(`
  query Reference($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Article {
        slug
      }
    }
  }
`);

/** Leads from an article's ID to its address. */
export function ReferencePage({ id }: { id: string }) {
  const [{ data, error, fetching }] = useQuery({ query: referenceQuery, variables: { id } });
  const slug = data?.node?.__typename === 'Article' ? data.node.slug : undefined;
  useEffect(() => {
    if (slug) go(to.article(slug), 'replace');
  }, [slug]);
  return slug || !data || fetching ? <Waiting error={error} /> : <Missing />;
}

function Text({ of }: { of: FragmentType<typeof articleFragment> }) {
  const article = read(articleFragment, of);
  return (
    <article lang={article.language}>
      <Page title={article.title}>
        <p class="meta">
          <time dateTime={article.publishedAt}>{asDay(article.publishedAt)}</time>
          {` · ${article.readingMinutes} phút đọc`}
          {article.byline && ` · ${article.byline}`}
        </p>
        {article.corrections.map((correction) => (
          <p key={correction.at} class="notice">
            <strong>Đính chính ngày {asDay(correction.at)}:</strong> {correction.notice}
          </p>
        ))}
        {article.summary && <p class="lead">{article.summary}</p>}
        {article.cover && <Picture of={article.cover} />}
        <Blocks of={article.body} />
        {article.awards && article.awards.length > 0 && (
          <section aria-labelledby="awards">
            <h2 id="awards">Khen thưởng được nhắc đến</h2>
            <ul>{article.awards.map((award) => <AwardLine key={award.id} of={award} />)}</ul>
          </section>
        )}
        {article.blocs && article.blocs.length > 0 && (
          <p>
            {'Khối, cụm thi đua: '}
            {article.blocs.map((bloc, i) => (
              <>
                {i > 0 && '; '}
                <a href={to.bloc(bloc.slug)}>{bloc.name}</a>
              </>
            ))}
          </p>
        )}
        <p class="meta">{article.attribution}</p>
      </Page>
    </article>
  );
}

/** What is left of an article that was withdrawn: never its text, though this browser may have kept it. */
function Withdrawn({ of }: { of: FragmentType<typeof withdrawnFragment> }) {
  const { withdrawnAt, notice, heading } = read(withdrawnFragment, of);
  return (
    <Page title={heading ?? 'Bài viết đã được gỡ'}>
      <p class="notice" role="status">
        Đã gỡ bài ngày <time dateTime={withdrawnAt}>{asDay(withdrawnAt)}</time>. {notice}
      </p>
      <p>
        <a href={to.news()}>Tin mới nhất</a>
      </p>
    </Page>
  );
}
