/** The requests in examples/, by file name, which starts with the number of the tab. */
const requests = import.meta.glob<string>('./examples/*.graphql', { query: '?raw', import: 'default', eager: true });

/** The variables of those that have some. */
const variables = import.meta.glob<string>('./examples/*.variables.json', { query: '?raw', import: 'default', eager: true });

/** What the tabs of a first visit hold, in order. */
export const examples: { query: string; variables?: string }[] = Object.keys(requests)
  .sort()
  .map((path) => ({
    query: requests[path] ?? '',
    variables: variables[path.replace('.graphql', '.variables.json')],
  }));
