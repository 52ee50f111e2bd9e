/** How series are told apart: by colour, by pattern and by the form of their points, any of which is enough. */

/** How many looks there are; a chart with more series says the name of each at its bar as well. */
export const looks = 4;

/** The look of a series. Names of patterns are the same in all charts, of which the page has one at a time. */
export const inkOf = (series: number) => `thidua-ink-${series % looks}`;

/** What the bars of a chart are filled with. */
export function Patterns() {
  return (
    <defs>
      <pattern id="thidua-ink-0" width="8" height="8" patternUnits="userSpaceOnUse">
        <rect width="8" height="8" className="ink-0" />
      </pattern>
      <pattern id="thidua-ink-1" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" className="paper" />
        <rect width="3" height="6" className="ink-1" />
      </pattern>
      <pattern id="thidua-ink-2" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" className="paper" />
        <circle cx="3" cy="3" r="2" className="ink-2" />
      </pattern>
      <pattern id="thidua-ink-3" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" className="paper" />
        <path d="M0 0h6v2H0zM0 0h2v6H0z" className="ink-3" />
      </pattern>
    </defs>
  );
}

/** The names of the series beside their looks; nothing if there is but one. */
export function Legend({ names }: { names: string[] }) {
  if (names.length < 2) return null;
  return (
    <ul className="thidua-inks" aria-hidden="true">
      {names.map((name, index) => (
        <li key={name}>
          <svg width="18" height="14">
            <rect x="1" y="1" width="16" height="12" fill={`url(#${inkOf(index)})`} className={`edge-${index % looks}`} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
