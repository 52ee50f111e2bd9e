import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * Types for the requests in src, from the server's own schema files. What comes out is committed: the app builds without the server's
 * sources, and a change of the schema that concerns the app shows as a difference in review.
 */
const config: CodegenConfig = {
  schema: ['../../schema.graphqls', '../../graph/schema/*.graphqls'],
  documents: ['src/**/*.{ts,tsx}', '!src/gql/**'],
  generates: {
    'src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: { unmaskFunctionName: 'read' } },
      config: {
        scalars: { Date: 'string', DateTime: 'string', Decimal: 'string', Points: 'number', Upload: 'File' },
        strictScalars: true,
        enumsAsTypes: true,
        useTypeImports: true,
        onlyOperationTypes: true,
      },
    },
    // Which types an interface or a union stands for, so that the cache need not guess whether a fragment fits.
    'src/gql/possible-types.ts': { plugins: ['fragment-matcher'], config: { useExplicitTyping: true } },
  },
};

export default config;
