import type { Fetcher, FetcherParams } from '@graphiql/toolkit';
import { Kind, parse } from 'graphql';

import { send, unreachable, type Answer } from './api.ts';

/** How much of an answer that is not GraphQL is shown. */
const shownChars = 2000;

/** An answer in GraphQL's own form for what went wrong before a GraphQL server could answer. */
function failure(message: string, extensions: Record<string, unknown>): { errors: object[] } {
  return { errors: [{ message, extensions }] };
}

/**
 * The request with the name of an operation that it has. GraphiQL learns of an editor's operations a moment after they
 * change, so that who switches tabs and sends at once would send the name of the tab before.
 */
function withOwnOperation(request: FetcherParams): FetcherParams {
  try {
    const names = parse(request.query).definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value] : [],
    );
    return names.length === 1 ? { ...request, operationName: names[0] } : request;
  } catch {
    return request; // the server says what is wrong with it
  }
}

/**
 * Sends a request of GraphiQL and gives back what came. It never rejects, so a failure reads as a message and not as a
 * stack trace.
 */
export const fetcher: Fetcher = async (request, options) => {
  let answer: Answer;
  try {
    answer = await send(withOwnOperation(request), options?.headers);
  } catch (error) {
    return failure(unreachable, { cause: String(error) });
  }
  return (
    answer.graphql ??
    failure('Máy chủ không trả lời theo GraphQL.', {
      status: answer.status,
      contentType: answer.contentType,
      body: answer.text.slice(0, shownChars),
    })
  );
};
