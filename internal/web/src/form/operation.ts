/** The operation that the form is of, its variables, and where their values go: that says what a variable means, and where an error belongs. */
import {
  getNamedType,
  isInputObjectType,
  isInputType,
  Kind,
  OperationTypeNode,
  parse,
  typeFromAST,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type TypeNode,
} from 'graphql';

import type { Path } from './variables.ts';

/** Something that is filled in: a variable, or a field of an input. */
export type Slot = {
  name: string;
  type: GraphQLInputType;
  description: string | null | undefined;
  deprecation?: string | null;
  /** What it is if it is absent; undefined if nothing says so. */
  fallback?: unknown;
};

/** Where a variable goes: under which name its field stands in the answer, and where within the argument. */
export type Use = { variable: string; answer: string; argument: string; within: Path };

/** An operation of the editor. */
export type Operation = {
  name: string;
  node: OperationDefinitionNode;
  variables: Slot[];
  uses: Use[];
  /** Whether it changes something that is there: what is absent stays, and null takes away. */
  isChange: boolean;
};

/** The operations of a request; undefined while it cannot be read. */
export function operationsOf(query: string): { document: DocumentNode; nodes: OperationDefinitionNode[] } | undefined {
  try {
    const document = parse(query);
    return { document, nodes: document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION) };
  } catch {
    return undefined; // the editor marks what is wrong with it
  }
}

/** The one at the cursor, or else the one that the editor would run, or else the first. */
export function chosenOf(nodes: OperationDefinitionNode[], cursor: number, name: string | undefined): OperationDefinitionNode | undefined {
  return (
    nodes.find((node) => node.loc && node.loc.start <= cursor && cursor <= node.loc.end) ??
    nodes.find((node) => node.name?.value === name) ??
    nodes[0]
  );
}

/** What is said about a variable where it is used first. */
type Meaning = { description: string | null | undefined; deprecation: string | null | undefined };

/** The ends of a variable's way through the request: its uses, and what the schema says there. */
function usesOf(document: DocumentNode, operation: OperationDefinitionNode, schema: GraphQLSchema) {
  const uses: Use[] = [];
  const meanings = new Map<string, Meaning>();
  const info = new TypeInfo(schema);
  const look = {
    Variable(node: { name: { value: string } }, _key: unknown, parent: ASTNode | readonly ASTNode[] | undefined, _path: unknown, ancestors: readonly (ASTNode | readonly ASTNode[])[]) {
      const above = [...ancestors, parent].filter((one): one is ASTNode => one !== undefined && 'kind' in one);
      if (above.some((one) => one.kind === Kind.VARIABLE_DEFINITION)) return;
      const argument = above.find((one) => one.kind === Kind.ARGUMENT);
      const root = above.find((one) => one.kind === Kind.FIELD);
      const said = meaningHere(info, parent);
      if (said && !meanings.has(node.name.value)) meanings.set(node.name.value, said);
      if (!argument || !root) return;
      const within = above.flatMap((one, index): (string | number)[] => {
        if (one.kind === Kind.OBJECT_FIELD) return [one.name.value];
        if (one.kind !== Kind.LIST) return [];
        const next = above[index + 1] ?? node;
        return [one.values.findIndex((value) => value === next || value.loc?.start === (next as ASTNode).loc?.start)];
      });
      uses.push({ variable: node.name.value, answer: root.alias?.value ?? root.name.value, argument: argument.name.value, within });
    },
  };
  visit(operation, visitWithTypeInfo(info, look));
  for (const fragment of document.definitions) {
    if (fragment.kind === Kind.FRAGMENT_DEFINITION) visit(fragment, visitWithTypeInfo(info, look));
  }
  return { uses, meanings };
}

function meaningHere(info: TypeInfo, parent: ASTNode | readonly ASTNode[] | undefined): Meaning | undefined {
  if (parent && 'kind' in parent && parent.kind === Kind.OBJECT_FIELD) {
    const type = getNamedType(info.getParentInputType());
    const field = isInputObjectType(type) ? type.getFields()[parent.name.value] : undefined;
    return field && { description: field.description, deprecation: field.deprecationReason };
  }
  const argument = info.getArgument();
  return argument ? { description: argument.description, deprecation: argument.deprecationReason } : undefined;
}

/** Everything that the form needs to know of an operation. */
export function operationOf(document: DocumentNode, node: OperationDefinitionNode, schema: GraphQLSchema): Operation {
  const { uses, meanings } = usesOf(document, node, schema);
  const variables = (node.variableDefinitions ?? []).flatMap((definition): Slot[] => {
    const type = typeFromAST(schema, definition.type as TypeNode);
    if (!isInputType(type)) return []; // the editor marks a type that does not exist
    const name = definition.variable.name.value;
    const fallback = definition.defaultValue && valueFromASTUntyped(definition.defaultValue);
    const meaning = meanings.get(name);
    return [{ name, type, fallback, description: meaning?.description, deprecation: meaning?.deprecation }];
  });
  return { name: node.name?.value ?? '', node, variables, uses, isChange: changes(node, schema) };
}

/** Whether a mutation changes something that is there, and so asks for the version that was read. */
function changes(node: OperationDefinitionNode, schema: GraphQLSchema): boolean {
  const mutations = node.operation === OperationTypeNode.MUTATION ? schema.getMutationType()?.getFields() : undefined;
  return node.selectionSet.selections.some((selection) => {
    const input = selection.kind === Kind.FIELD ? mutations?.[selection.name.value]?.args.find((argument) => argument.name === 'input') : undefined;
    const type = input && getNamedType(input.type);
    return isInputObjectType(type) && 'version' in type.getFields();
  });
}

/** The fields of an input object, as slots. */
export function slotsOf(type: GraphQLInputType): Slot[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [];
  return Object.values(named.getFields()).map((field) => ({
    name: field.name,
    type: field.type,
    description: field.description,
    deprecation: field.deprecationReason,
    fallback: field.defaultValue,
  }));
}
