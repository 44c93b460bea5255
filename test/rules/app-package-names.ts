// Rules of apps and of what they are called.
import type { Rule } from './rule.js';

export const packageNameRules: readonly Rule[] = [
  {
    id: 'APP-1',
    statement: 'A package name is two or more segments of `[a-z][a-z0-9_]*`, separated by dots.',
    test: {
      file: 'test/domain/app/package-name.prop.ts',
      name: 'is two or more segments of letters, digits and underscores that each begin with a letter',
    },
    removal: {
      kind: 'RegularExpressionLiteral',
      replacement: '/^[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*)*$/',
    },
  },
  {
    id: 'APP-2',
    statement: 'A package name has at most 200 characters.',
    test: {
      file: 'test/domain/app/package-name.spec.ts',
      name: 'has at most 200 characters, which is checked before the format: %s',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'APP-3',
    statement: "The platform's package names, and common placeholder prefixes, are reserved.",
    test: {
      file: 'test/domain/app/package-name.spec.ts',
      name: 'is reserved: %s',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'APP-4',
    statement:
      'A reserved prefix reserves whole segments; a name that only begins with the same letters is free.',
    test: {
      file: 'test/domain/app/package-name.spec.ts',
      name: 'is reserved by the given prefixes, in whole segments',
    },
    removal: { kind: 'BinaryExpression', innermost: true, replacement: '$left.startsWith($right)' },
  },
  {
    id: 'APP-5',
    statement: 'A package name is given only once, even if its app is deleted.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'keep their package name forever, and no other app gets it',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'APP-6',
    statement: 'If several commands ask for one package name at the same time, one gets it.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'is the only one with its package name if several are created with it at once',
    },
    removal: { kind: 'PropertyAssignment', replacement: '' },
  },
  {
    id: 'APP-7',
    statement: 'The package name of an archived app stays taken.',
    test: {
      file: 'test/application/organizations/delete-with-apps.spec.ts',
      name: 'are purged with it, and only their names stay taken',
    },
    removal: {
      kind: 'SpreadAssignment',
      replacement: '...rest, packageName: `${rest.packageName}.x`',
    },
  },
  {
    id: 'APP-8',
    statement: 'A new app is private.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'start as a private draft that only the organization sees',
    },
    removal: { kind: 'StringLiteral', replacement: "'public'" },
  },
  {
    id: 'APP-9',
    statement:
      'Every member who may publish apps (`apps:publish`) can create apps in the organization.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'start as a private draft that only the organization sees',
    },
    removal: { kind: 'StringLiteral', replacement: '' },
  },
  {
    id: 'APP-10',
    statement:
      'An actor who may not see an app gets the same refusal as for an app that does not exist.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'start as a private draft that only the organization sees',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'APP-11',
    statement:
      'Every member who may edit apps (`apps:edit`) can edit every app of the organization.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are edited by members at the revision that they have read',
    },
    removal: { kind: 'StringLiteral', replacement: '' },
  },
];
