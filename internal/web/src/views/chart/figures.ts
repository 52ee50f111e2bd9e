/** The statistics of an answer: figures, and what they are counted by. */
import { isCompositeType } from 'graphql';

import { objectsIn, places, type Json, type Subject } from '../answer.ts';
import { columnsOf } from '../table/columns.ts';
import type { Pick } from '../selection.ts';
import { termOf } from '../term.ts';

/** What the statistics of the schema count, by type. What else is selected of them is what they are counted by. */
const measures: Readonly<Record<string, readonly string[]>> = {
  AwardCount: ['count'],
  AwardOutcome: ['proposed', 'granted', 'revoked'],
  AwardSummary: ['proposed', 'granted', 'revoked'],
  DeclaredAward: ['count'],
  DraftCount: ['count'],
  OverdueOwner: ['count'],
  ScoreBand: ['count'],
  ScoreStatistic: ['lowest', 'mean', 'highest', 'self', 'cross', 'agreed'],
  SearchFacetCount: ['count'],
  TaskCount: ['count', 'overdue'],
};

/** One kind of figure: its name, and its value in each category; null where there is none. */
export type Series = { name: string; values: (number | null)[] };

export type Figures = {
  name: string;
  categories: string[];
  /** The years of the categories, if these are years and nothing else. */
  years?: number[];
  series: Series[];
};

/** The statistics that are reached from the root, those within lines of others apart. */
export function figuresIn({ selection, data }: Subject): Figures[] {
  return [...places(selection.picks, data)].flatMap(({ path, pick, value }) => {
    const own = figures(path.map(termOf).join(' · '), pick, objectsIn(value));
    const bands = pick.picks.find(({ type }) => type.name === 'ScoreBand');
    return [...(own ? [own] : []), ...(bands && own ? bandsOf(pick, bands, objectsIn(value)) : [])];
  });
}

function figures(name: string, pick: Pick, rows: Json[]): Figures | undefined {
  const measured = measures[pick.type.name];
  if (!measured || !pick.isList) return undefined;
  const counted = pick.picks.filter(({ field }) => measured.includes(field.name));
  const by = pick.picks.filter(({ field, isList }) => !measured.includes(field.name) && !isList);
  if (counted.length === 0 || rows.length === 0) return undefined;

  const year = by.find(({ field }) => field.name === 'year');
  const rest = by.filter((dimension) => dimension !== year);
  const only = counted.length === 1 ? counted[0] : undefined;
  if (year && rest.length > 0 && only) return overYears(name, rows, year, rest, only);
  return {
    name,
    categories: rows.map((row) => wordsOf(by, row) || 'Tất cả'),
    years: year && rest.length === 0 ? rows.map((row) => Number(row[year.key])) : undefined,
    series: counted.map((measure) => ({ name: termOf(measure), values: rows.map((row) => amount(row[measure.key])) })),
  };
}

/**
 * One figure by year and something else: the years are the categories, and what else there is are the series. The server leaves out
 * what there is none of, so a count that is not there is nought; points that are not there are not known.
 */
function overYears(name: string, rows: Json[], year: Pick, rest: Pick[], measure: Pick): Figures {
  const isCount = measure.type.name === 'Int';
  const there = [...new Set(rows.map((row) => Number(row[year.key])))].sort((a, b) => a - b);
  const years = isCount ? withoutGaps(there) : there;
  const names = [...new Set(rows.map((row) => wordsOf(rest, row)))];
  const valueIn = (of: string, at: number) => {
    const row = rows.find((one) => wordsOf(rest, one) === of && Number(one[year.key]) === at);
    return row ? amount(row[measure.key]) : isCount ? 0 : null;
  };
  return {
    name,
    categories: years.map(String),
    years,
    series: names.map((of) => ({ name: of || 'Tất cả', values: years.map((at) => valueIn(of, at)) })),
  };
}

/** How long a run of years may be for those between to be filled in; a record of long ago would stretch the chart. */
const filledYears = 30;

function withoutGaps(years: number[]): number[] {
  const [first = 0, last = 0] = [years[0], years.at(-1)];
  return last - first < filledYears ? Array.from({ length: last - first + 1 }, (_, index) => first + index) : years;
}

/** The bands of agreed totals, line by line. */
function bandsOf(pick: Pick, bands: Pick, rows: Json[]): Figures[] {
  const by = pick.picks.filter(({ field, type, isList }) => ['year', 'bloc'].includes(field.name) && (!isCompositeType(type) || !isList));
  return rows.flatMap((row) => figures(['Phân bố điểm', wordsOf(by, row)].filter(Boolean).join(': '), bands, objectsIn(row[bands.key])) ?? []);
}

const wordsOf = (by: Pick[], row: Json) =>
  columnsOf(by).map((column) => column.cell(row).text).filter(Boolean).join(' – ');

const amount = (value: unknown): number | null => (typeof value === 'number' ? value : null);
