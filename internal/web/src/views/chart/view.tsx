import { useState } from 'react';

import { number } from '../format.ts';
import type { View } from '../view.ts';
import { Bars } from './bars.tsx';
import { figuresIn, type Figures } from './figures.ts';
import { Lines } from './lines.tsx';

/** Statistics as pictures, each with its table. It opens by itself for an answer that has a statistic with two figures or more. */
export const chartView: View = {
  id: 'chart',
  name: 'Biểu đồ',
  look(subject) {
    const all = figuresIn(subject);
    if (all.length === 0) return undefined;
    const isStatistic = subject.selection.picks.some(({ type }) => ['AwardCount', 'AwardOutcome', 'ScoreStatistic', 'TaskCount'].includes(type.name));
    return {
      opens: isStatistic && all.some(({ categories }) => categories.length > 1),
      render: () => <Charts all={all} />,
    };
  },
};

/** From how many years on a line says more than bars, and up to how many lines can be told apart. */
const yearsForLine = 3;
const linesAtMost = 4;

function Charts({ all }: { all: Figures[] }) {
  const [chosen, setChosen] = useState(0);
  const figures = all[chosen] ?? all[0];
  if (!figures) return null;
  const isLine = (figures.years?.length ?? 0) >= yearsForLine && figures.series.length <= linesAtMost;
  return (
    <>
      {all.length > 1 && (
        <label className="thidua-choice">
          Số liệu
          <select value={all.indexOf(figures)} onChange={(event) => setChosen(Number(event.target.value))}>
            {all.map(({ name }, index) => (
              <option key={index} value={index}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className="thidua-scroll" role="region" aria-label={figures.name} tabIndex={0}>
        {isLine ? <Lines {...figures} /> : <Bars {...figures} />}
        <Numbers {...figures} />
      </div>
    </>
  );
}

/** The same figures as a table. */
function Numbers({ name, categories, series }: Figures) {
  return (
    <table className="thidua-table">
      <caption>{name}: số liệu</caption>
      <thead>
        <tr>
          <td />
          {series.map((one) => (
            <th key={one.name} scope="col" className="amount">
              {one.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {categories.map((category, at) => (
          <tr key={at}>
            <th scope="row">{category}</th>
            {series.map((one) => (
              <td key={one.name} className="amount">
                {said(one.values[at])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const said = (value: number | null | undefined) => (value === null || value === undefined ? '–' : number(value));
