/** Which article or draft of an answer can be seen as readers will see it, and at which address. */
import type { Exchange } from '../../exchange.ts';
import { isObject, places, valueOf, type Json, type Subject } from '../answer.ts';
import type { Pick } from '../selection.ts';

export type Readable = {
  address: string;
  isDraft: boolean;
  /** Whether the request is about what the article says: it wrote that, or asks for it. */
  isText: boolean;
};

const prefix = '/xem-thu/';

/** Requests that change what an article says; others take it a step further. */
const writing = new Set(['articleCreate', 'articleUpdate', 'articleDuplicate', 'articleRestoreVersion', 'articleApplyHygiene']);

/** Fields by which an article's text is asked for. */
const texts = new Set(['body', 'html', 'markdown', 'text']);

/** The first article or draft that the answer has outside of lists; a draft before the article that it became. */
export function readableIn({ selection, data, exchange }: Subject): Readable | undefined {
  for (const { path, pick, value } of places(selection.picks, data)) {
    if (!isObject(value)) continue;
    const address = addressOf(pick, value, exchange);
    if (address === undefined) continue;
    const isText = writing.has(path[0]?.field.name ?? '') || pick.picks.some(({ field }) => texts.has(field.name));
    return { address, isDraft: pick.type.name === 'Draft', isText };
  }
  return undefined;
}

function addressOf(pick: Pick, object: Json, exchange: Exchange): string | undefined {
  const id = valueOf(pick.picks, object, 'id');
  if (typeof id === 'string' && id.startsWith('drf_')) return `${prefix}ban-thao/${encodeURIComponent(id)}`;
  if (pick.type.name !== 'Article') return undefined;
  const slug = valueOf(pick.picks, object, 'slug') ?? argument(pick, 'slug', exchange);
  return typeof slug === 'string' ? `${prefix}bai-viet/${encodeURIComponent(slug)}` : undefined;
}

/** The value of an argument, if it is a text, as it was sent. */
function argument({ node }: Pick, name: string, { variables }: Exchange): unknown {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === 'StringValue') return value.value;
  return value?.kind === 'Variable' ? variables?.[value.name.value] : undefined;
}
