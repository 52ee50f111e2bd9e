/** The places of the page between which people move by keys. They belong to GraphiQL and other parts, so they are found in the page. */
export type Place = 'editor' | 'variables' | 'result' | 'desk' | 'form' | 'session';

type Way = {
  /** What is pressed first; it is there only while the place is shut. */
  open?: string;
  /** What takes the keys then: the first of these that is there. */
  focus: readonly string[];
  /** Whether what is there now may be about to give way to something else of its kind. */
  isChanging?: boolean;
};

/** How to get at each place. */
const ways: Readonly<Record<Place, Way>> = {
  editor: { focus: ['.graphiql-query-editor .inputarea'] },
  variables: {
    open: '.graphiql-editor-tools [data-name="variables"]:not(.active)',
    focus: ['.graphiql-editor-tool .graphiql-editor:not(.hidden) .inputarea'],
  },
  result: { focus: ['.thidua-views [role="tab"][aria-selected="true"]', '.graphiql-response .inputarea'] },
  desk: { open: '.graphiql-sidebar [aria-label="Hiện việc cần làm"]', focus: ['.thidua-desk input[type="search"]'] },
  form: {
    open: '.graphiql-sidebar [aria-label="Hiện điền biến"]',
    focus: ['.thidua-fields :is(input, select, textarea)', '.thidua-fields button'], // no button while there is something to fill in
    isChanging: true,
  },
  session: { focus: ['.thidua-session button'] },
};

/** For how many frames a place that was opened may take to appear. */
const patience = 60;

/** Moves the keys to a place, which is opened if it is shut. */
export function goTo(place: Place): void {
  const { open, focus, isChanging } = ways[place];
  if (open !== undefined) {
    document.querySelector<HTMLElement>(open)?.click();
  }
  if (isChanging) {
    requestAnimationFrame(() => requestAnimationFrame(() => focusOn(focus, patience)));
  } else {
    focusOn(focus, patience); // at once: who presses keys goes on typing
  }
}

function focusOn(selectors: readonly string[], frames: number): void {
  const found = selectors.map((selector) => document.querySelector<HTMLElement>(selector)).find((element) => element !== null);
  if (found) {
    found.focus();
  } else if (frames > 0) {
    requestAnimationFrame(() => focusOn(selectors, frames - 1));
  }
}
