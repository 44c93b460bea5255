// Rules of moving, deleting and archiving apps.
import type { Rule } from './rule.js';

export const appDeletionRules: readonly Rule[] = [
  {
    id: 'APP-66',
    statement: 'Only who may manage apps (`apps:manage`) in both organizations can move an app.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are moved by an admin of both organizations, with their keys and their release',
    },
    removal: { kind: 'Identifier', replacement: "{ kind: 'system', reason: '' }" },
  },
  {
    id: 'APP-67',
    statement: 'An app cannot be moved while a submission is open.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are moved by an admin of both organizations, with their keys and their release',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'APP-68',
    statement: 'The audit logs of both organizations show the move of an app.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are moved by an admin of both organizations, with their keys and their release',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: '' },
  },
  {
    id: 'APP-69',
    statement: 'A live release keeps the publisher that was reviewed, even after the app moves.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are moved by an admin of both organizations, with their keys and their release',
    },
    removal: {
      kind: 'ObjectLiteralExpression',
      replacement:
        '{ ...$node, live: $properties.0.expression.live && { ...$properties.0.expression.live, listing: { ...$properties.0.expression.live.listing, publisher: { ...$properties.0.expression.live.listing.publisher, $properties.1 } } } }',
    },
  },
  {
    id: 'APP-70',
    statement: 'Only who may manage apps (`apps:manage`) can delete an app.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are deleted and restored by admins, but not while a submission is open',
    },
    removal: { kind: 'ArrayLiteralExpression', replacement: "[...$node, 'apps:manage']" },
  },
  {
    id: 'APP-71',
    statement: 'An app cannot be deleted while a submission is open.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are deleted and restored by admins, but not while a submission is open',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'APP-72',
    statement: 'Nobody is authorized to edit a deleted app.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are deleted and restored by admins, but not while a submission is open',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenFalse' },
  },
  {
    id: 'APP-73',
    statement: 'A deleted app can be restored as it was for 30 days, and not later.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are deleted and restored by admins, but not while a submission is open',
    },
    removal: { kind: 'CallExpression', replacement: 'false' },
  },
  {
    id: 'APP-74',
    statement: 'A deleted app that can no longer be restored is archived.',
    test: {
      file: 'test/application/maintenance/expire-approvals-archive-apps.spec.ts',
      name: 'archives apps 30 days after their deletion, with everything they have',
    },
    removal: { kind: 'AwaitExpression', replacement: '[]' },
  },
  {
    id: 'APP-75',
    statement: 'An archived app keeps only its name: its submissions and keys are removed.',
    test: {
      file: 'test/application/maintenance/expire-approvals-archive-apps.spec.ts',
      name: 'archives apps 30 days after their deletion, with everything they have',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'APP-76',
    statement: 'An app that is restored while it is being archived keeps its submissions and keys.',
    test: {
      file: 'test/application/maintenance/expire-approvals-archive-apps.spec.ts',
      name: 'leaves an app alone that is restored during the round',
    },
    removal: {
      kind: 'CallExpression',
      replacement:
        "{ kind: 'touch', collection: $arguments.0, id: $arguments.1.value.id, expectedVersion: $arguments.1.version + 1 }",
    },
  },
];
