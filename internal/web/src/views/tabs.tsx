import { useEffect, useRef, type KeyboardEvent } from 'react';

export type Choice = { id: string; name: string };

/** The answer itself, in GraphiQL's own editor. */
export const jsonView = 'json';

type Props = { choices: Choice[]; shown: string; onChoose: (id: string) => void };

/** Tabs by the ARIA pattern: one stop for the Tab key, arrows from one to the next. Alt+J leads from anywhere to JSON and back. */
export function Tabs({ choices, shown, onChoose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const focus = (id: string) => list.current?.querySelector<HTMLElement>(`#thidua-tab-${id}`)?.focus();
  const choose = (id: string) => {
    onChoose(id);
    focus(id);
  };

  const last = useRef(choices[0]?.id);
  useEffect(() => {
    if (shown !== jsonView) last.current = shown;
  }, [shown]);
  useEffect(() => {
    const key = (event: globalThis.KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyJ') return;
      event.preventDefault();
      event.stopPropagation();
      const back = choices.find(({ id }) => id === last.current) ?? choices[0];
      choose(shown === jsonView && back ? back.id : jsonView);
    };
    document.addEventListener('keydown', key, { capture: true }); // before the editors, which know no Alt+J
    return () => document.removeEventListener('keydown', key, { capture: true });
  });

  const move = (event: KeyboardEvent) => {
    const at = choices.findIndex(({ id }) => id === shown);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? undefined : choices.at(to % choices.length);
    if (!next) return;
    event.preventDefault();
    choose(next.id);
  };

  return (
    <div ref={list} role="tablist" aria-label="Cách xem kết quả" className="thidua-tabs" onKeyDown={move}>
      {choices.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`thidua-tab-${id}`}
          aria-selected={id === shown}
          aria-controls={id === shown && id !== jsonView ? 'thidua-view' : undefined}
          aria-keyshortcuts={id === jsonView ? 'Alt+J' : undefined}
          title={id === jsonView ? 'Câu trả lời nguyên văn (Alt+J)' : undefined}
          tabIndex={id === shown ? 0 : -1}
          onClick={() => choose(id)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
