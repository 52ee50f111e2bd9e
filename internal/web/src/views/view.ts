import type { ReactNode } from 'react';

import type { Subject } from './answer.ts';

/** What a view says when it looks at an answer that it can show. */
export type Look = {
  /** Whether it opens by itself, because the answer is as a whole what the view is for; else it is offered. */
  opens: boolean;
  render(): ReactNode;
};

/** A way to look at answers. */
export type View = {
  id: string;
  /** What its tab says. */
  name: string;
  /** Says whether and what it shows of an answer. Pure: it decides by the schema's types alone. */
  look(subject: Subject): Look | undefined;
};
