import { asDay } from './dates.ts';
import { graphql, read, type FragmentType } from './gql/index.ts';
import { to } from './router.ts';

const cardFragment = graphql(`
  fragment ArticleCard on Article {
    slug
    title
    summary
    publishedAt
    corrections {
      at
    }
    cover {
      id
      alt
      variant(width: 320) {
        url
        width
        height
      }
    }
  }
`);

/** An article in a list. */
export function ArticleCard({ of }: { of: FragmentType<typeof cardFragment> }) {
  const { slug, title, summary, publishedAt, corrections, cover } = read(cardFragment, of);
  const picture = cover?.variant;
  return (
    <li class="card">
      {picture && <img src={picture.url} width={picture.width} height={picture.height} alt={cover.alt ?? ''} loading="lazy" />}
      <div>
        <h2>
          <a href={to.article(slug)}>{title}</a>
        </h2>
        <p class="meta">
          <time dateTime={publishedAt}>{asDay(publishedAt)}</time>
          {corrections.length > 0 && <span class="badge">Đã đính chính</span>}
        </p>
        {summary && <p>{summary}</p>}
      </div>
    </li>
  );
}
