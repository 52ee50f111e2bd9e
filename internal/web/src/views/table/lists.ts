/** The lists of an answer: connections, and lists of objects. */
import { isCompositeType } from 'graphql';

import { isObject, objectsIn, pickOf, places, valueOf, type Json, type Place, type Subject } from '../answer.ts';
import type { Pick } from '../selection.ts';
import { termOf } from '../term.ts';
import { columnsOf, type Column } from './columns.ts';

export type List = {
  name: string;
  /** How many fields lead to it; 1 for a root field. */
  depth: number;
  columns: Column[];
  rows: Json[];
  totalCount?: number;
  /** How the next page is asked for; undefined if there is none, or nobody knows. */
  next?: Next;
};

/** The next page: whether there is one, after which cursor, and by which variable the request says where to begin. */
export type Next = { cursor?: string; variable?: string };

/** The lists that are reached from the root through objects; those in rows are cells of their rows. */
export function listsOf({ selection, data }: Subject): List[] {
  const lists: List[] = [];
  for (const place of places(selection.picks, data)) {
    const list = isConnection(place.pick) ? connection(place) : plain(place);
    if (list && list.columns.length > 0) lists.push(list);
  }
  return lists;
}

/** Whether a field gives a page of a list in Relay's form. */
export const isConnection = ({ type, picks }: Pick): boolean =>
  type.name.endsWith('Connection') && (pickOf(picks, 'nodes') ?? pickOf(picks, 'edges')) !== undefined;

const nameOf = (path: Pick[]) => path.map(termOf).join(' · ');

function plain({ path, pick, value }: Place): List | undefined {
  const isPart = path.some((above) => above !== pick && isConnection(above));
  if (!pick.isList || isPart || !isCompositeType(pick.type) || pick.type.name === 'UserError') return undefined;
  return { name: nameOf(path), depth: path.length, columns: columnsOf(pick.picks), rows: objectsIn(value) };
}

function connection({ path, pick, value }: Place): List | undefined {
  if (!isObject(value)) return undefined;
  const nodes = pickOf(pick.picks, 'nodes');
  const edges = pickOf(pick.picks, 'edges');
  const rowsOf = nodes ?? edges;
  if (!rowsOf) return undefined;
  const total = valueOf(pick.picks, value, 'totalCount');
  return {
    name: nameOf(path),
    depth: path.length,
    columns: nodes ? columnsOf(nodes.picks) : columnsOf(rowsOf.picks.filter(({ field }) => field.name !== 'cursor'), 'node'),
    rows: objectsIn(value[rowsOf.key]),
    totalCount: typeof total === 'number' ? total : undefined,
    next: nextOf(pick, value),
  };
}

function nextOf(pick: Pick, page: Json): Next | undefined {
  const info = pickOf(pick.picks, 'pageInfo');
  const stand = info && page[info.key];
  if (!info || !isObject(stand) || valueOf(info.picks, stand, 'hasNextPage') !== true) return undefined;
  const edges = pickOf(pick.picks, 'edges');
  const lastEdge = edges && objectsIn(page[edges.key]).at(-1);
  const cursor = valueOf(info.picks, stand, 'endCursor') ?? (lastEdge && valueOf(edges.picks, lastEdge, 'cursor'));
  return { cursor: typeof cursor === 'string' ? cursor : undefined, variable: afterVariable(pick) };
}

/** The variable that a field's argument `after` takes its value from. */
function afterVariable({ node }: Pick): string | undefined {
  const after = node.arguments?.find(({ name }) => name.value === 'after')?.value;
  return after?.kind === 'Variable' ? after.name.value : undefined;
}
