/** Saving a request on the server, so that websites and apps run it by a name. */
import { Kind, OperationTypeNode, parse, type OperationDefinitionNode } from 'graphql';

import { send, unreachable } from '../api.ts';

export type FieldError = { code: string; field: string[]; message: string; conflict: { version: number } | null };

export type Saved = { documentId: string; version: number };

type Reply = { data?: { documentSave: { document: Saved | null; userErrors: FieldError[] } | null } | null; errors?: { message: string }[] };

const mutation = `mutation LuuTruyVan($input: DocumentSaveInput!) {
  documentSave(input: $input) {
    document { documentId version }
    userErrors { code field message conflict { version } }
  }
}`;

export type SaveInput = { text: string; name?: string; maxAge?: number; version?: number };

/** Saves it. Gives what is saved, or what is wrong with it; rejects with what a person can read. */
export async function save(input: SaveInput): Promise<{ document: Saved | null; userErrors: FieldError[] }> {
  const answer = await send({ query: mutation, variables: { input } }).catch(() => {
    throw new Error(unreachable);
  });
  const reply = answer.graphql as Reply | undefined;
  if (!reply?.data?.documentSave) {
    throw new Error(reply?.errors?.[0]?.message ?? 'Máy chủ không trả lời được; hãy thử lại.');
  }
  return reply.data.documentSave;
}

/** An address at which the server answers with a saved request, and what stands there. */
export type Address = { path: string; says: string };

/** Where the server answers with it. A mutation has no address: it is sent by POST with its documentId. */
export function addressesOf(text: string, documentId: string): Address[] {
  const operations = operationsIn(text);
  const [operation] = operations;
  if (operation === undefined || operations.length > 1 || operation.operation !== OperationTypeNode.QUERY) {
    return [];
  }
  const needed = (operation.variableDefinitions ?? []).filter(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && !defaultValue);
  const variables = needed.length > 0 ? `&variables={${needed.map(({ variable }) => `"${variable.name.value}": …`).join(', ')}}` : '';
  const answers = [{ path: `/graphql?documentId=${encodeURIComponent(documentId)}${variables}`, says: 'Câu trả lời, bằng JSON' }];
  const isNamed = !documentId.startsWith('sha256:');
  return isNamed && needed.length === 0
    ? [...answers, { path: `/f/${documentId}.rss`, says: 'Bản tin RSS của những bài có id trong câu trả lời (cũng có .atom, .json)' }]
    : answers;
}

function operationsIn(text: string): OperationDefinitionNode[] {
  try {
    return parse(text).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  } catch {
    return []; // the server says what is wrong with it
  }
}
