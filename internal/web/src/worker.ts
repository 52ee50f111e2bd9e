/**
 * The background thread of the editors: completion, checks and hovers, away from the page's own thread. Monaco starts
 * one thread for GraphQL, one for JSON and one for plain text; one script serves all three, so that what they share is
 * stored and sent once. The thread's name says which one this is.
 */
import { initialize } from 'monaco-editor/esm/vs/editor/editor.worker.js';
import { GraphQLWorker } from 'monaco-graphql/esm/GraphQLWorker.js';
import type { ICreateData } from 'monaco-graphql/esm/typings/index.js';
// Importing it makes this thread answer for JSON; a thread with another name takes that back below.
import 'monaco-editor/esm/vs/language/json/json.worker.js';

switch (self.name) {
  case 'json':
    break;
  case 'graphql':
    self.onmessage = () => {
      initialize((context, data: ICreateData) => new GraphQLWorker(context, data));
    };
    break;
  default:
    self.onmessage = () => {
      initialize(null);
    };
}
