/** What can be said of values before they are sent: what is missing, and what is no number, day or time. Everything else is for the server to say. */
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';

import { fileOf, isForgotten, isLost } from '../upload.ts';
import { slotsOf, type Slot } from './operation.ts';
import { at, items, put, read, valueOf, type Node, type Path } from './variables.ts';
import { isDay, isInstant } from './zone.ts';

/** What is wrong with a value, by its path. */
export type Problems = ReadonlyMap<string, string>;

/** A path as a key, and as the ID of an element. */
export const keyOf = (path: Path): string => path.join('.');

/** Whether a value must be given: null is not allowed, and there is no default. */
export const isRequired = (slot: Slot): boolean => isNonNullType(slot.type) && slot.fallback === undefined;

const isInteger = (value: unknown): boolean => Number.isInteger(value);

/** By the name of a scalar: whether it has this value, and what it is to be. */
const scalars: Record<string, { has: (value: unknown) => boolean; is: string }> = {
  Int: { has: (value) => isInteger(value) && Math.abs(value as number) < 2 ** 31, is: 'Hãy ghi một số nguyên.' },
  Float: { has: Number.isFinite, is: 'Hãy ghi một số, ví dụ 0.5.' },
  Decimal: { has: Number.isFinite, is: 'Hãy ghi một số, ví dụ 12.5.' },
  Points: { has: Number.isFinite, is: 'Hãy ghi số điểm, ví dụ 95.5.' },
  Date: { has: (value) => typeof value === 'string' && isDay(value), is: 'Hãy chọn một ngày có thật.' },
  DateTime: { has: (value) => typeof value === 'string' && isInstant(value), is: 'Hãy chọn đủ ngày và giờ.' },
  Boolean: { has: (value) => typeof value === 'boolean', is: 'Hãy chọn Có hoặc Không.' },
  String: { has: (value) => typeof value === 'string', is: 'Hãy ghi chữ.' },
  ID: { has: (value) => typeof value === 'string' || isInteger(value), is: 'Hãy ghi mã định danh.' },
};

/** The names of the scalars that are numbers. */
export const numbers: readonly string[] = ['Int', 'Float', 'Decimal', 'Points'];

/** Looks through all that the form draws. */
export function problemsOf(variables: Slot[], root: Node | undefined): Problems {
  const problems = new Map<string, string>();
  for (const slot of variables) checkSlot(slot, at(root, [slot.name]), [slot.name], problems);
  return problems;
}

function checkSlot(slot: Slot, node: Node | undefined, path: Path, problems: Map<string, string>): void {
  const isMissing = node === undefined || node.type === 'null' || (node.type === 'string' && node.value === '');
  if (isMissing) {
    if (isRequired(slot) || (node?.type === 'null' && isNonNullType(slot.type))) problems.set(keyOf(path), missing(slot.type));
    return;
  }
  checkValue(slot.type, node, path, problems);
}

function missing(type: GraphQLInputType): string {
  const named = getNamedType(type);
  if (isListType(getNullableType(type))) return 'Hãy thêm ít nhất một dòng.';
  if (isScalarType(named) && named.name === 'Upload') return 'Hãy chọn tệp.';
  return isScalarType(named) ? 'Hãy điền mục này.' : 'Hãy chọn hoặc điền mục này.';
}

function checkValue(given: GraphQLInputType, node: Node, path: Path, problems: Map<string, string>): void {
  const type = getNullableType(given);
  if (isListType(type)) {
    if (node.type !== 'array') problems.set(keyOf(path), 'Giá trị trong ô Biến không phải danh sách [ ].');
    items(node).forEach((item, index) => checkSlot({ name: '', type: type.ofType, description: null }, item, [...path, index], problems));
  } else if (isInputObjectType(type)) {
    checkObject(type, node, path, problems);
  } else {
    const problem = scalarProblem(type, valueOf(node));
    if (problem !== undefined) problems.set(keyOf(path), problem);
  }
}

function checkObject(type: GraphQLInputObjectType, node: Node, path: Path, problems: Map<string, string>): void {
  if (node.type !== 'object') {
    problems.set(keyOf(path), 'Giá trị trong ô Biến không phải đối tượng { }.');
    return;
  }
  const slots = slotsOf(type);
  if (type.isOneOf && node.children?.length !== 1) {
    problems.set(keyOf(path), node.children?.length === 0 ? 'Hãy chọn một dạng và điền vào.' : 'Chỉ được có một dạng; hãy bỏ bớt trong ô Biến.');
  }
  for (const slot of slots) checkSlot(slot, at(node, [slot.name]), [...path, slot.name], problems);
}

/** Says what is wrong with a value of a scalar or an enum, if something is. */
function scalarProblem(type: GraphQLInputType, value: unknown): string | undefined {
  if (isEnumType(type)) return type.getValues().some((one) => one.name === value) ? undefined : `Không có lựa chọn “${String(value)}”.`;
  if (!isScalarType(type)) return undefined;
  if (type.name === 'Upload') {
    if (fileOf(value)) return undefined;
    return isLost(value) ? `Hãy chọn lại tệp ${value.replace(/^tệp: /, '')}: trang đã được tải lại nên không còn giữ tệp.` : 'Hãy chọn tệp.';
  }
  if (isForgotten(value)) return 'Hãy nhập lại: trang đã được tải lại nên không còn giữ mật khẩu.';
  const scalar = scalars[type.name];
  return scalar === undefined || scalar.has(value) ? undefined : scalar.is;
}

/** The text with an empty object where one must be given and nothing is in it: all of its fields may be absent. */
export function withObjects(text: string, slots: Slot[], above: Path = []): string {
  return slots.reduce((before, slot) => {
    const path = [...above, slot.name];
    if (!isRequired(slot) || !isInputObjectType(getNullableType(slot.type))) return before;
    const made = at(read(before).root, path) === undefined ? put(before, path, '{}') : before;
    return withObjects(made, slotsOf(slot.type), path);
  }, text);
}
