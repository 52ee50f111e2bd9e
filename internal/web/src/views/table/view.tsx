import { useId, useMemo, useState } from 'react';

import type { Exchange } from '../../exchange.ts';
import { number } from '../format.ts';
import { useRerun } from '../rerun.ts';
import type { View } from '../view.ts';
import { compareCells, type Cell } from './columns.ts';
import { listsOf, type List, type Next } from './lists.ts';
import { copy, csv, save, tsv, type Sheet } from './sheet.ts';

/** How many rows are drawn at first; lists that come whole may have thousands. */
const drawnRows = 300;

/** Up to how many characters the texts of a column stand in one line: days, codes, states. */
const shortChars = 18;

/** Lists as tables. It opens by itself if a root field is a list that has rows. */
export const tableView: View = {
  id: 'table',
  name: 'Bảng',
  look(subject) {
    const lists = listsOf(subject);
    if (lists.length === 0) return undefined;
    return {
      opens: lists.some(({ depth, rows }) => depth === 1 && rows.length > 0),
      render: () => <Tables lists={lists} exchange={subject.exchange} />,
    };
  },
};

/** The list that was chosen, and the choice if there are several. */
function Tables({ lists, exchange }: { lists: List[]; exchange: Exchange }) {
  const first = Math.max(lists.findIndex(({ rows }) => rows.length > 0), 0);
  const [chosen, setChosen] = useState(first);
  const list = lists[chosen] ?? lists[first];
  if (!list) return null;
  return (
    <>
      {lists.length > 1 && (
        <label className="thidua-choice">
          Danh sách
          <select value={lists.indexOf(list)} onChange={(event) => setChosen(Number(event.target.value))}>
            {lists.map(({ name, rows }, index) => (
              <option key={index} value={index}>
                {name} ({rows.length})
              </option>
            ))}
          </select>
        </label>
      )}
      <Table key={lists.indexOf(list)} list={list} exchange={exchange} />
    </>
  );
}

type Sorting = { column: number; isDescending: boolean };

function Table({ list, exchange }: { list: List; exchange: Exchange }) {
  const [sorting, setSorting] = useState<Sorting>();
  const [isWhole, setWhole] = useState(false);
  const caption = useId();
  const { columns } = list;
  const cells = useMemo(() => list.rows.map((row) => columns.map((column) => column.cell(row))), [list, columns]);
  const rows = useMemo(() => (sorting ? sorted(cells, sorting) : cells), [cells, sorting]);
  const sheet: Sheet = { heads: columns.map(({ head }) => head), rows, amounts: columns.map((column) => column.isAmount) };
  const longest = useMemo(() => columns.map((_, index) => Math.max(...cells.map((row) => row[index]?.text.length ?? 0))), [cells, columns]);
  const classOf = (index: number) => (columns[index]?.isAmount ? 'amount' : (longest[index] ?? 0) <= shortChars ? 'short' : undefined);
  const drawn = isWhole ? rows : rows.slice(0, drawnRows);

  const sort = (column: number) => setSorting({ column, isDescending: sorting?.column === column && !sorting.isDescending });

  return (
    <>
      <Tools list={list} sheet={sheet} exchange={exchange} />
      <div className="thidua-scroll" role="region" aria-labelledby={caption} tabIndex={0}>
        <table className="thidua-table">
          <caption id={caption} className="thidua-hidden">
            {list.name}
          </caption>
          <thead>
            <tr>
              {columns.map(({ head, path }, index) => {
                const direction = sorting?.column === index ? (sorting.isDescending ? 'descending' : 'ascending') : undefined;
                return (
                  <th key={path} scope="col" className={classOf(index)} aria-sort={direction ?? 'none'}>
                    <button type="button" title={`${path} – bấm để sắp xếp`} onClick={() => sort(index)}>
                      {head}
                      <span aria-hidden="true">{direction === 'ascending' ? ' ▲' : direction === 'descending' ? ' ▼' : ''}</span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {drawn.map((row, place) => (
              <tr key={place}>
                {row.map(({ text }, index) => (
                  <td key={index} className={classOf(index)}>
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p>Danh sách không có dòng nào.</p>}
        {drawn.length < rows.length && (
          <button type="button" onClick={() => setWhole(true)}>
            Hiện cả {number(rows.length)} dòng
          </button>
        )}
      </div>
    </>
  );
}

function sorted(rows: Cell[][], { column, isDescending }: Sorting): Cell[][] {
  const empty: Cell = { text: '', order: null };
  return [...rows].sort((a, b) => compareCells(a[column] ?? empty, b[column] ?? empty, isDescending));
}

/** What can be done with a table, and how much of the list it is. */
function Tools({ list, sheet, exchange }: { list: List; sheet: Sheet; exchange: Exchange }) {
  const [note, setNote] = useState('');
  const toClipboard = () =>
    copy(tsv(sheet)).then(
      () => setNote('Đã chép; dán vào bảng tính bằng Ctrl+V.'),
      () => setNote('Trình duyệt không cho chép; hãy dùng nút Lưu CSV.'),
    );
  return (
    <div className="thidua-tools">
      <span>
        {number(list.rows.length)} dòng{list.totalCount !== undefined && ` trong tổng số ${number(list.totalCount)}`}
      </span>
      <button type="button" onClick={toClipboard}>
        Chép bảng
      </button>
      <button type="button" onClick={() => save(csv(sheet), `${exchange.operationName ?? 'ket-qua'}.csv`)}>
        Lưu CSV
      </button>
      <Paging next={list.next} exchange={exchange} />
      <span role="status">{note}</span>
    </div>
  );
}

/** Leads to the next page where the request has a variable for it, and else says how to get there. */
function Paging({ next, exchange }: { next?: Next; exchange: Exchange }) {
  const rerun = useRerun(exchange.operationName);
  if (next === undefined) return null;
  const { variable, cursor } = next;
  if (variable !== undefined && cursor !== undefined) {
    return (
      <button type="button" onClick={() => rerun({ ...exchange.variables, [variable]: cursor })}>
        Trang sau
      </button>
    );
  }
  return (
    <span>
      Còn dòng nữa. Để có nút Trang sau, {variable === undefined && (
        <>
          thêm biến <code>$after: String</code> và tham số <code>after: $after</code>
          {cursor === undefined && ', '}
        </>
      )}
      {cursor === undefined && (
        <>
          xin thêm <code>pageInfo {'{ endCursor }'}</code>
        </>
      )}
      .
    </span>
  );
}
