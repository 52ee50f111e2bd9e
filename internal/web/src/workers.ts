/** Tells Monaco where its background threads come from: one same-origin script for all kinds, told apart by name. */
import type {} from 'monaco-editor';

import LanguageWorker from './worker.ts?worker';

self.MonacoEnvironment = {
  getWorker: (_moduleId: string, label: string): Worker => new LanguageWorker({ name: label }),
};
