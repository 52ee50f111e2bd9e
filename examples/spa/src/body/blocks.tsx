import { AwardLine } from '../award.tsx';
import { graphql, read, type FragmentType } from '../gql/index.ts';
import type { BlocksFragment } from '../gql/graphql.ts';
import { Inlines } from './inlines.tsx';
import { List } from './list.tsx';
import { Picture } from './picture.tsx';

const blocksFragment = graphql(`
  fragment Blocks on Block {
    __typename
    ... on ParagraphBlock {
      content {
        ...Inlines
      }
    }
    ... on HeadingBlock {
      level
      content {
        ...Inlines
      }
    }
    ... on ListBlock {
      ...List
    }
    ... on QuoteBlock {
      content {
        ...Inlines
      }
      source
    }
    ... on ImageBlock {
      caption
      media {
        ...Picture
      }
    }
    ... on GalleryBlock {
      items {
        caption
        media {
          ...Picture
        }
      }
    }
    ... on FileBlock {
      label
      media {
        id
        url
        alt
        fileName
      }
    }
    ... on EmbedBlock {
      provider
      title
      url
    }
    ... on TableBlock {
      hasHeader
      rows {
        cells {
          content {
            ...Inlines
          }
        }
      }
    }
    ... on DividerBlock {
      isDivider
    }
    ... on AwardListBlock {
      awards {
        id
        ...AwardLine
      }
    }
    ... on TaskListBlock {
      tasks {
        id
        title
        progress
      }
    }
    ... on LegalCitationBlock {
      passage
      legalReference {
        id
        rawText
        subject
        url
      }
    }
  }
`);

/** A body, block by block. Nothing of it is ever parsed as markup. */
export function Blocks({ of }: { of: FragmentType<typeof blocksFragment>[] }) {
  return <>{of.map((block, i) => <Block key={i} block={read(blocksFragment, block)} />)}</>;
}

function Block({ block }: { block: BlocksFragment }) {
  switch (block.__typename) {
    case 'ParagraphBlock':
      return (
        <p>
          <Inlines of={block.content} />
        </p>
      );
    case 'HeadingBlock': {
      const Heading = `h${Math.min(Math.max(block.level, 2), 4)}` as 'h2' | 'h3' | 'h4';
      return (
        <Heading>
          <Inlines of={block.content} />
        </Heading>
      );
    }
    case 'ListBlock':
      return <List of={block} />;
    case 'QuoteBlock':
      return (
        <figure>
          <blockquote>
            <Inlines of={block.content} />
          </blockquote>
          {block.source && <figcaption>{block.source}</figcaption>}
        </figure>
      );
    case 'ImageBlock':
      return block.media && <Picture of={block.media} caption={block.caption} />;
    case 'GalleryBlock':
      return (
        <div class="gallery">
          {block.items.map((item, i) => item.media && <Picture key={i} of={item.media} caption={item.caption} />)}
        </div>
      );
    case 'FileBlock':
      return (
        block.media && (
          <p>
            <a href={block.media.url} download={block.media.fileName}>
              {block.label ?? block.media.alt ?? block.media.fileName}
            </a>
          </p>
        )
      );
    case 'EmbedBlock':
      // A link: a frame would tell the provider who reads what.
      return (
        block.url && (
          <p>
            <a href={block.url}>{block.title ?? block.provider}</a>
          </p>
        )
      );
    case 'TableBlock':
      return <Table of={block} />;
    case 'DividerBlock':
      return <hr />;
    case 'AwardListBlock':
      return <ul>{block.awards?.map((award) => <AwardLine key={award.id} of={award} />)}</ul>;
    case 'TaskListBlock':
      return (
        <ul>
          {block.tasks?.map((task) => (
            <li key={task.id}>
              {task.title} <span class="meta">({task.progress}%)</span>
            </li>
          ))}
        </ul>
      );
    case 'LegalCitationBlock': {
      const { legalReference, passage } = block;
      if (!legalReference) return null;
      return (
        <p class="citation">
          {passage && `${passage}, `}
          {legalReference.url ? <a href={legalReference.url}>{legalReference.rawText}</a> : legalReference.rawText}
          {legalReference.subject && ` (${legalReference.subject})`}
        </p>
      );
    }
  }
}

type Table = Extract<BlocksFragment, { __typename: 'TableBlock' }>;

/** A table, which scrolls by itself on a narrow screen, by keyboard too. */
function Table({ of: { hasHeader, rows } }: { of: Table }) {
  const [head, ...rest] = rows;
  const cells = (row: Table['rows'][number], Cell: 'th' | 'td') =>
    row.cells.map((cell, i) => (
      <Cell key={i} scope={Cell === 'th' ? 'col' : undefined}>
        <Inlines of={cell.content} />
      </Cell>
    ));
  return (
    <div class="table" role="region" aria-label="Bảng" tabIndex={0}>
      <table>
        {hasHeader && head && (
          <thead>
            <tr>{cells(head, 'th')}</tr>
          </thead>
        )}
        <tbody>
          {(hasHeader ? rest : rows).map((row, i) => (
            <tr key={i}>{cells(row, 'td')}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
