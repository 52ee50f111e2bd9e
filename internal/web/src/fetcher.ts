import type { Fetcher, FetcherParams } from '@graphiql/toolkit';
import { Kind, OperationTypeNode, parse } from 'graphql';

import { follow, send, unreachable, type Answer } from './api.ts';
import { beginExchange, type Report } from './exchange.ts';
import { lookAsHeaders } from './look-as.tsx';
import { missingOf } from './upload.ts';

/** How much of an answer that is not GraphQL is shown. */
const shownChars = 2000;

/** An answer in GraphQL's own form for what went wrong before a GraphQL server could answer. */
function failure(message: string, extensions: Record<string, unknown>): { errors: object[] } {
  return { errors: [{ message, extensions }] };
}

/** What the page shows of an answer. */
function shown(answer: Answer): object {
  return (
    answer.graphql ??
    failure('Máy chủ không trả lời theo GraphQL.', {
      status: answer.status,
      contentType: answer.contentType,
      body: answer.text.slice(0, shownChars),
    })
  );
}

/** Whether the operation that a request runs is a subscription. */
function subscribes(request: FetcherParams): boolean {
  try {
    return parse(request.query).definitions.some(
      (definition) =>
        definition.kind === Kind.OPERATION_DEFINITION &&
        definition.operation === OperationTypeNode.SUBSCRIPTION &&
        (!request.operationName || definition.name?.value === request.operationName),
    );
  } catch {
    return false; // the server says what is wrong with it
  }
}

/** What a subscription tells, one after the other, until the editor stops it. */
function following(request: FetcherParams, report: Report, headers?: HeadersInit): AsyncIterableIterator<object> {
  const stop = new AbortController();
  const tell = (answer: object) => {
    report.told(answer, true);
    return answer;
  };
  const told = (async function* () {
    try {
      for await (const answer of follow(request, headers, stop.signal)) yield tell(shown(answer));
    } catch (error) {
      if (!stop.signal.aborted) yield tell(failure(unreachable, { cause: String(error) }));
    }
    report.ended();
  })();
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => told.next(),
    // A generator that waits would end only when something comes.
    return: async () => {
      stop.abort();
      report.ended();
      return { done: true, value: undefined };
    },
  };
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

/** Sends a request, and gives what came of it, whatever that is. */
async function sent(request: FetcherParams, headers?: HeadersInit): Promise<object> {
  const missing = missingOf(request.variables);
  if (missing !== undefined) return failure(missing, { code: 'GIVE_AGAIN' });
  try {
    return shown(await send(request, headers));
  } catch (error) {
    return failure(unreachable, { cause: String(error) });
  }
}

/**
 * Sends a request of GraphiQL and gives back what came. It never rejects, so a failure reads as a message and not as a
 * stack trace.
 */
export const fetcher: Fetcher = async (request, options) => {
  const own = withOwnOperation(request);
  const headers = { ...options?.headers, ...lookAsHeaders() };
  const report = beginExchange(own);
  if (subscribes(own)) {
    return following(own, report, headers);
  }
  const answer = await sent(own, headers);
  report.told(answer);
  return answer;
};
