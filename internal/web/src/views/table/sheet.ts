/** A table as office spreadsheets read it. */

/** A table of texts, and which of its columns hold amounts. */
export type Sheet = { heads: string[]; rows: { text: string; order: string | number | null }[][]; amounts: boolean[] };

/** What a spreadsheet would take for a formula, if a text begins with it. */
const formula = /^[=+\-@\t\r]/;

/** A text that a spreadsheet shows as it is. */
const harmless = (text: string) => (formula.test(text) ? `'${text}` : text);

/** An amount without dots between thousands, which a spreadsheet may take for decimals. */
const plainAmount = (value: number) => String(value).replace('.', ',');

function* lines({ heads, rows, amounts }: Sheet): Generator<string[]> {
  yield heads.map(harmless);
  for (const row of rows) {
    yield row.map(({ text, order }, index) => (amounts[index] && typeof order === 'number' ? plainAmount(order) : harmless(text)));
  }
}

/** Lines of cells with tabs between them, for the clipboard. A tab or a new line within a cell would begin another. */
export const tsv = (sheet: Sheet) => [...lines(sheet)].map((line) => line.map((cell) => cell.replaceAll(/[\t\r\n]+/g, ' ')).join('\t')).join('\n');

/** By RFC 4180, with the mark by which spreadsheets know UTF-8. */
export const csv = (sheet: Sheet) =>
  `\ufeff${[...lines(sheet)].map((line) => line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')}\r\n`;

/** Gives a text to the browser as a file to save. */
export function save(text: string, fileName: string) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Puts a text on the clipboard. Offices reach the server by plain HTTP too, where browsers keep the modern way from pages. */
export async function copy(text: string) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  const focused = document.activeElement;
  area.value = text;
  document.body.append(area);
  area.select();
  const isDone = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  if (!isDone) throw new Error('the browser did not copy');
}
