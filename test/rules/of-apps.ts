// Rules of apps and of what they are called.
import type { Rule } from './rule.js';

export const apps: readonly Rule[] = [
  {
    id: 'APP-1',
    rule: 'A package name is two or more segments of `[a-z][a-z0-9_]*` with dots between them.',
    test: {
      file: 'test/domain/app/package-name.prop.ts',
      name: 'is two or more segments of letters, digits and underscores, each with a letter first',
    },
    without: {
      kind: 'RegularExpressionLiteral',
      becomes: '/^[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*)*$/',
    },
  },
  {
    id: 'APP-2',
    rule: 'A package name has at most 200 characters.',
    test: {
      file: 'test/domain/app/package-name.spec.ts',
      name: 'has at most 200 characters, which is looked at before the form: %s',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'APP-3',
    rule: 'Package names of the platform, and those that belong to nobody, are reserved.',
    test: {
      file: 'test/domain/app/package-name.spec.ts',
      name: 'is kept for the platform, or for nobody: %s',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'APP-4',
    rule: 'A reserved prefix holds whole segments back, and what only begins with the same letters is free.',
    test: {
      file: 'test/domain/app/package-name.spec.ts',
      name: 'is kept back by the prefixes that are given, in whole segments',
    },
    without: { kind: 'BinaryExpression', innermost: true, becomes: '$left.startsWith($right)' },
  },
  {
    id: 'APP-5',
    rule: 'A package name is given once, whatever becomes of the app.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'have a package name for ever, which is never given twice',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'APP-6',
    rule: 'Of several who ask for one package name at once, one gets it.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'has its package name alone, where several ask for it at once',
    },
    without: { kind: 'ArrowFunction', becomes: '({ id }) => id' },
  },
  {
    id: 'APP-7',
    rule: 'The package name of an app that is purged stays taken.',
    test: {
      file: 'test/application/organizations/apps.spec.ts',
      name: 'leave nothing but their names with it, which stay taken',
    },
    without: {
      kind: 'CallExpression',
      becomes:
        "{ kind: 'remove', collection: $arguments.0, id: $arguments.1.value.id, expected: $arguments.1.version }",
    },
  },
  {
    id: 'APP-8',
    rule: 'An app begins private.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'begin as a draft that nobody else sees',
    },
    without: { kind: 'StringLiteral', becomes: "'public'" },
  },
  {
    id: 'APP-9',
    rule: 'Every member makes apps in the organization.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'begin as a draft that nobody else sees',
    },
    without: { kind: 'StringLiteral', becomes: "'apps:manage'" },
  },
  {
    id: 'APP-10',
    rule: 'Whoever may not see an app gets the same answer as for one that does not exist.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'begin as a draft that nobody else sees',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'APP-11',
    rule: 'Every member edits every app of the organization.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are edited by members on the revision that they have looked at',
    },
    without: { kind: 'StringLiteral', becomes: "'apps:manage'" },
  },
];
