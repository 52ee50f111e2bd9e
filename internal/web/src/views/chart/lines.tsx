import { useId } from 'react';

import { number } from '../format.ts';
import type { Figures } from './figures.ts';
import { looks } from './ink.tsx';

const width = 560;
const height = 260;
const left = 44;
const right = 24;
const top = 22;
const bottom = 28;

/** How many years the axis has room to name; of more, every fifth. */
const namedYears = 12;

/** Lines over years, the points of each in a form of their own. No line leads over a year of which nothing is known. */
export function Lines({ name, years = [], series }: Figures) {
  const title = useId();
  const first = Math.min(...years);
  const last = Math.max(...years);
  const largest = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const x = (year: number) => left + ((year - first) / Math.max(1, last - first)) * (width - left - right);
  const y = (value: number) => height - bottom - (value / largest) * (height - top - bottom);
  const ticks = ticksUpTo(largest);

  return (
    <figure className="thidua-chart">
      <ul className="thidua-inks" aria-hidden="true">
        {series.map((one, index) => (
          <li key={one.name}>
            <svg width="28" height="14">
              <path d="M0 7h28" className={`line-${index % looks}`} />
              <Point look={index} x={14} y={7} />
            </svg>
            {one.name}
          </li>
        ))}
      </ul>
      <svg role="img" aria-labelledby={title} viewBox={`0 0 ${width} ${height}`} width="100%">
        <title id={title}>{`${name}: biểu đồ đường theo năm. Số liệu ở bảng bên dưới.`}</title>
        {ticks.map((tick) => (
          <g key={tick}>
            <path d={`M${left} ${y(tick)}H${width - right}`} className="rule" />
            <text x={left - 6} y={y(tick) + 4} textAnchor="end">
              {number(tick)}
            </text>
          </g>
        ))}
        {years.filter((year) => years.length <= namedYears || year % 5 === 0).map((year) => (
          <text key={year} x={x(year)} y={height - 8} textAnchor="middle">
            {year}
          </text>
        ))}
        {series.map(({ name: of, values }, index) => {
          const points = years.flatMap((year, at) => {
            const value = values[at];
            return value === null || value === undefined ? [] : [{ year, x: x(year), y: y(value), value }];
          });
          return (
            <g key={of}>
              <path d={points.map((point, at) => `${point.year - (points[at - 1]?.year ?? -Infinity) > 1 ? 'M' : 'L'}${point.x} ${point.y}`).join('')} className={`line-${index % looks}`} />
              {points.map((point) => (
                <g key={point.x}>
                  <Point look={index} x={point.x} y={point.y} />
                  <text x={point.x} y={point.y - 9} textAnchor="middle" className="figure">
                    {number(point.value)}
                  </text>
                </g>
              ))}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

/** At most five round values from zero to the largest. */
function ticksUpTo(largest: number): number[] {
  const rough = largest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  return Array.from({ length: Math.floor(largest / step) + 1 }, (_, index) => index * step);
}

/** A point: round, square, on its tip, or three-cornered. */
function Point({ look, x, y }: { look: number; x: number; y: number }) {
  const className = `point-${look % looks}`;
  switch (look % looks) {
    case 0:
      return <circle cx={x} cy={y} r="4.5" className={className} />;
    case 1:
      return <rect x={x - 4} y={y - 4} width="8" height="8" className={className} />;
    case 2:
      return <path d={`M${x} ${y - 6}l6 6l-6 6l-6 -6z`} className={className} />;
    default:
      return <path d={`M${x} ${y - 5}l5.5 9.5h-11z`} className={className} />;
  }
}
