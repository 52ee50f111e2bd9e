import { useEffect, useState } from 'react';

import { number } from '../format.ts';
import type { View } from '../view.ts';
import { NextSteps } from './steps.tsx';
import { stateNames } from './next.ts';
import { askImport, importIn, isUnderWay, type Rehearsal, type Verdict } from './rehearsal.ts';
import { Rows } from './rows.tsx';

/** A list on its way into the records. It opens by itself wherever an answer is about an import. */
export const importView: View = {
  id: 'import',
  name: 'Rà soát danh sách',
  look(subject) {
    const id = importIn(subject);
    return id === undefined ? undefined : { opens: true, render: () => <Import key={`${id} ${subject.exchange.at}`} id={id} /> };
  },
};

/** How often the server is asked how far it is. */
const askAgainMillis = 1500;

function Import({ id }: { id: string }) {
  const [list, setList] = useState<Rehearsal>();
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const look = async () => {
      try {
        const found = await askImport(id);
        if (isGone) return;
        setTrouble(found ? '' : 'Không có lượt nhập này, hoặc bạn không được xem.');
        if (!found) return;
        setList(found);
        if (isUnderWay(found)) timer = setTimeout(look, askAgainMillis);
      } catch (error) {
        if (!isGone) setTrouble(error instanceof Error ? error.message : String(error));
      }
    };
    void look();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [id]);

  if (!list) return <p role="status">{trouble || 'Đang hỏi kết quả rà soát…'}</p>;
  const { counts, progress, refusal, report } = list;
  return (
    <div className="thidua-scroll" role="region" aria-label="Kết quả rà soát" tabIndex={0}>
      <p role="status">
        {list.fileName && <>Tệp {list.fileName}: </>}
        <strong>{stateNames[list.state]}</strong>
        {isUnderWay(list) && progress && ` – đã đọc ${number(progress.rowsRead)} dòng, đã ghi ${number(progress.rowsSaved)} dòng`}
        {trouble && `. ${trouble}`}
      </p>
      {refusal && (
        <div className="thidua-troubles">
          {refusal.message}
          {refusal.items.length > 0 && (
            <ul>
              {refusal.items.map(({ row, name, message }, index) => (
                <li key={index}>
                  {row !== null && `Dòng ${row}, `}
                  {name}: {message}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      <NextSteps list={list} />
      <Verdicts key={`${list.state} ${counts.rows}`} list={list} />
      {report && report.unknown.length > 0 && (
        <p>
          Cột không nhận ra nên không đọc:{' '}
          {report.unknown.map(({ column, header, suggestion }) => `${column} “${header}”${suggestion ? ` (ý bạn là “${suggestion}”?)` : ''}`).join('; ')}.
        </p>
      )}
      {report && report.skippedRows > 0 && <p>{number(report.skippedRows)} dòng không phải dữ liệu (tiêu đề nhóm, tổng cộng, chữ ký) được bỏ qua.</p>}
      {counts.people + counts.decisions > 0 && (
        <p>
          Kèm theo: {number(counts.people)} cá nhân mới, {number(counts.decisions)} quyết định mới.
        </p>
      )}
    </div>
  );
}

/** The verdicts with their rows, what needs work first. */
function Verdicts({ list: { id, counts } }: { list: Rehearsal }) {
  const verdicts: { verdict: Verdict; name: string; count: number }[] = [
    { verdict: 'WRONG', name: 'Lỗi, không nhập được', count: counts.errors },
    { verdict: 'DIFFERENT', name: 'Đã có, khác nội dung (giữ bản đang có)', count: counts.different },
    { verdict: 'NEW', name: 'Mới, sẽ nhập', count: counts.new },
    { verdict: 'SAME', name: 'Đã có, giữ nguyên', count: counts.same },
  ];
  const [shown, setShown] = useState<Verdict | undefined>(verdicts.find(({ count }) => count > 0)?.verdict);
  return (
    <fieldset className="thidua-verdicts">
      <legend>
        {number(counts.rows)} dòng{counts.warnings > 0 && `, ${number(counts.warnings)} dòng có cảnh báo`}
      </legend>
      <div className="thidua-tools">
        {verdicts.map(({ verdict, name, count }) => (
          <button key={verdict} type="button" aria-pressed={verdict === shown} disabled={count === 0} onClick={() => setShown(verdict)}>
            {name}: {number(count)}
          </button>
        ))}
      </div>
      {shown && <Rows key={shown} id={id} verdict={shown} />}
    </fieldset>
  );
}
