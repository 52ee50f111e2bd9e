/** The form at the side of GraphiQL. */
import type { GraphiQLPlugin } from '@graphiql/react';

import './form.css';
import { FormPanel } from './panel.tsx';

/** A sheet with two fields and a tick. */
function FormIcon(props: object) {
  return (
    <svg viewBox="0 0 24 24" width="1em" height="1em" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" {...props}>
      <rect x="4" y="3" width="16" height="18" rx="2" />
      <path d="M8 8h8M8 12h8M8 16.5l1.5 1.5 3-3" />
    </svg>
  );
}

export const formPlugin: GraphiQLPlugin = { title: 'Điền biến', icon: FormIcon, content: FormPanel };
