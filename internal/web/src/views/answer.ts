/** An answer beside what was asked for, and ways through both together. */
import type { GraphQLSchema } from 'graphql';

import type { Exchange } from '../exchange.ts';
import { selectionOf, type Pick, type Selection } from './selection.ts';

export type Json = Record<string, unknown>;

/** What views look at: an exchange whose request the schema knows, and whose answer has data. */
export type Subject = { exchange: Exchange; schema: GraphQLSchema; selection: Selection; data: Json };

/** A value of an answer, with the fields that lead to it from the root, the last being its own. */
export type Place = { path: Pick[]; pick: Pick; value: unknown };

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects in a value: itself, or those of a list. */
export const objectsIn = (value: unknown): Json[] => (Array.isArray(value) ? value.flatMap(objectsIn) : isObject(value) ? [value] : []);

/** An answer to be looked at, or undefined if it has no data, or its request cannot be read. */
export function subjectOf(exchange: Exchange, schema: GraphQLSchema): Subject | undefined {
  const data = (exchange.answer as { data?: unknown }).data;
  const selection = isObject(data) ? selectionOf(exchange.query, exchange.operationName, schema) : undefined;
  return isObject(data) && selection ? { exchange, schema, selection, data } : undefined;
}

/** Every value that was asked for and is there, from the root downwards; values in lists are gone through one by one if asked. */
export function* places(picks: Pick[], data: Json, { inLists = false } = {}, path: Pick[] = []): Generator<Place> {
  for (const pick of picks) {
    const value = data[pick.key];
    if (value === null || value === undefined) continue;
    const here = [...path, pick];
    yield { path: here, pick, value };
    if (isObject(value)) {
      yield* places(pick.picks, value, { inLists }, here);
    } else if (inLists) {
      for (const element of objectsIn(value)) yield* places(pick.picks, element, { inLists }, here);
    }
  }
}

/**
 * The pick of a field by its name, whatever alias it has. Of an object that may be of several types, which may have the field under
 * several keys, the one that the object has.
 */
export function pickOf(picks: Pick[], name: string, object?: Json): Pick | undefined {
  const named = picks.filter(({ field }) => field.name === name);
  return (object && named.find(({ key }) => key in object)) ?? named[0];
}

/** What was asked for by the name of its field in an object. */
export function valueOf(picks: Pick[], object: Json, name: string): unknown {
  const pick = pickOf(picks, name, object);
  return pick && object[pick.key];
}
