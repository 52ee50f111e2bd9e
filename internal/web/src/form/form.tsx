/** The form of one operation: a second view of the text in the variables editor, and nothing else. */
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { getNullableType, isInputObjectType } from 'graphql';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';

import { useExchange } from '../exchange.ts';
import { saidOf } from './answer.ts';
import { isRequired, keyOf, problemsOf, withObjects } from './check.ts';
import { FormContext, goTo, idOf, type Form } from './context.ts';
import { useEditors, useText, write } from './editors.ts';
import { Field } from './field.tsx';
import type { Operation, Slot } from './operation.ts';
import { Parts } from './parts.tsx';
import { Summary } from './summary.tsx';
import { termOf } from './terms.ts';
import { at, keys, read, type Node, type Path, type Variables } from './variables.ts';

/** What the text says; as long as it is no JSON, what it said before. */
function useVariables(text: string): Variables {
  const variables = useMemo(() => read(text), [text]);
  const good = useRef(variables);
  if (variables.fault === undefined) good.current = variables;
  return { root: good.current.root, fault: variables.fault };
}

/** The paths on the way to a path, itself included. */
const stepsTo = (path: Path): string[] => path.map((_, index) => keyOf(path.slice(0, index + 1)));

/** The form. It is made anew for another operation. */
export function OperationForm({ operation }: { operation: Operation }) {
  const { variables: editor } = useEditors();
  const { run, stop, setOperationName } = useGraphiQLActions();
  const isRunning = useGraphiQL((state) => state.isFetching || Boolean(state.subscription));
  const text = useText(editor);
  const { root, fault } = useVariables(text);
  const exchange = useExchange();
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const [isTried, setTried] = useState(false);
  const focus = useRef<string | undefined>(undefined);
  const said = saidOf(exchange, operation, root);
  const problems = problemsOf(operation.variables, root);

  const form: Form = {
    root,
    isChange: operation.isChange,
    problems,
    isTried,
    said: said.fields,
    shown,
    focus,
    show: (path) => setShown((before) => new Set([...before, ...stepsTo(path)])),
    hide: (path) => setShown((before) => new Set([...before].filter((key) => key !== keyOf(path) && !key.startsWith(`${keyOf(path)}.`)))),
    change: (path, edit) => {
      setShown((before) => new Set([...before, ...stepsTo(path)]));
      if (editor) write(editor, edit(editor.getValue()));
    },
  };

  const send = () => {
    if (!editor || fault !== undefined) return;
    const whole = withObjects(editor.getValue(), operation.variables);
    write(editor, whole);
    setTried(true);
    const [first] = problemsOf(operation.variables, read(whole).root).keys();
    if (first !== undefined) {
      goTo(first);
      return;
    }
    setOperationName(operation.name);
    void run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!isRunning) send();
  };
  const known = new Set(operation.variables.map((slot) => slot.name));
  const others = keys(root).filter((key) => !known.has(key));

  return (
    <FormContext value={form}>
      <div id={idOf([])} className="thidua-fields" tabIndex={-1} role="form" aria-label={operation.name === '' ? 'Biến của yêu cầu' : `Biến của ${operation.name}`} onKeyDown={onKeyDown}>
        {fault !== undefined && (
          <p className="thidua-error" role="alert">
            Ô Biến không phải JSON hợp lệ: {fault}. Biểu mẫu không ghi đè; hãy sửa ở ô Biến rồi điền tiếp.
          </p>
        )}
        <fieldset className="thidua-whole" disabled={fault !== undefined}>
          {operation.variables.length === 0 && <p>Yêu cầu này không có biến nào. Có thể gửi ngay.</p>}
          {operation.variables.map((slot) => (
            <Variable key={slot.name} slot={slot} node={at(root, [slot.name])} isAlone={operation.variables.length === 1} />
          ))}
          {others.length > 0 && (
            <p className="thidua-warning">
              Ô Biến còn có <code>{others.join(', ')}</code>, mà yêu cầu này không dùng; vẫn được giữ nguyên.
            </p>
          )}
        </fieldset>
        <div className="thidua-foot">
          <button type="button" disabled={fault !== undefined} onClick={isRunning ? stop : send}>
            {isRunning ? 'Dừng' : 'Gửi'}
          </button>
          <span className="thidua-help">Ctrl + Enter</span>
          <Summary operation={operation} problems={isTried ? problems : new Map()} said={said} isRunning={isRunning} />
        </div>
      </div>
    </FormContext>
  );
}

/** A variable. One that is a whole input, as most are, needs no frame around it. */
function Variable({ slot, node, isAlone }: { slot: Slot; node: Node | undefined; isAlone: boolean }) {
  const type = getNullableType(slot.type);
  const isWhole = isAlone && isRequired(slot) && isInputObjectType(type) && !type.isOneOf && (node === undefined || node.type === 'object');
  return isWhole ? <Parts type={type} path={[slot.name]} label={termOf(slot.name, undefined)} kept={1} /> : <Field slot={slot} path={[slot.name]} kept={0} />;
}
