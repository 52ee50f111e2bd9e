import { readRequest, type ReadyRequest } from './request.ts';

/** The requests, by file name: the number of the task, the number of the request in it, and what it does. */
const requests = import.meta.glob<string>('./requests/*.graphql', { query: '?raw', import: 'default', eager: true });

/** The variables of those that have some. */
const variables = import.meta.glob<string>('./requests/*.variables.json', { query: '?raw', import: 'default', eager: true });

/** All ready requests, in the order of the list. */
export const collection: readonly ReadyRequest[] = Object.keys(requests)
  .sort()
  .map((path) => readRequest(path, requests[path] ?? '', variables[path.replace('.graphql', '.variables.json')]?.trimEnd()));

/** The requests by their task, in the same order. */
export function byTask(list: readonly ReadyRequest[]): Map<string, ReadyRequest[]> {
  const tasks = new Map<string, ReadyRequest[]>();
  for (const request of list) {
    tasks.set(request.task, [...(tasks.get(request.task) ?? []), request]);
  }
  return tasks;
}
