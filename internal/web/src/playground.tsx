import { GraphiQL } from 'graphiql';

import { examples } from './examples.ts';
import { fetcher } from './fetcher.ts';
import { Session } from './session.tsx';
import { ResultViews } from './views/panel.tsx';

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
        <Session />
      </header>
      <main className="thidua-main">
        <GraphiQL
          fetcher={fetcher}
          defaultTabs={examples}
          defaultQuery={emptyRequest}
          shouldPersistHeaders={false}
          inputValueDeprecation
          schemaDescription
        >
          <GraphiQL.Logo>
            <span />
          </GraphiQL.Logo>
          <ResultViews />
        </GraphiQL>
      </main>
    </>
  );
}
