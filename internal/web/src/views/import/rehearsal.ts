/** A rehearsed list, as the view asks for it itself: whatever the request selected, people need all of it. */
import { isObject, places, valueOf, type Subject } from '../answer.ts';
import { ask } from '../ask.ts';

export type Verdict = 'WRONG' | 'DIFFERENT' | 'NEW' | 'SAME';

export type Issue = { severity: 'ERROR' | 'WARNING' | 'NOTE'; column: string | null; means: string | null; message: string; suggestions: string[] };

export type Row = {
  number: number;
  verdict: Verdict;
  cells: { column: string; means: string; raw: string }[];
  issues: Issue[];
  differences: { field: string; present: string; listed: string }[];
};

export type Rehearsal = {
  id: string;
  version: number;
  state: 'READING' | 'REHEARSED' | 'APPLYING' | 'APPLIED' | 'REVERTING' | 'UNDOING' | 'UNDONE' | 'CANCELLED' | 'FAILED';
  fileName: string | null;
  counts: { rows: number; new: number; same: number; different: number; errors: number; warnings: number; people: number; decisions: number };
  progress: { rowsRead: number; rowsTotal: number | null; rowsSaved: number } | null;
  refusal: { message: string; items: { row: number | null; name: string; message: string }[] } | null;
  report: {
    columns: { column: string; header: string; means: string }[];
    unknown: { column: string; header: string; suggestion: string | null }[];
    skippedRows: number;
  } | null;
};

export type Page = { nodes: Row[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

/** The import that an answer is about: one that it has, or whose rows it lists. */
export function importIn({ selection, data, exchange }: Subject): string | undefined {
  for (const { pick, value } of places(selection.picks, data)) {
    if (pick.type.name === 'Import' && isObject(value)) {
      const id = valueOf(pick.picks, value, 'id');
      if (typeof id === 'string') return id;
    }
    if (pick.type.name === 'ImportRowConnection') {
      const argument = pick.node.arguments?.find(({ name }) => name.value === 'importId')?.value;
      const id = argument?.kind === 'Variable' ? exchange.variables?.[argument.name.value] : argument?.kind === 'StringValue' ? argument.value : undefined;
      if (typeof id === 'string') return id;
    }
  }
  return undefined;
}

const importFields = `id version state fileName
  counts { rows new same different errors warnings people decisions }
  progress { rowsRead rowsTotal rowsSaved }
  refusal { message items { row name message } }
  report { columns { column header means } unknown { column header suggestion } skippedRows }`;

export const askImport = (id: string) =>
  ask<{ import: Rehearsal | null }>(`query LuotNhap($id: ID!) { import(id: $id) { ${importFields} } }`, { id }).then((data) => data.import);

/** Rows of one verdict, a page of them. */
export const askRows = (id: string, verdict: Verdict, after?: string) =>
  ask<{ importRows: Page | null }>(
    `query DongDanhSach($id: ID!, $verdict: [ImportVerdict!], $after: String) {
      importRows(importId: $id, where: { verdict: $verdict }, first: 50, after: $after) {
        nodes {
          number verdict
          cells { column means raw }
          issues { severity column means message suggestions }
          differences { field present listed }
        }
        pageInfo { hasNextPage endCursor }
      }
    }`,
    { id, verdict: [verdict], after },
  ).then((data) => data.importRows);

/** Whether the server is still at it. */
export const isUnderWay = ({ state }: Rehearsal) => ['READING', 'APPLYING', 'REVERTING', 'UNDOING'].includes(state);
