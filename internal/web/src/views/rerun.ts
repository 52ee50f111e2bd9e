import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';

/** Sends the request of the editor once more with other values for some variables, which stand in the editor then. */
export function useRerun(operationName: string | undefined) {
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const { run, setOperationName } = useGraphiQLActions();
  return (variables: Record<string, unknown>) => {
    variableEditor?.setValue(JSON.stringify(variables, null, 2));
    if (operationName) setOperationName(operationName);
    void run();
  };
}
