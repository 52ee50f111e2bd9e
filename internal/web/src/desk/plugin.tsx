import type { GraphiQLPlugin } from '@graphiql/react';

import { Panel } from './panel.tsx';

/** A list with ticks. */
function Icon() {
  return (
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round">
      <path d="M3 6l1.5 1.5L7.5 4M3 12.5L4.5 14l3-3.5M3 19l1.5 1.5 3-3.5M11 6h10M11 12.5h10M11 19h10" />
    </svg>
  );
}

/** The ready requests, beside the documentation and the history. */
export const deskPlugin: GraphiQLPlugin = { title: 'Việc cần làm', icon: Icon, content: Panel };
