/**
 * The text of the variables editor as the value that the form draws. Every change is a change of that text, so that
 * comments, layout and keys that the form knows nothing of stay as they are.
 */
import { applyEdits, findNodeAtLocation, getNodeValue, modify, parseTree, type Node, type ParseError } from 'jsonc-parser';

/** Where a value stands in the variables: the name of a variable, then names of fields and indexes of lists. */
export type Path = readonly (string | number)[];

export type { Node };

const layout = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' } };

/** What the text says, or the place where it stops being JSON. */
export type Variables = { root: Node | undefined; fault: string | undefined };

/** Reads the text; an empty one has no variables. */
export function read(text: string): Variables {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [error] = errors;
  if (error) {
    const before = text.slice(0, error.offset).split('\n');
    return { root: undefined, fault: `có chỗ sai ở dòng ${before.length}, cột ${(before.at(-1)?.length ?? 0) + 1}` };
  }
  if (root !== undefined && root.type !== 'object') {
    return { root: undefined, fault: 'các biến phải nằm trong { }' };
  }
  return { root, fault: undefined };
}

/** The value at a path: undefined if it is absent, which is not null. */
export function at(root: Node | undefined, path: Path): Node | undefined {
  return root && findNodeAtLocation(root, [...path]);
}

/** The value as JavaScript has it, for comparing and checking. */
export function valueOf(node: Node | undefined): unknown {
  return node && getNodeValue(node);
}

/** The items of a list, or nothing. */
export const items = (node: Node | undefined): Node[] => (node?.type === 'array' ? (node.children ?? []) : []);

/** The keys of an object, or none. */
export const keys = (node: Node | undefined): string[] =>
  node?.type === 'object' ? (node.children ?? []).map((property) => String(property.children?.[0]?.value)) : [];

/** Stands for a literal while the text is changed around it: a number must not pass through JavaScript, which would round it. */
const hole = '\u0001literal\u0001';

/** The text with JSON, as it is written, at a path. What is missing above it is made. */
export function put(text: string, path: Path, json: string): string {
  const whole = text.trim() === '' ? '{}' : text;
  const { root } = read(whole);
  // What stands in the way, such as a null that is to be an object, gives place.
  const holds = (end: number) => ['object', 'array', undefined].includes(at(root, path.slice(0, end))?.type);
  const end = path.findIndex((_, index) => index > 0 && !holds(index));
  const [place, rest] = end < 0 ? [path, []] : [path.slice(0, end), path.slice(end)];
  const value = rest.reduceRight<unknown>((inner, step) => (typeof step === 'number' ? [inner] : { [step]: inner }), hole);
  const changed = applyEdits(whole, modify(whole, [...place], value, layout));
  return changed.replace(JSON.stringify(hole), () => json);
}

/** The text without the value at a path, and without what held nothing else, down to the part of the path that must stay. */
export function remove(text: string, path: Path, kept: number): string {
  let end = path.length;
  const { root } = read(text);
  const holds = (length: number) => {
    const node = at(root, path.slice(0, length));
    return node?.type === 'object' && (node.children?.length ?? 0) <= 1;
  };
  while (end - 1 > kept && typeof path[end - 2] === 'string' && holds(end - 1)) end -= 1;
  return at(root, path.slice(0, end)) === undefined ? text : applyEdits(text, modify(text, path.slice(0, end), undefined, layout));
}

/** The text with another item at the end of a list, which is made if it is not there. */
export function append(text: string, path: Path, json: string): string {
  const list = at(read(text).root, path);
  if (list?.type !== 'array') return put(text, path, `[${json}]`);
  const changed = applyEdits(text, modify(text, [...path, items(list).length], hole, { ...layout, isArrayInsertion: true }));
  return changed.replace(JSON.stringify(hole), () => json);
}

/** The text with an item of a list and the one after it in each other's place. */
export function swap(text: string, path: Path, index: number): string {
  const list = items(at(read(text).root, path));
  const [one, other] = [list[index], list[index + 1]];
  if (!one || !other) return text;
  const source = (node: Node) => text.slice(node.offset, node.offset + node.length);
  const between = text.slice(one.offset + one.length, other.offset);
  return text.slice(0, one.offset) + source(other) + between + source(one) + text.slice(other.offset + other.length);
}
