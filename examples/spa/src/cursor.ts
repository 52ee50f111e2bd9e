/** How far this browser has followed the changes: the cursor that the next question begins after. */
const place = 'thidua:cursor';

let present = localStorage.getItem(place);

/** The cursor of the last page that was applied; null in a browser that has not followed yet. */
export const readCursor = () => present;

/** Goes on from here while the page is open. */
export function moveCursor(to: string): void {
  present = to;
}

/** Goes on from here when the page is opened again, too. */
export function keepCursor(at: string): void {
  localStorage.setItem(place, at);
}

/** Begins anew. */
export function dropCursor(): void {
  present = null;
  localStorage.removeItem(place);
}
