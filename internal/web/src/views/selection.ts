/**
 * What a request selects, with the types that the schema gives it: views know what they see by these, and not by the keys
 * of the answer, which aliases change.
 */
import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  parse,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** A field that was selected, however often and through whatever fragments. */
export type Pick = {
  /** Its key in the answer: the alias, or its name. */
  key: string;
  field: GraphQLField<unknown, unknown>;
  node: FieldNode;
  type: GraphQLNamedType;
  isList: boolean;
  /** What is selected of its value; empty for scalars and enums. */
  picks: Pick[];
};

/** A request as the schema sees it. */
export type Selection = { document: DocumentNode; operation: OperationDefinitionNode; picks: Pick[] };

/** Part of a selection: a set, and the type that it selects from. */
type Part = { set: SelectionSetNode; on: GraphQLCompositeType };

/** The operation that was run, or undefined if the request cannot be read, which the server says better. */
export function selectionOf(query: string, operationName: string | undefined, schema: GraphQLSchema): Selection | undefined {
  let document: DocumentNode;
  try {
    document = parse(query, { noLocation: true });
  } catch {
    return undefined;
  }
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const operation = operations.find(({ name }) => name?.value === operationName) ?? (operations.length === 1 ? operations[0] : undefined);
  const root = operation && schema.getRootType(operation.operation);
  return root ? { document, operation, picks: picksOf(document, schema, [{ set: operation.selectionSet, on: root }]) } : undefined;
}

/** The fields that the parts select together, in the order of the answer. */
function picksOf(document: DocumentNode, schema: GraphQLSchema, parts: Part[]): Pick[] {
  const found = new Map<string, { pick: Pick; below: Part[] }>();
  const spread = new Set<string>();

  const read = ({ set, on }: Part) => {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        const field = fieldOf(on, node.name.value);
        if (!field) continue;
        const key = node.alias?.value ?? node.name.value;
        const type = getNamedType(field.type);
        const known = found.get(key) ?? { pick: { key, field, node, type, isList: isListType(getNullableType(field.type)), picks: [] }, below: [] };
        found.set(key, known);
        if (node.selectionSet && isCompositeType(type)) known.below.push({ set: node.selectionSet, on: type });
        continue;
      }
      if (node.kind === Kind.INLINE_FRAGMENT) {
        read({ set: node.selectionSet, on: compositeNamed(schema, node.typeCondition?.name.value) ?? on });
        continue;
      }
      const name = node.name.value;
      const fragment = document.definitions.find((definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name);
      const key = `${name} ${on.name}`;
      if (fragment?.kind !== Kind.FRAGMENT_DEFINITION || spread.has(key)) continue;
      spread.add(key);
      read({ set: fragment.selectionSet, on: compositeNamed(schema, fragment.typeCondition.name.value) ?? on });
    }
  };
  parts.forEach(read);

  return [...found.values()].map(({ pick, below }) => ({ ...pick, picks: picksOf(document, schema, below) }));
}

function compositeNamed(schema: GraphQLSchema, name: string | undefined): GraphQLCompositeType | undefined {
  const type = name === undefined ? undefined : schema.getType(name);
  return isCompositeType(type) ? type : undefined;
}

/** The definition of a field, or undefined for `__typename`, which no view shows. */
function fieldOf(on: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(on) || isInterfaceType(on) ? on.getFields()[name] : undefined;
}
