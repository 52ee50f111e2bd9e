import type { Fetcher, FetcherParams } from '@graphiql/toolkit';
import { Kind, parse } from 'graphql';

/** Where the API is: the same origin as this page, which is all that the page's policy lets it reach. */
const endpoint = '/graphql';

/** How much of an answer that is not GraphQL is shown. */
const shownChars = 2000;

/** An answer in GraphQL's own form for what went wrong before a GraphQL server could answer. */
function failure(message: string, extensions: Record<string, unknown>): { errors: object[] } {
  return { errors: [{ message, extensions }] };
}

/** The answer as GraphQL means it, or undefined: a proxy's error page, a cut answer, someone else's JSON. */
function graphqlAnswer(text: string): object | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    const isAnswer = typeof answer === 'object' && answer !== null && ('data' in answer || 'errors' in answer);
    return isAnswer ? answer : undefined;
  } catch {
    return undefined;
  }
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
 * Sends a request of GraphiQL by POST and gives back what came, whatever the status: GraphQL's errors are in the body.
 * It never rejects, so a failure reads as a message and not as a stack trace.
 */
export const fetcher: Fetcher = async (request, options) => {
  let response: Response;
  let text: string;
  try {
    response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Accept': 'application/graphql-response+json, application/json;q=0.9',
        'Accept-Language': document.documentElement.lang,
        ...options?.headers,
      },
      body: JSON.stringify(withOwnOperation(request)),
    });
    text = await response.text();
  } catch (error) {
    return failure('Không nối được tới máy chủ. Hãy xem máy chủ có đang chạy không, rồi gửi lại.', {
      cause: String(error),
    });
  }
  return (
    graphqlAnswer(text) ??
    failure('Máy chủ không trả lời theo GraphQL.', {
      status: response.status,
      contentType: response.headers.get('Content-Type'),
      body: text.slice(0, shownChars),
    })
  );
};
