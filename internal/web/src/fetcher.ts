import type { Fetcher } from '@graphiql/toolkit';

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
      body: JSON.stringify(request),
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
