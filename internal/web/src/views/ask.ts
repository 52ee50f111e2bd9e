import { send, unreachable } from '../api.ts';

type Reply<Data> = { data?: Data | null; errors?: { message?: string }[] };

/** Asks the server in the name of the page. Rejects with what a person can read. */
export async function ask<Data>(query: string, variables: Record<string, unknown>): Promise<Data> {
  const answer = await send({ query, variables }).catch(() => {
    throw new Error(unreachable);
  });
  const reply = answer.graphql as Reply<Data> | undefined;
  if (!reply?.data) throw new Error(reply?.errors?.[0]?.message ?? 'Máy chủ không trả lời được; hãy thử lại.');
  return reply.data;
}
