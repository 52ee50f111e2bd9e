/** Where the API is: the same origin as this page, which is all that the page's policy lets it reach. */
const endpoint = '/graphql';

/** What came back: GraphQL's answer if it was one, and else what did come. */
export type Answer = { status: number; contentType: string | null; text: string; graphql?: object };

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

/** Sends a request by POST, whatever comes of it: GraphQL's errors are in the body. It rejects if nothing came. */
export async function send(request: object, headers?: HeadersInit): Promise<Answer> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Accept': 'application/graphql-response+json, application/json;q=0.9',
      'Accept-Language': document.documentElement.lang,
      ...headers,
    },
    body: JSON.stringify(request),
  });
  const text = await response.text();
  return {
    status: response.status,
    contentType: response.headers.get('Content-Type'),
    text,
    graphql: graphqlAnswer(text),
  };
}

/** What people read when nothing came. */
export const unreachable = 'Không nối được tới máy chủ. Hãy xem máy chủ có đang chạy không, rồi gửi lại.';
