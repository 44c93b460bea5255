// Rules of what an AI may ask an app to do.
import type { Rule } from './rule.js';

export const tools: readonly Rule[] = [
  {
    id: 'APP-41',
    rule: 'The id of a tool is a letter and up to 39 letters, digits, hyphens and underscores.',
    test: { file: 'test/domain/app/tool.spec.ts', name: 'are called by a letter and more: %s' },
    without: { kind: 'RegularExpressionLiteral', becomes: '/^[a-zA-Z][a-zA-Z0-9_-]{0,38}$/' },
  },
  {
    id: 'APP-42',
    rule: 'An app has each tool once.',
    test: {
      file: 'test/domain/app/tool.spec.ts',
      name: 'may be 50, with ids of their own, in whichever case',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'APP-43',
    rule: 'An app has at most 50 tools.',
    test: {
      file: 'test/domain/app/tool.spec.ts',
      name: 'may be 50, with ids of their own, in whichever case',
    },
    without: { kind: 'NumericLiteral', becomes: '51' },
  },
  {
    id: 'APP-44',
    rule: 'A tool and its parameters are described in 1 to 1,000 characters.',
    test: { file: 'test/domain/app/tool.spec.ts', name: 'are described in 1 to 1,000 characters' },
    without: { kind: 'NumericLiteral', becomes: '1_001' },
  },
  {
    id: 'APP-45',
    rule: 'A tool has at most 32 parameters.',
    test: { file: 'test/domain/app/tool.spec.ts', name: 'may be 32' },
    without: { kind: 'NumericLiteral', becomes: '33' },
  },
  {
    id: 'APP-46',
    rule: 'The values of a parameter are of its type, each once.',
    test: {
      file: 'test/domain/app/tool.spec.ts',
      name: 'have 1 to 100 values of their type, each once',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'APP-47',
    rule: 'No tool, parameter or setting has a name that every object has.',
    test: {
      file: 'test/domain/app/tool.spec.ts',
      name: 'are not called as what every object has: %s',
    },
    without: { kind: 'CallExpression', becomes: 'false' },
  },
  {
    id: 'APP-48',
    rule: 'Tools are given to the Model Context Protocol with the JSON Schema of their arguments.',
    test: {
      file: 'test/domain/app/tool-schema.spec.ts',
      name: 'have the shape of the Model Context Protocol',
    },
    without: { kind: 'PropertyAssignment', becomes: '' },
  },
  {
    id: 'APP-49',
    rule: 'Tools are given to function calling with the JSON Schema of their arguments.',
    test: {
      file: 'test/domain/app/tool-schema.spec.ts',
      name: 'have the shape of function calling',
    },
    without: { kind: 'PropertyAssignment', becomes: '' },
  },
  {
    id: 'APP-50',
    rule: 'A tool takes the arguments that its parameters name, and no others.',
    test: {
      file: 'test/domain/app/tool.prop.ts',
      name: 'have schemas that take exactly the arguments which their parameters name',
    },
    without: { kind: 'PropertyAssignment', becomes: '' },
  },
];
