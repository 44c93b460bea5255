// Rules of drafts.
import type { Rule } from './rule.js';

export const draftRules: readonly Rule[] = [
  {
    id: 'APP-12',
    statement: 'A draft is changed only at the revision that the caller read.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are edited by members at the revision that they have read',
    },
    removal: { kind: 'BinaryExpression', replacement: '$left >= $right' },
  },
  {
    id: 'APP-13',
    statement: 'Each change raises the revision of the draft.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are edited by members at the revision that they have read',
    },
    removal: { kind: 'BinaryExpression', replacement: '$left' },
  },
  {
    id: 'APP-14',
    statement: 'A change that has no effect does not raise the revision.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are edited by members at the revision that they have read',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'APP-15',
    statement: 'Editing a draft changes its manifest only, and no status, owner, release or key.',
    test: {
      file: 'test/application/apps/mass-assignment.prop.ts',
      name: 'is refused, or changes only the draft',
    },
    removal: {
      kind: 'ObjectLiteralExpression',
      replacement:
        '{ $properties.0, $properties.1, submissionCount: $properties.0.expression.submissionCount + 1, $properties.2 }',
    },
  },
  {
    id: 'APP-16',
    statement: 'A refused change lists every issue, each with its path.',
    test: {
      file: 'test/domain/app/manifest.spec.ts',
      name: 'is refused with all issues at once, each with its path',
    },
    removal: {
      kind: 'ExpressionStatement',
      replacement:
        'if ($expression.expression.expression.length === 0) $expression.expression.expression.push($expression.arguments.0.expression.expression.expression[0]);',
    },
  },
  {
    id: 'APP-17',
    statement: 'In a change, an absent field stays as it is, and null removes it.',
    test: {
      file: 'test/domain/app/manifest.spec.ts',
      name: 'removes fields that are null, and replaces whole lists',
    },
    removal: { kind: 'BinaryExpression', replacement: 'given == null' },
  },
  {
    id: 'APP-18',
    statement: 'The URLs of an app are https, with a public host and without credentials.',
    test: {
      file: 'test/domain/app/manifest.spec.ts',
      name: 'cannot contain an address such as %s',
    },
    removal: { kind: 'IfStatement', replacement: '$thenStatement' },
  },
  {
    id: 'APP-19',
    statement:
      'A description has at most 4,000 characters, and the onboarding instructions at most 5,000.',
    test: { file: 'test/domain/app/manifest.spec.ts', name: 'has a %s of at most %d characters' },
    removal: { kind: 'NumericLiteral', replacement: '4_001' },
  },
  {
    id: 'APP-20',
    statement: 'An app has at most 10 preview images.',
    test: { file: 'test/domain/app/manifest.spec.ts', name: 'has at most 10 preview images' },
    removal: { kind: 'NumericLiteral', replacement: '11' },
  },
  {
    id: 'APP-21',
    statement: 'The orientation of a preview image is portrait or landscape.',
    test: {
      file: 'test/domain/app/manifest.spec.ts',
      name: 'cannot contain a preview image with orientation %s',
    },
    removal: { kind: 'CallExpression', replacement: "'landscape'" },
  },
  {
    id: 'APP-22',
    statement: 'A manifest has at most 1,000,000 bytes.',
    test: {
      file: 'test/domain/app/manifest.spec.ts',
      name: 'cannot make a manifest of more than a million bytes',
    },
    removal: { kind: 'NumericLiteral', replacement: '9_000_000' },
  },
  {
    id: 'APP-23',
    statement: "App types of older manifests are read as today's types.",
    test: { file: 'test/domain/app/manifest.spec.ts', name: '%s is parsed as %s' },
    removal: { kind: 'BinaryExpression', replacement: '$left.left ?? null' },
  },
  {
    id: 'APP-24',
    statement: 'Manifest texts contain no characters that reverse or hide what a reviewer reads.',
    test: { file: 'test/domain/app/manifest.spec.ts', name: 'cannot contain a text with %s' },
    removal: { kind: 'CallExpression', replacement: '[]' },
  },
];
