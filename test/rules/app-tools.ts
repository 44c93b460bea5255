// Rules of what an AI may ask an app to do.
import type { Rule } from './rule.js';

export const toolRules: readonly Rule[] = [
  {
    id: 'APP-41',
    statement:
      'The id of a tool is a letter and up to 39 letters, digits, hyphens and underscores.',
    test: { file: 'test/domain/app/tool.spec.ts', name: 'can have the id %s' },
    removal: { kind: 'RegularExpressionLiteral', replacement: '/^[a-zA-Z][a-zA-Z0-9_-]{0,38}$/' },
  },
  {
    id: 'APP-42',
    statement: 'The tool ids of an app are unique.',
    test: {
      file: 'test/domain/app/tool.spec.ts',
      name: 'can be 50, with unique ids that are case-sensitive',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'APP-43',
    statement: 'An app has at most 50 tools.',
    test: {
      file: 'test/domain/app/tool.spec.ts',
      name: 'can be 50, with unique ids that are case-sensitive',
    },
    removal: { kind: 'NumericLiteral', replacement: '51' },
  },
  {
    id: 'APP-44',
    statement: 'A tool and its parameters each have a description of 1 to 1,000 characters.',
    test: {
      file: 'test/domain/app/tool.spec.ts',
      name: 'have descriptions of 1 to 1,000 characters',
    },
    removal: { kind: 'NumericLiteral', replacement: '1_001' },
  },
  {
    id: 'APP-45',
    statement: 'A tool has at most 32 parameters.',
    test: { file: 'test/domain/app/tool.spec.ts', name: 'can be 32' },
    removal: { kind: 'NumericLiteral', replacement: '33' },
  },
  {
    id: 'APP-46',
    statement: 'The allowed values of a parameter have its type, and are unique.',
    test: {
      file: 'test/domain/app/tool.spec.ts',
      name: 'can list 1 to 100 allowed values of their type, each once',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'APP-47',
    statement: 'No tool, parameter or setting has the name of a property that every object has.',
    test: {
      file: 'test/domain/app/tool.spec.ts',
      name: 'cannot have an id that every object has: %s',
    },
    removal: { kind: 'CallExpression', replacement: 'false' },
  },
  {
    id: 'APP-48',
    statement:
      'Tools are exported for the Model Context Protocol with the JSON Schema of their arguments.',
    test: {
      file: 'test/domain/app/tool-schema.spec.ts',
      name: 'have the format of the Model Context Protocol',
    },
    removal: { kind: 'PropertyAssignment', replacement: '' },
  },
  {
    id: 'APP-49',
    statement: 'Tools are exported for function calling with the JSON Schema of their arguments.',
    test: {
      file: 'test/domain/app/tool-schema.spec.ts',
      name: 'have the format of function calling',
    },
    removal: { kind: 'PropertyAssignment', replacement: '' },
  },
  {
    id: 'APP-50',
    statement: 'A tool accepts only the arguments that its parameters name.',
    test: {
      file: 'test/domain/app/tool.prop.ts',
      name: 'have schemas that accept exactly the arguments of their parameters',
    },
    removal: { kind: 'PropertyAssignment', replacement: '' },
  },
];
