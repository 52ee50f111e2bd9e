import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';

import { Keys } from './desk/keys.tsx';
import { deskPlugin } from './desk/plugin.tsx';
import { Saving } from './desk/saving.tsx';
import { storage } from './desk/storage.ts';
import { examples } from './examples.ts';
import { fetcher } from './fetcher.ts';
import { formPlugin } from './form/plugin.tsx';
import { Session } from './session.tsx';
import { ResultViews } from './views/panel.tsx';

/** What stands at the side, beside the documentation. Made once: GraphiQL tells plugins apart by identity. */
const plugins = [deskPlugin, formPlugin, HISTORY_PLUGIN];

/** Who comes for the first time finds what there is to do; later the page is as they left it. */
const firstPlugin = storage.getItem('graphiql:tabState') === null ? deskPlugin : undefined;

/** What a new tab starts with. */
const emptyRequest = '';

/** The page: a line that says what this is and who is signed in, and GraphiQL. Request headers stay out of the browser's storage: tokens. */
export function Playground() {
  return (
    <>
      <header className="thidua-header">
        <strong>thidua</strong>
        <span>Tin tức và sổ thi đua – khen thưởng qua GraphQL</span>
        <nav aria-label="Về trang này">
          <code>POST /graphql</code>
          <a href="/assets/licenses.txt">Giấy phép</a>
        </nav>
        <Keys />
        <Session />
      </header>
      <main className="thidua-main">
        <GraphiQL
          fetcher={fetcher}
          plugins={plugins}
          visiblePlugin={firstPlugin}
          storage={storage}
          defaultTabs={examples}
          defaultQuery={emptyRequest}
          shouldPersistHeaders={false}
          inputValueDeprecation
          schemaDescription
        >
          <GraphiQL.Logo>
            <span />
          </GraphiQL.Logo>
          <GraphiQL.Toolbar>
            {({ prettify, merge, copy }) => (
              <>
                {prettify}
                {merge}
                {copy}
                <Saving />
              </>
            )}
          </GraphiQL.Toolbar>
          <ResultViews />
        </GraphiQL>
      </main>
    </>
  );
}
