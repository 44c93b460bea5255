// Rules of when a draft is submitted, and when again.
import type { Rule } from './rule.js';

export const readinessRules: readonly Rule[] = [
  {
    id: 'REV-12',
    statement: "A draft is not ready before the organization's contact address is verified.",
    test: {
      file: 'test/domain/review/submission-readiness.spec.ts',
      name: 'before the contact address of the organization is verified',
    },
    removal: { kind: 'ParenthesizedExpression', replacement: '$expression.whenTrue' },
  },
  {
    id: 'REV-13',
    statement: 'A draft is not ready while its app is not public.',
    test: {
      file: 'test/domain/review/submission-readiness.spec.ts',
      name: 'while the visibility of its app is %s',
    },
    removal: { kind: 'ParenthesizedExpression', replacement: '$expression.whenTrue' },
  },
  {
    id: 'REV-14',
    statement:
      'A draft is not ready without a description, version, public URL, logo, privacy policy and support URL.',
    test: { file: 'test/domain/review/submission-readiness.spec.ts', name: 'without its %s' },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'REV-15',
    statement: 'A draft is not ready if a permission has no reason.',
    test: {
      file: 'test/domain/review/submission-readiness.spec.ts',
      name: 'with a permission without a reason',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'REV-16',
    statement: 'A draft is not ready if it asks for the permission ALL.',
    test: {
      file: 'test/domain/review/submission-readiness.spec.ts',
      name: 'with the permission ALL, with or without a reason',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'REV-17',
    statement: 'A draft is not ready if its version is not higher than the live one.',
    test: {
      file: 'test/domain/review/submission-readiness.spec.ts',
      name: 'if version %s is live and its version is %s',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'REV-18',
    statement:
      'A draft is not ready if it has not changed since the live release, or since changes were requested.',
    test: {
      file: 'test/domain/review/submission-readiness.spec.ts',
      name: 'if nothing has changed since the live release or since it was sent back',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'REV-19',
    statement: 'The readiness check lists every issue at once, each with a code and a path.',
    test: {
      file: 'test/domain/review/submission-readiness.spec.ts',
      name: 'are listed all at once, each with a code and a path',
    },
    removal: { kind: 'SpreadElement', replacement: '' },
  },
  {
    id: 'REV-20',
    statement: 'An app whose draft is not ready cannot be submitted.',
    test: {
      file: 'test/domain/review/submit-app.spec.ts',
      name: 'is refused with all issues if the draft is not ready',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'REV-21',
    statement: 'A suspended or taken-down app cannot be submitted.',
    test: {
      file: 'test/domain/review/submit-app.spec.ts',
      name: 'is refused for an app that is %s',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'REV-22',
    statement: "The organization can withdraw an open submission, which ends a reviewer's claim.",
    test: {
      file: 'test/domain/review/withdraw-submission.spec.ts',
      name: 'was in the state %s, and has no claim any more',
    },
    removal: { kind: 'CallExpression', replacement: '{ ...$arguments.0, state: $arguments.1 }' },
  },
  {
    id: 'REV-23',
    statement: 'A resubmission keeps its case, its lane and its place in the queue.',
    test: {
      file: 'test/domain/review/submit-app.spec.ts',
      name: 'is the next revision in the same case, at its old place in the queue',
    },
    removal: {
      kind: 'Identifier',
      replacement: '{ ...$node, enteredAt: new Date($node.enteredAt.getTime() + 1) }',
    },
  },
  {
    id: 'REV-24',
    statement: 'A resubmission starts without claims and decisions.',
    test: {
      file: 'test/domain/review/submit-app.spec.ts',
      name: 'begins without a claim, a decision or an outcome',
    },
    removal: { kind: 'ArrayLiteralExpression', replacement: '[{}]' },
  },
  {
    id: 'REV-25',
    statement: 'A submission that was replaced by a resubmission stays closed.',
    test: {
      file: 'test/domain/review/submit-app.spec.ts',
      name: 'replaces the submission before it',
    },
    removal: { kind: 'StringLiteral', replacement: "'withdrawn'" },
  },
];
