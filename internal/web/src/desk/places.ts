/** The places of the page between which people move by keys. They belong to GraphiQL and other parts, so they are found in the page. */
export type Place = 'editor' | 'variables' | 'result' | 'desk' | 'form' | 'session';

/** How to get at a place: what must be pressed first if it is not shown, what takes the keys then, and whether what is there now may be about to give way. */
type Way = { open?: string; focus: string; isChanging?: boolean };

const ways: Readonly<Record<Place, Way>> = {
  editor: { focus: '.graphiql-query-editor .inputarea' },
  variables: {
    open: '.graphiql-editor-tools [data-name="variables"]:not(.active)',
    focus: '.graphiql-editor-tool .graphiql-editor:not(.hidden) .inputarea',
  },
  result: { focus: '.thidua-views [role="tab"][aria-selected="true"], .graphiql-response .inputarea' },
  desk: { open: '.graphiql-sidebar [aria-label="Hiện việc cần làm"]', focus: '.thidua-desk input[type="search"]' },
  form: { open: '.graphiql-sidebar [aria-label="Hiện điền biến"]', focus: '.thidua-fields :is(input, select, textarea, button)', isChanging: true },
  session: { focus: '.thidua-session button' },
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

function focusOn(selector: string, frames: number): void {
  const element = document.querySelector<HTMLElement>(selector);
  if (element) {
    element.focus();
  } else if (frames > 0) {
    requestAnimationFrame(() => focusOn(selector, frames - 1));
  }
}
