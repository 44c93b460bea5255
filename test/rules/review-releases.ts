// Rules of releases and revocations.
import type { Rule } from './rule.js';

export const releaseRules: readonly Rule[] = [
  {
    id: 'REV-67',
    statement: 'An approval can be released for 90 days.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'of an update without new permissions can be released for 90 days',
    },
    removal: { kind: 'Identifier', replacement: '2 * $node' },
  },
  {
    id: 'REV-68',
    statement:
      'An expired approval cannot be released, whether or not its row says that it has expired.',
    test: {
      file: 'test/domain/review/approval-expiry.spec.ts',
      name: 'can be released until it expires, whatever state is stored',
    },
    removal: {
      kind: 'CallExpression',
      replacement: 'nextSubmissionState($arguments.0, $arguments.1)',
    },
  },
  {
    id: 'REV-69',
    statement: 'An approval is marked as expired only after it has expired.',
    test: {
      file: 'test/domain/review/approval-expiry.spec.ts',
      name: 'is stored as expired with its expiry time and without a user',
    },
    removal: { kind: 'PrefixUnaryExpression', replacement: 'false' },
  },
  {
    id: 'REV-70',
    statement: 'Maintenance marks expired approvals.',
    test: {
      file: 'test/application/maintenance/expire-approvals-archive-apps.spec.ts',
      name: 'writes the expired state of approvals, one organization per commit',
    },
    removal: { kind: 'AwaitExpression', replacement: '[]' },
  },
  {
    id: 'REV-71',
    statement: 'A suspended or taken-down app cannot be released.',
    test: {
      file: 'test/domain/review/release-submission.spec.ts',
      name: 'is refused for an app that is %s',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'REV-72',
    statement: 'A new release supersedes the one before, which can become live again.',
    test: {
      file: 'test/domain/review/release-submission.spec.ts',
      name: 'supersedes the live release, which can become live again',
    },
    removal: { kind: 'ConditionalExpression', replacement: 'null' },
  },
  {
    id: 'REV-73',
    statement: 'A command that a member sent before being removed releases nothing.',
    test: {
      file: 'test/rules/apps.spec.ts',
      name: 'is not released by a member who is removed before the commit',
    },
    removal: { kind: 'CallExpression', replacement: '' },
  },
  {
    id: 'REV-74',
    statement: 'If the live release is revoked, the last release before it becomes live again.',
    test: {
      file: 'test/domain/review/revoke-release.spec.ts',
      name: 'the live release makes the release before it live again',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'REV-75',
    statement: 'If the only release is revoked, nothing is live.',
    test: {
      file: 'test/domain/review/revoke-release.spec.ts',
      name: 'the first release leaves nothing live',
    },
    removal: { kind: 'PropertyAssignment', replacement: '$name' },
  },
  {
    id: 'REV-76',
    statement: 'Revoking a release that is not live does not change the live release.',
    test: {
      file: 'test/domain/review/revoke-release.spec.ts',
      name: 'a submission that is %s does not change the live release',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'REV-77',
    statement: 'Only a reviewer with the capability `enforce` can revoke a release.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'is only for users whom the directory names, with their capability, and who can sign in',
    },
    removal: { kind: 'StringLiteral', replacement: "'review'" },
  },
  {
    id: 'REV-78',
    statement: 'The command that revokes a release needs a reason from the list and a text.',
    test: { file: 'test/rules/review.spec.ts', name: 'refuses to revoke without reasons and text' },
    removal: {
      kind: 'ConditionalExpression',
      replacement:
        "$condition ? $whenTrue : $whenTrue.expression({ $whenTrue.arguments.0.properties.0, $whenTrue.arguments.0.properties.1.name: { reasons: ['other'], text: 'x' }, $whenTrue.arguments.0.properties.2 })",
    },
  },
];
