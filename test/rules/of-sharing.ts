// Rules of who runs an app before everybody does.
import type { Rule } from './rule.js';

export const sharing: readonly Rule[] = [
  {
    id: 'APP-25',
    rule: 'An app is run as a draft by the members of its organization.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'is run as a draft by its members and its testers, and by nobody else',
    },
    without: { kind: 'Identifier', becomes: 'false' },
  },
  {
    id: 'APP-26',
    rule: 'Testers run the draft.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are shared with testers, who run the draft by their verified address',
    },
    without: { kind: 'Identifier', becomes: 'false' },
  },
  {
    id: 'APP-27',
    rule: 'A tester runs the draft by a verified address.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are shared with testers, who run the draft by their verified address',
    },
    without: { kind: 'PropertyAccessExpression', becomes: 'true' },
  },
  {
    id: 'APP-28',
    rule: 'An app has each tester once, in whatever case the address is written.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are shared with testers, who run the draft by their verified address',
    },
    without: { kind: 'CallExpression', becomes: 'false' },
  },
  {
    id: 'APP-29',
    rule: 'An app has at most 100 testers.',
    test: { file: 'test/rules/apps.spec.ts', name: 'has at most a hundred testers' },
    without: { kind: 'NumericLiteral', becomes: '200' },
  },
  {
    id: 'APP-30',
    rule: 'What the platform keeps out is run by nobody.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'is run by nobody while the platform keeps it out',
    },
    without: { kind: 'CallExpression', becomes: 'false' },
  },
  {
    id: 'APP-31',
    rule: 'The purge of a person takes their address out of the testers of every app.',
    test: {
      file: 'test/application/users/purge.spec.ts',
      name: 'takes the address out of the testers of every app, one organization a commit',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
];
