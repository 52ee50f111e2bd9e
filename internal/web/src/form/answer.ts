/** What the server said of the values that were sent last, at the fields that they stand in. */
import type { Exchange } from '../exchange.ts';
import { at, valueOf, type Node, type Path } from './variables.ts';
import { keyOf, type Problems } from './check.ts';
import type { Operation } from './operation.ts';

type UserError = { message: string; field: string[] };

/** What was said: at the fields, and of the whole; or that there is nothing to say of just these values. */
export type Said = { fields: Problems; whole: string[]; isDone: boolean };

const nothing: Said = { fields: new Map(), whole: [], isDone: false };

/** The user errors of a payload, if it is one. */
function userErrors(payload: unknown): UserError[] {
  const list = (payload as { userErrors?: unknown } | null)?.userErrors;
  if (!Array.isArray(list)) return [];
  return list.map((error: Partial<UserError>) => ({ message: error.message ?? '', field: Array.isArray(error.field) ? error.field.map(String) : [] }));
}

const numbered = (step: string): string | number => (/^\d+$/.test(step) ? Number(step) : step);

/** Where in the variables a field of an argument comes from; the closest there is, or undefined if no variable is near. */
function placeOf(operation: Operation, answer: string, field: readonly string[]): Path | undefined {
  const uses = operation.uses
    .filter((use) => use.answer === answer && use.argument === 'input')
    .sort((one, other) => other.within.length - one.within.length);
  const under = uses.find((use) => use.within.every((step, index) => String(step) === field[index]));
  if (under) return field.length === 0 && under.within.length === 0 ? undefined : [under.variable, ...field.slice(under.within.length).map(numbered)];
  const inside = field.length > 0 ? uses.find((use) => field.every((step, index) => String(use.within[index]) === step)) : undefined;
  return inside && [inside.variable];
}

/** The path without its end, until something is drawn there. */
function drawnAt(root: Node | undefined, path: Path): Path {
  let end = path.length;
  while (end > 2 && at(root, path.slice(0, end - 1)) === undefined) end -= 1;
  return path.slice(0, end);
}

/** What the last answer says to the operation, as far as the values are still those that were sent. */
export function saidOf(exchange: Exchange | undefined, operation: Operation, root: Node | undefined): Said {
  if (!exchange || exchange.isRunning || (exchange.operationName ?? '') !== operation.name) return nothing;
  const { data, errors } = exchange.answer as { data?: Record<string, unknown> | null; errors?: { message: string }[] };
  const fields = new Map<string, string>();
  const whole = (errors ?? []).map((error) => error.message);
  let count = whole.length;
  for (const [answer, payload] of Object.entries(data ?? {})) {
    for (const { message, field } of userErrors(payload)) {
      count += 1;
      const path = placeOf(operation, answer, field);
      if (!path) {
        whole.push(message);
        continue;
      }
      const drawn = drawnAt(root, path);
      if (isUnchanged(exchange, root, drawn)) fields.set(keyOf(drawn), message);
    }
  }
  const isSame = JSON.stringify(exchange.variables ?? {}) === JSON.stringify(valueOf(root) ?? {});
  return { fields, whole, isDone: count === 0 && data != null && isSame };
}

function isUnchanged(exchange: Exchange, root: Node | undefined, path: Path): boolean {
  const sent = path.reduce<unknown>((value, step) => (value as Record<string | number, unknown> | undefined)?.[step], exchange.variables);
  return JSON.stringify(sent) === JSON.stringify(valueOf(at(root, path)));
}
