// Rules of who runs an app before everybody does.
import type { Rule } from './rule.js';

export const sharingRules: readonly Rule[] = [
  {
    id: 'APP-25',
    statement: 'Members of the organization can run the draft of an app.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'runs as a draft only for members and testers',
    },
    removal: { kind: 'Identifier', replacement: 'false' },
  },
  {
    id: 'APP-26',
    statement: 'Testers can run the draft of an app.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are shared with testers, who need a verified address to run the draft',
    },
    removal: { kind: 'Identifier', replacement: 'false' },
  },
  {
    id: 'APP-27',
    statement: 'A tester needs a verified address to run the draft.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are shared with testers, who need a verified address to run the draft',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: 'true' },
  },
  {
    id: 'APP-28',
    statement: 'An app lists each tester once, regardless of the letter case of the address.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are shared with testers, who need a verified address to run the draft',
    },
    removal: { kind: 'CallExpression', replacement: 'false' },
  },
  {
    id: 'APP-29',
    statement: 'An app has at most 100 testers.',
    test: { file: 'test/rules/apps.spec.ts', name: 'has at most a hundred testers' },
    removal: { kind: 'NumericLiteral', replacement: '200' },
  },
  {
    id: 'APP-30',
    statement: 'Nobody can run a suspended or taken-down app.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'cannot be run while the platform has suspended it',
    },
    removal: { kind: 'CallExpression', replacement: 'false' },
  },
  {
    id: 'APP-31',
    statement: 'Purging a user removes their address from the testers of every app.',
    test: {
      file: 'test/application/users/purge.spec.ts',
      name: 'removes the address from the testers of every app, one organization per commit',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
];
