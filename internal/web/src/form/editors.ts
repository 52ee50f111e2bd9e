/** GraphiQL's editors as the form sees them: what stands in them now, and a way to change the variables. */
import { useGraphiQL, type MonacoEditor } from '@graphiql/react';
import { useCallback, useSyncExternalStore } from 'react';

/** Calls back whenever an editor's text or cursor changes. */
function useFollow<T>(editor: MonacoEditor | undefined, look: (editor: MonacoEditor) => T, none: T): T {
  const follow = useCallback(
    (changed: () => void) => {
      const ends = [editor?.onDidChangeModelContent(changed), editor?.onDidChangeCursorPosition(changed)];
      return () => ends.forEach((end) => end?.dispose());
    },
    [editor],
  );
  return useSyncExternalStore(follow, () => (editor ? look(editor) : none));
}

/** The text of an editor. */
export const useText = (editor: MonacoEditor | undefined): string => useFollow(editor, (one) => one.getValue(), '');

/** Where the cursor of an editor is, as an index into its text. */
export const useCursor = (editor: MonacoEditor | undefined): number =>
  useFollow(editor, (one) => one.getModel()?.getOffsetAt(one.getPosition() ?? { lineNumber: 1, column: 1 }) ?? 0, 0);

/** The editors of the request and of its variables. */
export function useEditors(): { query: MonacoEditor | undefined; variables: MonacoEditor | undefined } {
  const query = useGraphiQL((state) => state.queryEditor);
  const variables = useGraphiQL((state) => state.variableEditor);
  return { query, variables };
}

/** Puts a text into an editor by changing only what differs, so that it can be undone there and the cursor stays. */
export function write(editor: MonacoEditor | undefined, text: string): void {
  const model = editor?.getModel();
  if (!editor || !model) return;
  const before = model.getValue();
  if (before === text) return;
  const shorter = Math.min(before.length, text.length);
  let start = 0;
  while (start < shorter && before[start] === text[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === text[text.length - 1 - end]) end += 1;
  const [from, to] = [model.getPositionAt(start), model.getPositionAt(before.length - end)];
  const range = { startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column };
  editor.executeEdits('form', [{ range, text: text.slice(start, text.length - end) }]);
}
