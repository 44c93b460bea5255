// Rules of what reviewers decide, and of who learns which part of it.
import type { Rule } from './rule.js';

export const reviewDecisionRules: readonly Rule[] = [
  {
    id: 'REV-36',
    statement: 'Only the holder of the claim can decide on a claimed submission.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'to %s is possible only for the holder with the right lease token',
    },
    removal: { kind: 'CallExpression', replacement: 'null' },
  },
  {
    id: 'REV-37',
    statement: 'Nobody can decide under an expired claim.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'to %s is refused from the moment at which the claim expires',
    },
    removal: { kind: 'CallExpression', replacement: 'null' },
  },
  {
    id: 'REV-38',
    statement: 'The holder of an old claim cannot decide after a newer claim.',
    test: {
      file: 'test/domain/review/submission.prop.ts',
      name: 'that was followed by another claim allows nothing',
    },
    removal: { kind: 'CallExpression', replacement: 'null' },
  },
  {
    id: 'REV-39',
    statement: "Only the claim's own lease token gives access to the claim.",
    test: {
      file: 'test/domain/review/submission.prop.ts',
      name: 'allows only its holder, with its token, before it expires',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'REV-40',
    statement: 'A reviewer decides on exactly the snapshot whose digest they name.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'to %s is possible only on exactly the snapshot that the reviewer saw',
    },
    removal: { kind: 'CallExpression', replacement: 'null' },
  },
  {
    id: 'REV-41',
    statement: 'A member of the organization cannot decide on its submissions.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'to %s is refused for an author, and for anybody who is a member or was one lately',
    },
    removal: { kind: 'BinaryExpression', replacement: '$left.left ?? $right' },
  },
  {
    id: 'REV-42',
    statement: 'A reviewer who has left the organization since the case began cannot decide on it.',
    test: { file: 'test/domain/review/claim-submission.spec.ts', name: 'of %s: %s' },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'REV-43',
    statement: 'Nobody decides on what they created, changed last or submitted.',
    test: {
      file: 'test/domain/review/claim-submission.spec.ts',
      name: 'is refused for a conflict of interest',
    },
    removal: { kind: 'CallExpression', replacement: 'false' },
  },
  {
    id: 'REV-44',
    statement: 'Claiming a submission is refused to a reviewer with ties to its organization.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'refuses reviewers with ties to the organization',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'REV-45',
    statement: 'A new app needs two approvals.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'of a new app waits for a second approval',
    },
    removal: { kind: 'TrueKeyword', replacement: 'false' },
  },
  {
    id: 'REV-46',
    statement:
      'An update that newly asks for microphone, camera, location or notifications needs two approvals.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'for an update with the new permission %s: %s',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'REV-47',
    statement: 'An update that asks for no additional sensitive permission needs one approval.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'not for permissions that are live already, for fewer, or for another reason text',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.1' },
  },
  {
    id: 'REV-48',
    statement: 'The second approval must come from another reviewer than the first.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'to %s needs another reviewer',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'REV-49',
    statement:
      'The second decision follows the same rules as the first: no ties, and the same snapshot.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'to %s follows the same rules',
    },
    removal: { kind: 'CallExpression', replacement: 'null' },
  },
  {
    id: 'REV-50',
    statement:
      'A submission that the second reviewer sends back returns to its place in the queue.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'waits again at its old place, with the reason',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: "'changes_requested'" },
  },
  {
    id: 'REV-51',
    statement: 'A negative decision has at least one reason from the list.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'is refused without a reason code: %j',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'REV-52',
    statement: 'A negative decision has a text that is not absent, null, empty or blank.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'is refused with a text that has no letter or digit: %s',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenTrue' },
  },
  {
    id: 'REV-53',
    statement:
      'A closed submission stays closed, except that a release can be revoked, superseded or become live again.',
    test: {
      file: 'test/domain/review/submission.prop.ts',
      name: 'never changes, except for a release that is revoked, superseded or live again',
    },
    removal: { kind: 'ObjectLiteralExpression', replacement: "{ release: ['released'] }" },
  },
  {
    id: 'REV-54',
    statement:
      'A transition that comes too late is refused with the decision that was made before, and its time.',
    test: {
      file: 'test/domain/review/submission.prop.ts',
      name: 'refuses late commands with what was decided and when',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'REV-55',
    statement: 'The organization sees the decision and its reasons, but not the reviewer.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'shows the organization what was decided and why, but not by whom',
    },
    removal: { kind: 'ObjectBindingPattern', replacement: '$elements.1.name' },
  },
  {
    id: 'REV-56',
    statement: 'The audit log of an organization shows that a reviewer acted, but not which one.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'shows the organization what was decided and why, but not by whom',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'REV-57',
    statement: 'The organization does not see what the second reviewer sends back.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'hides from the organization that the second reviewer sent a submission back',
    },
    removal: { kind: 'StringLiteral', replacement: '' },
  },
  {
    id: 'REV-58',
    statement: 'The organization does not see why a submission was moved to another lane.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'shows the organization the new lane but not the reason',
    },
    removal: { kind: 'StringLiteral', replacement: "'reviewer'" },
  },
];
