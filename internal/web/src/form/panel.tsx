/** The pane of the form: which operation it is of, and what is said when there is none. */
import { useGraphiQL } from '@graphiql/react';
import type { OperationDefinitionNode } from 'graphql';
import { useId, useMemo } from 'react';

import { useCursor, useEditors, useText } from './editors.ts';
import { OperationForm } from './form.tsx';
import { chosenOf, operationOf, operationsOf } from './operation.ts';

/** What GraphiQL shows when the plugin is open. */
export function FormPanel() {
  const { query } = useEditors();
  const schema = useGraphiQL((state) => state.schema);
  const name = useGraphiQL((state) => state.operationName);
  const tab = useGraphiQL((state) => state.tabs[state.activeTabIndex]?.id);
  const text = useText(query);
  const cursor = useCursor(query);
  const parsed = useMemo(() => operationsOf(text), [text]);
  const node = parsed && chosenOf(parsed.nodes, cursor, name);
  const operation = useMemo(() => (parsed && node && schema ? operationOf(parsed.document, node, schema) : undefined), [parsed, node, schema]);

  return (
    <section className="thidua-form" aria-labelledby="dien-bien">
      <h2 id="dien-bien">Điền biến</h2>
      {parsed && parsed.nodes.length > 1 && node && <OperationChoice nodes={parsed.nodes} chosen={node} />}
      {operation ? (
        <OperationForm key={`${tab} ${operation.name}`} operation={operation} />
      ) : (
        <p className="thidua-help">{reason(text, parsed !== undefined, schema !== null && schema !== undefined)}</p>
      )}
    </section>
  );
}

/** Why there is no form. */
function reason(text: string, isRead: boolean, hasSchema: boolean): string {
  if (text.trim() === '') return 'Hãy mở hoặc viết một yêu cầu; biểu mẫu được lập từ các biến của yêu cầu đó.';
  if (!isRead) return 'Yêu cầu trong ô soạn thảo chưa viết xong hoặc có chỗ sai; biểu mẫu sẽ hiện khi đọc được.';
  return hasSchema ? 'Ô soạn thảo chưa có yêu cầu nào.' : 'Đang tải lược đồ…';
}

/** Which of several operations is filled in and sent: the one at the cursor, which this moves. */
function OperationChoice({ nodes, chosen }: { nodes: OperationDefinitionNode[]; chosen: OperationDefinitionNode }) {
  const { query } = useEditors();
  const id = useId();
  const choose = (index: number) => {
    const place = query?.getModel()?.getPositionAt(nodes[index]?.loc?.start ?? 0);
    if (!query || !place) return;
    query.setPosition(place);
    query.revealLineInCenter(place.lineNumber);
  };
  return (
    <div className="thidua-field">
      <div className="thidua-label">
        <label htmlFor={id}>Yêu cầu</label>
      </div>
      <select id={id} value={nodes.indexOf(chosen)} onChange={(event) => choose(Number(event.target.value))}>
        {nodes.map((node, index) => (
          <option key={index} value={index}>
            {node.name?.value ?? '(chưa đặt tên)'}
          </option>
        ))}
      </select>
    </div>
  );
}
