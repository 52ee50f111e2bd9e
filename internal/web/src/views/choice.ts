/** Which view somebody chose for which operation, as long as the browser's tab is open. */
const key = 'thidua:views';

function choices(): Record<string, string> {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Record<string, string>;
  } catch {
    return {}; // a browser that keeps nothing, or somebody else's value
  }
}

export const chosenView = (operation: string): string | undefined => choices()[operation];

export function chooseView(operation: string, view: string) {
  try {
    sessionStorage.setItem(key, JSON.stringify({ ...choices(), [operation]: view }));
  } catch {
    // Then it is chosen until the next answer.
  }
}
