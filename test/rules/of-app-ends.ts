// Rules of moving, deleting and archiving apps.
import type { Rule } from './rule.js';

export const appEnds: readonly Rule[] = [
  {
    id: 'APP-66',
    rule: 'An app is moved by an admin of both organizations.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are moved by an admin of both organizations, with all that is theirs',
    },
    without: { kind: 'Identifier', becomes: "{ kind: 'system', reason: '' }" },
  },
  {
    id: 'APP-67',
    rule: 'An app is not moved while a submission is open.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are moved by an admin of both organizations, with all that is theirs',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'APP-68',
    rule: 'A move stands in the trails of both organizations.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are moved by an admin of both organizations, with all that is theirs',
    },
    without: { kind: 'Identifier', becomes: '' },
  },
  {
    id: 'APP-69',
    rule: 'What is live keeps the publisher that was reviewed, wherever the app is moved.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are moved by an admin of both organizations, with all that is theirs',
    },
    without: {
      kind: 'ObjectLiteralExpression',
      becomes:
        '{ ...$node, live: $properties.0.expression.live && { ...$properties.0.expression.live, listing: { ...$properties.0.expression.live.listing, publisher: { ...$properties.0.expression.live.listing.publisher, $properties.1 } } } }',
    },
  },
  {
    id: 'APP-70',
    rule: 'An app is deleted by admins.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are deleted and restored by admins, not while a submission is open',
    },
    without: { kind: 'StringLiteral', becomes: "'apps:publish'" },
  },
  {
    id: 'APP-71',
    rule: 'An app is not deleted while a submission is open.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are deleted and restored by admins, not while a submission is open',
    },
    without: { kind: 'VariableDeclaration', becomes: '$name.elements.0 = null' },
  },
  {
    id: 'APP-72',
    rule: 'A deleted app is edited by nobody.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are deleted and restored by admins, not while a submission is open',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenFalse' },
  },
  {
    id: 'APP-73',
    rule: 'A deleted app is restored as it was for 30 days, and later not.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are deleted and restored by admins, not while a submission is open',
    },
    without: { kind: 'CallExpression', becomes: 'false' },
  },
  {
    id: 'APP-74',
    rule: 'An app that can no longer be restored is archived.',
    test: {
      file: 'test/application/maintenance/apps.spec.ts',
      name: 'archives apps that were deleted thirty days ago, with whatever they have',
    },
    without: { kind: 'AwaitExpression', becomes: '[]' },
  },
  {
    id: 'APP-75',
    rule: 'Nothing is left of an archived app but its name: no submission, no key.',
    test: {
      file: 'test/application/maintenance/apps.spec.ts',
      name: 'archives apps that were deleted thirty days ago, with whatever they have',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'APP-76',
    rule: 'An app that comes back while it is being archived keeps what it has.',
    test: {
      file: 'test/application/maintenance/apps.spec.ts',
      name: 'leaves an app alone that comes back meanwhile',
    },
    without: {
      kind: 'CallExpression',
      becomes:
        "{ kind: 'touch', collection: $arguments.0, id: $arguments.1.value.id, expected: $arguments.1.version + 1 }",
    },
  },
];
