import { graphql, read, type FragmentType } from '../gql/index.ts';

const pictureFragment = graphql(`
  fragment Picture on Media {
    id
    alt
    credit
    small: variant(width: 640) {
      url
      width
    }
    large: variant(width: 1280) {
      url
      width
      height
    }
  }
`);

/** A picture in the size that the screen needs, with room kept for it while it comes. */
export function Picture({ of, caption }: { of: FragmentType<typeof pictureFragment>; caption?: string | null }) {
  const { alt, credit, small, large } = read(pictureFragment, of);
  if (!small || !large) return null;
  const line = [caption, credit && `Ảnh: ${credit}`].filter(Boolean).join(' ');
  return (
    <figure>
      <img
        src={large.url}
        srcset={`${small.url} ${small.width}w, ${large.url} ${large.width}w`}
        sizes="(max-width: 46rem) 100vw, 46rem"
        width={large.width}
        height={large.height}
        alt={alt ?? ''}
        loading="lazy"
      />
      {line && <figcaption>{line}</figcaption>}
    </figure>
  );
}
