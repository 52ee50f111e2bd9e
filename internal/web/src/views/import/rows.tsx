import { useEffect, useState } from 'react';

import { askRows, type Issue, type Page, type Row, type Verdict } from './rehearsal.ts';

/** The columns of the rows, those with something to be said about a cell first: in a narrow pane the others can wait. */
function columnsOf(rows: Row[]): { column: string; means: string }[] {
  const columns = [...new Map(rows.flatMap(({ cells }) => cells.map((cell) => [cell.column, cell.means] as const)))].map(([column, means]) => ({ column, means }));
  const isNoted = (column: string) => rows.some(({ issues }) => issues.some((issue) => issue.column === column && issue.severity !== 'NOTE'));
  return [...columns.filter(({ column }) => isNoted(column)), ...columns.filter(({ column }) => !isNoted(column))];
}

const severities: Record<Issue['severity'], string> = { ERROR: 'Lỗi', WARNING: 'Cảnh báo', NOTE: 'Ghi nhận' };

/** The rows of one verdict, each cell with what is to be said about it. */
export function Rows({ id, verdict }: { id: string; verdict: Verdict }) {
  const [rows, setRows] = useState<Row[]>([]);
  const [page, setPage] = useState<Page['pageInfo']>();
  const [note, setNote] = useState('Đang tải các dòng…');
  const load = (after?: string) =>
    askRows(id, verdict, after).then(
      (found) => {
        setRows((before) => (after === undefined ? (found?.nodes ?? []) : [...before, ...(found?.nodes ?? [])]));
        setPage(found?.pageInfo);
        setNote(found ? '' : 'Các dòng chỉ được giữ một tuần; hãy rà soát lại tệp.');
      },
      (error: unknown) => setNote(error instanceof Error ? error.message : String(error)),
    );
  useEffect(() => void load(), [id, verdict]);

  const columns = columnsOf(rows);
  const isAbout = ({ issues, differences }: Row) => differences.length > 0 || issues.some((issue) => !columns.some(({ column }) => column === issue.column));
  const hasMore = rows.some(isAbout);
  return (
    <>
      <p role="status">{note}</p>
      {rows.length > 0 && (
        <table className="thidua-table thidua-rows">
          <thead>
            <tr>
              <th scope="col">Dòng</th>
              {hasMore && <th scope="col">Cả dòng</th>}
              {columns.map(({ column, means }) => (
                <th key={column} scope="col">
                  {means} <small>(cột {column})</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.number}>
                <th scope="row">{row.number}</th>
                {hasMore && (
                  <td>
                    <Issues issues={row.issues.filter((issue) => !columns.some(({ column }) => column === issue.column))} />
                    {row.differences.map(({ field, present, listed }) => (
                      <p key={field}>
                        {field}: đang có “{present}”, trong tệp “{listed}”
                      </p>
                    ))}
                  </td>
                )}
                {columns.map(({ column }) => (
                  <td key={column}>
                    {row.cells.find((cell) => cell.column === column)?.raw}
                    <Issues issues={row.issues.filter((issue) => issue.column === column)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {page?.hasNextPage && page.endCursor && (
        <button type="button" onClick={() => load(page.endCursor ?? undefined)}>
          Hiện thêm dòng
        </button>
      )}
    </>
  );
}

function Issues({ issues }: { issues: Issue[] }) {
  return issues.map(({ severity, means, column, message, suggestions }, index) => (
    <p key={index} className={`thidua-issue ${severity.toLowerCase()}`}>
      <strong>{severities[severity]}:</strong> {column === null && means && `${means}: `}
      {message}
      {suggestions.length > 0 && ` Ý bạn là: ${suggestions.join(', ')}?`}
    </p>
  ));
}
