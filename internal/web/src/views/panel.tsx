/** The ways to look at an answer, in the pane of GraphiQL where answers are. */
import { useGraphiQL } from '@graphiql/react';
import { formatResult } from '@graphiql/toolkit';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

import { useExchange, type Exchange } from '../exchange.ts';
import { subjectOf, type Subject } from './answer.ts';
import { chartView } from './chart/view.tsx';
import { chooseView, chosenView } from './choice.ts';
import { diffView } from './diff/view.tsx';
import { importView } from './import/view.tsx';
import { previewView } from './preview/view.tsx';
import { jsonView, Tabs, type Choice } from './tabs.tsx';
import { tableView } from './table/view.tsx';
import { Troubles } from './troubles.tsx';
import type { View } from './view.ts';

/** In the order in which the first that fits opens by itself. */
const views: View[] = [diffView, importView, previewView, chartView, tableView];

/** Mounted once within GraphiQL. What it shows is drawn at the head of the pane of answers, before GraphiQL's own editor. */
export function ResultViews() {
  const [head, setHead] = useState<HTMLElement>();
  useEffect(() => {
    const own = document.createElement('div');
    own.className = 'thidua-views';
    document.querySelector('.graphiql-response')?.prepend(own);
    setHead(own);
    return () => own.remove();
  }, []);
  const exchange = useShownExchange();
  return head && exchange ? createPortal(<Panel exchange={exchange} head={head} />, head) : null;
}

/**
 * The exchange whose answer the tab shows. GraphiQL keeps the text of an answer with each tab, and writes there also why it sent nothing:
 * only the exchange that gave the very text belongs to the tab. While the next answer is awaited, the last stays, so that who pages on
 * loses neither their place nor the focus.
 */
function useShownExchange(): Exchange | undefined {
  const exchange = useExchange();
  const tab = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.id);
  const text = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.response);
  const isFetching = useGraphiQL((state) => state.isFetching);
  const answered = useRef(new Map<string | undefined, { exchange: Exchange; text: string }>());

  const own = useMemo(() => {
    const isAnswered = exchange !== undefined && Object.keys(exchange.answer).length > 0;
    return isAnswered ? { exchange, text: formatResult(exchange.answer) } : undefined;
  }, [exchange]);
  if (own && own.text === text) answered.current.set(tab, own);
  const kept = answered.current.get(tab);
  return kept && (kept.text === text || isFetching || exchange?.isRunning) ? kept.exchange : undefined;
}

/** What of the views an exchange is looked at with. */
function Panel({ exchange, head }: { exchange: Exchange; head: HTMLElement }) {
  const schema = useGraphiQL((state) => state.schema);
  const subject = useMemo(() => (schema ? subjectOf(exchange, schema) : undefined), [exchange, schema]);
  const looks = useMemo(() => (subject ? views.flatMap((view) => lookOf(view, subject)) : []), [subject]);
  const operation = subject ? operationKey(subject) : '';
  const [chosen, setChosen] = useState<Record<string, string>>({});

  const wanted = chosen[operation] ?? chosenView(operation);
  const isOffered = wanted === jsonView || looks.some(({ id }) => id === wanted);
  const shown = (isOffered ? wanted : undefined) ?? looks.find(({ opens }) => opens)?.id ?? jsonView;
  const look = looks.find(({ id }) => id === shown);

  const choose = (view: string) => {
    setChosen({ ...chosen, [operation]: view });
    chooseView(operation, view);
  };

  // GraphiQL's editor stays laid out below a view, because Monaco measures itself; nobody can get into it meanwhile.
  const isCovered = look !== undefined;
  useEffect(() => {
    head.classList.toggle('covers', isCovered);
    document.querySelector('.graphiql-response .result-window')?.toggleAttribute('inert', isCovered);
  }, [head, isCovered]);
  useEffect(() => () => void document.querySelector('.graphiql-response .result-window')?.removeAttribute('inert'), []);
  useEffect(() => () => head.classList.remove('covers'), [head]);

  return (
    <>
      {looks.length > 0 && <Tabs choices={[...looks, { id: jsonView, name: 'JSON' }]} shown={shown} onChoose={choose} />}
      <Troubles exchange={exchange} subject={subject} />
      {look && (
        <div key={`${operation} ${look.id}`} id="thidua-view" role="tabpanel" aria-labelledby={`thidua-tab-${look.id}`} className="thidua-view" aria-busy={exchange.isRunning}>
          {look.render()}
        </div>
      )}
    </>
  );
}

type Offer = Choice & { opens: boolean; render(): ReactNode };

/** What a view offers. One that stumbles over an answer is left out: the answer itself is always there. */
function lookOf(view: View, subject: Subject): Offer[] {
  try {
    const look = view.look(subject);
    return look ? [{ ...look, id: view.id, name: view.name }] : [];
  } catch (error) {
    console.error(`view ${view.id}:`, error);
    return [];
  }
}

/** By what a choice is remembered: the operation's name, or the fields that it asks for. */
const operationKey = ({ selection }: Subject) =>
  selection.operation.name?.value ?? `${selection.operation.operation} ${selection.picks.map(({ field }) => field.name).join(' ')}`;
