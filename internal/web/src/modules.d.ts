/** Modules of Monaco that come without types: what we use of them. */
declare module 'monaco-editor/esm/vs/nls.messages.js' {
  export function getNLSLanguage(): string | undefined;
  export function getNLSMessages(): string[] | undefined;
}

declare module 'monaco-editor/esm/vs/editor/editor.worker.js' {
  import type { worker } from 'monaco-editor';

  /** Starts answering the page, with the language service that create makes, or with none. */
  export function initialize(create: ((context: worker.IWorkerContext, data: never) => object) | null): void;
}
