import { useId } from 'react';

import { number } from '../format.ts';
import type { Figures } from './figures.ts';
import { inkOf, Legend, looks, Patterns } from './ink.tsx';

const width = 560;
const lineHeight = 20;
const barHeight = 16;

/** How many characters of a category stand in one line above its bars. */
const lineChars = 78;

/** Bars that lie, because what is counted by has long names here. */
export function Bars({ name, categories, series }: Figures) {
  const title = useId();
  const largest = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const scale = (width - 90) / largest;
  const needsNames = series.length > looks;

  let y = 0;
  const groups = categories.map((category, at) => {
    const bars = series.flatMap(({ name: of, values }, index) => {
      const value = values[at];
      return value === null || value === undefined ? [] : [{ of, value, index }];
    });
    const top = y;
    y += lineHeight + bars.length * (barHeight + 3) + 8;
    return { category, bars, top };
  });

  return (
    <figure className="thidua-chart">
      <Legend names={series.map((one) => one.name)} />
      <svg role="img" aria-labelledby={title} viewBox={`0 0 ${width} ${y}`} width="100%">
        <title id={title}>{`${name}: biểu đồ cột. Số liệu ở bảng bên dưới.`}</title>
        <Patterns />
        {groups.map(({ category, bars, top }) => (
          <g key={top}>
            <text x="0" y={top + 15}>
              {category.length > lineChars ? `${category.slice(0, lineChars - 1)}…` : category}
            </text>
            {bars.map(({ of, value, index }, place) => {
              const barTop = top + lineHeight + place * (barHeight + 3);
              return (
                <g key={of}>
                  <rect x="0.5" y={barTop} width={Math.max(value * scale, 1)} height={barHeight} fill={`url(#${inkOf(index)})`} className={`edge-${index % looks}`} />
                  <text x={Math.max(value * scale, 1) + 6} y={barTop + 13} className="figure">
                    {number(value)}
                    {needsNames && ` ${of}`}
                  </text>
                </g>
              );
            })}
          </g>
        ))}
      </svg>
    </figure>
  );
}
