import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';

import { goTo, type Place } from './places.ts';
import type { ReadyRequest } from './request.ts';

/** Gives the function that puts a request before the person: in the tab that has it already, with what was filled in there, or in a new one. */
export function useOpen(): (request: ReadyRequest) => void {
  const { addTab, changeTab, updateActiveTabValues } = useGraphiQLActions();
  const { tabs, activeTabIndex, queryEditor, variableEditor } = useGraphiQL(pick('tabs', 'activeTabIndex', 'queryEditor', 'variableEditor'));

  return (request) => {
    // GraphiQL notes what is typed a moment later, and would lose that moment when another tab comes.
    const variables = variableEditor?.getValue() ?? null;
    updateActiveTabValues({ query: queryEditor?.getValue() ?? null, variables });
    const there = tabs.findIndex((tab, index) => (index === activeTabIndex ? queryEditor?.getValue() : tab.query) === request.query);
    if (there < 0) {
      addTab();
      queryEditor?.setValue(request.query);
      variableEditor?.setValue(request.variables ?? '');
      updateActiveTabValues({ query: request.query, variables: request.variables ?? '' });
    } else if (there !== activeTabIndex) {
      changeTab(there);
    }
    goTo(placeOf(request));
    // GraphiQL leaves the tab where it is, which may be beyond the edge.
    requestAnimationFrame(() => document.querySelector('.graphiql-tab-active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }));
  };
}

/** Where people go on: to what is to be filled in, or to the request, from where it is sent. */
function placeOf(request: ReadyRequest): Place {
  return request.variables === undefined ? 'editor' : 'form';
}
