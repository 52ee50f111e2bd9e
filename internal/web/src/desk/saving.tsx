/** The button beside the editor that saves what it has under a name, for those who may. */
import { ToolbarButton, useGraphiQL } from '@graphiql/react';
import { useState } from 'react';

import { useViewer } from '../viewer.ts';
import { SaveDialog } from './save-dialog.tsx';

/** A bookmark. */
function Icon() {
  return (
    <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" aria-hidden="true">
      <path d="M6 3h12v18l-6-4.5L6 21zM12 7v5M9.5 9.5h5" />
    </svg>
  );
}

export function Saving() {
  const viewer = useViewer();
  const editor = useGraphiQL((state) => state.queryEditor);
  const [text, setText] = useState<string | null>(null);

  if (viewer?.role !== 'ADMINISTRATOR') return null;
  return (
    <>
      <ToolbarButton label="Lưu thành truy vấn có tên" onClick={() => setText(editor?.getValue() ?? '')}>
        <Icon />
      </ToolbarButton>
      {text !== null && <SaveDialog text={text} onDone={() => setText(null)} />}
    </>
  );
}
