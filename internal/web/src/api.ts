import { bodyOf } from './upload.ts';

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

function post(request: object, accept: string, headers?: HeadersInit, signal?: AbortSignal): Promise<Response> {
  const { body, headers: own } = bodyOf(request);
  return fetch(endpoint, {
    method: 'POST',
    headers: {
      ...own,
      'Accept': accept,
      'Accept-Language': document.documentElement.lang,
      ...headers,
    },
    body,
    signal,
  });
}

/** Sends a request by POST, whatever comes of it: GraphQL's errors are in the body. It rejects if nothing came. */
export async function send(request: object, headers?: HeadersInit): Promise<Answer> {
  return answerOf(await post(request, 'application/graphql-response+json, application/json;q=0.9', headers));
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return {
    status: response.status,
    contentType: response.headers.get('Content-Type'),
    text,
    graphql: graphqlAnswer(text),
  };
}

/**
 * Sends a subscription by POST and gives what comes, until the server has no more, or the signal ends it. What comes instead of a stream, such as
 * a refusal, is the one answer. It rejects if nothing came, or the stream broke off.
 */
export async function* follow(request: object, headers: HeadersInit | undefined, signal: AbortSignal): AsyncGenerator<Answer> {
  const response = await post(request, 'text/event-stream', headers, signal);
  const type = response.headers.get('Content-Type');
  if (!response.body || !type?.startsWith('text/event-stream')) {
    yield await answerOf(response);
    return;
  }
  let left = '';
  for await (const piece of chunks(response.body.pipeThrough(new TextDecoderStream()))) {
    const events = (left + piece).split('\n\n');
    left = events.pop() ?? '';
    for (const event of events) {
      const field = (name: string) => event.split('\n').find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      if (field('event') === 'complete') return;
      const text = field('data');
      if (text) yield { status: response.status, contentType: type, text, graphql: graphqlAnswer(text) };
    }
  }
}

/** The pieces of a stream; not every browser goes through one by itself. */
async function* chunks(stream: ReadableStream<string>): AsyncGenerator<string> {
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
}

/** What people read when nothing came. */
export const unreachable = 'Không nối được tới máy chủ. Hãy xem máy chủ có đang chạy không, rồi gửi lại.';
