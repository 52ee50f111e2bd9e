/**
 * A Prettier plugin that lays out JSON with comments by means of jsonc-parser. The build puts it in the place of
 * Prettier's JavaScript parser and printer, which GraphiQL loads for nothing but its variables and headers panes and
 * which are thirty times the size.
 */
import { applyEdits, format } from 'jsonc-parser';
import type { Parser, Printer } from 'prettier';

/** The whole text, already laid out: there is no tree to print. */
interface FormattedText {
  type: 'text';
  text: string;
}

const jsonc: Parser<FormattedText> = {
  astFormat: 'jsonc-text',
  parse(text, options) {
    const layout = { insertSpaces: !options.useTabs, tabSize: options.tabWidth, eol: '\n' };
    return { type: 'text', text: applyEdits(text, format(text, undefined, layout)).trim() };
  },
  locStart: () => 0,
  locEnd: (node) => node.text.length,
};

const text: Printer<FormattedText> = {
  print: (path) => path.node.text,
};

/** Prettier looks up a parser by the name that GraphiQL asks for. */
export const parsers: Record<string, Parser> = { jsonc };

/** Prettier looks up a printer by its parser's astFormat. */
export const printers: Record<string, Printer> = { 'jsonc-text': text };
