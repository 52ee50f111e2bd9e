/** The columns of a table: what was selected of its rows, nested objects flattened. */
import { isCompositeType, type GraphQLNamedType } from 'graphql';

import { isObject, objectsIn, type Json } from '../answer.ts';
import { isAmount, leaf } from '../format.ts';
import type { Pick } from '../selection.ts';
import { termOf } from '../term.ts';

export type Column = {
  head: string;
  /** The keys of the answer that lead to it, as the request has them. */
  path: string;
  isAmount: boolean;
  cell(row: Json): Cell;
};

/** What a cell says, and what it is sorted by. */
export type Cell = { text: string; order: string | number | null };

/** Fields by which people know a thing: alone in an object, they need no head of their own. */
const names = new Set(['name', 'officialName', 'shortName', 'label', 'title', 'number']);

/** The columns of rows of which this was selected. What is selected of the field that wraps the row itself gets no head of its own. */
export function columnsOf(picks: Pick[], wrapper?: string): Column[] {
  return picks.flatMap((pick) => (pick.field.name === wrapper && isPlainObject(pick) ? below(columnsOf(pick.picks), pick.key) : columns(pick)));
}

const isPlainObject = ({ isList, type }: Pick) => isCompositeType(type) && !isList;

function columns(pick: Pick): Column[] {
  const head = termOf(pick);
  if (!isCompositeType(pick.type)) return [leafColumn(pick, head)];
  if (pick.isList) return [listColumn(pick, head)];
  if (pick.type.name === 'PageInfo') return [];
  const inner = pick.picks.flatMap(columns);
  const only = pick.picks.length === 1 ? pick.picks[0] : undefined;
  const isNamed = only !== undefined && (names.has(only.field.name) || only.field.name === 'nodes' || only.field.name === 'edges');
  return below(inner, pick.key).map((column) => ({ ...column, head: isNamed ? head : `${head} · ${lower(column.head)}` }));
}

const lower = (head: string) => head.charAt(0).toLocaleLowerCase('vi') + head.slice(1);

/** The columns of an object as columns of the row that has it under a key. */
function below(inner: Column[], key: string): Column[] {
  return inner.map((column) => ({
    ...column,
    path: `${key}.${column.path}`,
    cell: (row) => {
      const object = row[key];
      return isObject(object) ? column.cell(object) : { text: '', order: null };
    },
  }));
}

function leafColumn({ key, field, type }: Pick, head: string): Column {
  return {
    head,
    path: key,
    isAmount: isAmount(field.name, type),
    cell: (row) => {
      const text = leaf(type, row[key], field.name);
      return { text, order: orderOf(type, row[key], text) };
    },
  };
}

/** Times sort as they happened, enums and texts as they read. */
function orderOf(type: GraphQLNamedType, value: unknown, text: string): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  return type.name === 'Date' || type.name === 'DateTime' ? String(value) : text;
}

/** A list within a row, in one cell. */
function listColumn({ key, picks }: Pick, head: string): Column {
  const inner = columnsOf(picks, 'node');
  return {
    head,
    path: key,
    isAmount: false,
    cell: (row) => {
      const said = objectsIn(row[key]).map((element) => inner.map((column) => column.cell(element).text).filter(Boolean).join(' – '));
      return { text: said.join('; '), order: said.length === 0 ? null : said.join('; ') };
    },
  };
}

const collator = new Intl.Collator('vi', { numeric: true });

/** Compares cells in Vietnamese order; what is empty comes last in either direction. */
export function compareCells(a: Cell, b: Cell, isDescending: boolean): number {
  if (a.order === null || b.order === null) return Number(a.order === null) - Number(b.order === null);
  const order = typeof a.order === 'number' && typeof b.order === 'number' ? a.order - b.order : collator.compare(String(a.order), String(b.order));
  return isDescending ? -order : order;
}
