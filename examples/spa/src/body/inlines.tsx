import type { ComponentChildren } from 'preact';

import { graphql, read, type FragmentType } from '../gql/index.ts';
import type { Mark } from '../gql/graphql.ts';
import { to } from '../router.ts';
import { server } from '../server.ts';

export const inlineFragment = graphql(`
  fragment Inlines on Inline {
    text
    marks
    href
  }
`);

const elements = { BOLD: 'strong', ITALIC: 'em', UNDERLINE: 'u', STRIKE: 's', CODE: 'code' } as const satisfies Record<Mark, string>;

/** Runs of text, each in the elements of its marks. */
export function Inlines({ of }: { of: FragmentType<typeof inlineFragment>[] }) {
  return <>{of.map((run, i) => <Run key={i} of={run} />)}</>;
}

function Run({ of }: { of: FragmentType<typeof inlineFragment> }) {
  const { text, marks, href } = read(inlineFragment, of);
  const marked = marks.reduce<ComponentChildren>((inner, mark) => {
    const Element = elements[mark];
    return <Element>{inner}</Element>;
  }, text);
  const address = href && addressOf(href);
  return address ? <a href={address}>{marked}</a> : <>{marked}</>;
}

/** Where a link leads: an article of ours by its ID, a page of the server, or elsewhere; undefined where a browser could be made to run it. */
function addressOf(href: string): string | undefined {
  if (href.startsWith('article:')) return to.reference(href.slice('article:'.length));
  const address = URL.parse(href, server);
  return address && ['http:', 'https:', 'mailto:', 'tel:'].includes(address.protocol) ? address.href : undefined;
}
