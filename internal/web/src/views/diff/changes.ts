/** What differs between two versions, out of the answer's own words. */
import { isCompositeType, isInputObjectType, type GraphQLSchema } from 'graphql';

import { isObject, objectsIn, pickOf, places, valueOf, type Json, type Subject } from '../answer.ts';
import { leaf, moment } from '../format.ts';
import { say } from '../say.ts';
import type { Pick } from '../selection.ts';
import { capital, enumTerm, termIn } from '../term.ts';

export type Span = { kind: 'KEPT' | 'ADDED' | 'REMOVED'; text: string };

/** A changed field or block: what it is, what became of it, and its words. */
export type Change = { name: string; note: string; spans: Span[] };

export type Diff = { from?: string; to?: string; changes: Change[] };

/** What a conflict says of the version that somebody else saved in the meantime. */
export type Conflict = { version?: number; by?: string; at?: string; fields: string[] };

/** The comparisons in an answer, wherever they are. */
export function diffsIn({ schema, selection, data }: Subject): Diff[] {
  return [...places(selection.picks, data, { inLists: true })].flatMap(({ pick, value }) => {
    if (pick.type.name !== 'DraftDiff' || !isObject(value)) return [];
    const part = (name: string) => {
      const inner = pickOf(pick.picks, name, value);
      const object = inner && value[inner.key];
      return inner && isObject(object) ? say(inner.picks, object) : undefined;
    };
    const fields = pickOf(pick.picks, 'fields');
    const body = pickOf(pick.picks, 'body');
    return [
      {
        from: part('from'),
        to: part('to'),
        changes: [
          ...(fields ? objectsIn(value[fields.key]).map((change) => fieldChange(schema, fields.picks, change)) : []),
          ...(body ? objectsIn(value[body.key]).map((change) => blockChange(body.picks, change)) : []),
        ],
      },
    ];
  });
}

/** The conflicts in an answer. */
export function conflictsIn({ schema, selection, data }: Subject): Conflict[] {
  return [...places(selection.picks, data, { inLists: true })].flatMap(({ pick, value }) => {
    if (pick.type.name !== 'ConflictDetails' || !isObject(value)) return [];
    const by = pickOf(pick.picks, 'by', value);
    const who = by && value[by.key];
    const version = valueOf(pick.picks, value, 'version');
    const at = valueOf(pick.picks, value, 'at');
    const fields = valueOf(pick.picks, value, 'fields');
    return [
      {
        version: typeof version === 'number' ? version : undefined,
        by: by && isObject(who) ? say(by.picks, who) : undefined,
        at: typeof at === 'string' ? moment(at) : undefined,
        fields: Array.isArray(fields) ? fields.map((field) => fieldName(schema, String(field))) : [],
      },
    ];
  });
}

/** What a field of an article is called, by the input that writes it; else by what a draft says of it. */
function fieldName(schema: GraphQLSchema, name: string): string {
  for (const typeName of ['ArticleContentInput', 'Draft']) {
    const type = schema.getType(typeName);
    const fields = isInputObjectType(type) || (type && 'getFields' in type) ? type.getFields() : {};
    const term = termIn(fields[name]?.description);
    if (term) return capital(term);
  }
  return name;
}

function fieldChange(schema: GraphQLSchema, picks: Pick[], change: Json): Change {
  const field = valueOf(picks, change, 'field');
  const name = typeof field === 'string' ? fieldName(schema, field) : 'Một mục';
  const spans = spansOf(picks, change);
  if (spans.length > 0) return { name, note: 'sửa', spans };
  const said = (part: string) => wordsOf(schema, picks, change, part, field);
  const before = [said('before'), said('removed') || said('removedIds')].filter(Boolean).join('; ');
  const after = [said('after'), said('added') || said('addedIds')].filter(Boolean).join('; ');
  return { name, note: noteOf(before, after), spans: beforeAndAfter(before, after) };
}

function blockChange(picks: Pick[], change: Json): Change {
  const kind = pickOf(picks, 'kind', change);
  const value = kind && change[kind.key];
  const note = kind && typeof value === 'string' ? enumTerm(kind.type, value).toLocaleLowerCase('vi') : '';
  const spans = spansOf(picks, change);
  const block = (name: string) => {
    const pick = pickOf(picks, name, change);
    const object = pick && change[pick.key];
    return pick && isObject(object) ? say(pick.picks, object) : '';
  };
  const before = block('before');
  const after = block('after');
  if (spans.length > 0) return { name: 'Nội dung', note, spans };
  return { name: 'Nội dung', note, spans: before === after ? [{ kind: 'KEPT', text: before }] : beforeAndAfter(before, after) };
}

/** What stands under a name in a change; of several kinds of changes each has its own type for it. */
function wordsOf(schema: GraphQLSchema, picks: Pick[], change: Json, name: string, field: unknown): string {
  const pick = pickOf(picks, name, change);
  const value = pick && change[pick.key];
  if (!pick || value === null || value === undefined) return '';
  const kinds = schema.getType('ArticleKind');
  if (field === 'kind' && typeof value === 'string' && kinds) return enumTerm(kinds, value);
  if (isCompositeType(pick.type)) return objectsIn(value).map((object) => say(pick.picks, object)).join('; ');
  return field === 'expiresAt' && typeof value === 'string' ? moment(value) : leaf(pick.type, value, name);
}

function spansOf(picks: Pick[], change: Json): Span[] {
  const spans = pickOf(picks, 'spans', change);
  return spans
    ? objectsIn(change[spans.key]).flatMap((span) => {
        const kind = valueOf(spans.picks, span, 'kind');
        const text = valueOf(spans.picks, span, 'text');
        return (kind === 'KEPT' || kind === 'ADDED' || kind === 'REMOVED') && typeof text === 'string' ? [{ kind, text }] : [];
      })
    : [];
}

const noteOf = (before: string, after: string) => (before === '' ? 'thêm' : after === '' ? 'bỏ' : 'sửa');

function beforeAndAfter(before: string, after: string): Span[] {
  const removed: Span[] = before === '' ? [] : [{ kind: 'REMOVED', text: before }];
  return after === '' ? removed : [...removed, { kind: 'ADDED', text: after }];
}
