/** The requests in examples/, by file name, which starts with the number of the tab. */
const files = import.meta.glob<string>('./examples/*.graphql', { query: '?raw', import: 'default', eager: true });

/** What the tabs of a first visit hold, in order. */
export const examples: { query: string }[] = Object.keys(files)
  .sort()
  .map((path) => ({ query: files[path] ?? '' }));
