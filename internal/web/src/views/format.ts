/** How values read in a Vietnamese office. */
import { isEnumType, type GraphQLNamedType } from 'graphql';

import { enumTerm } from './term.ts';

const two = (part: number) => String(part).padStart(2, '0');

/** The offset of Vietnam's only time zone, which has no summer time. */
const offsetMillis = 7 * 60 * 60 * 1000;

/** A day, `2022-01-14`, as 14/01/2022. */
export function day(iso: string): string {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso) ?? [];
  return year === undefined ? iso : `${date}/${month}/${year}`;
}

/** An instant as the clock and calendar in Vietnam showed it: 14/01/2022 09:30. */
export function moment(iso: string): string {
  const millis = Date.parse(iso);
  if (Number.isNaN(millis)) return iso;
  const there = new Date(millis + offsetMillis);
  return `${two(there.getUTCDate())}/${two(there.getUTCMonth() + 1)}/${there.getUTCFullYear()} ${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`;
}

const numbers = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 4 });

/** A number with dots between thousands and a decimal comma. */
export const number = (value: number) => numbers.format(value);

/** Whether the values of a field are amounts, which line up at the right; a year, a version or an ordinal is a name. */
const isName = /^(year|yearFrom|yearTo|version|documentVersion|number|term|level)$/;

export const isAmount = (fieldName: string, type: GraphQLNamedType) => ['Int', 'Float', 'Points'].includes(type.name) && !isName.test(fieldName);

/** A value that is no object, by its type. */
export function leaf(type: GraphQLNamedType, value: unknown, fieldName = ''): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((element) => leaf(type, element, fieldName)).join(', ');
  if (typeof value === 'boolean') return value ? 'có' : 'không';
  if (typeof value === 'number') return isName.test(fieldName) ? String(value) : number(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  if (isEnumType(type)) return enumTerm(type, value);
  if (type.name === 'Date') return day(value);
  if (type.name === 'DateTime') return moment(value);
  return value;
}
