// Rules of when a draft is submitted, and when again.
import type { Rule } from './rule.js';

export const readiness: readonly Rule[] = [
  {
    id: 'REV-12',
    rule: 'A draft is not ready before the contact address of the organization is verified.',
    test: {
      file: 'test/domain/review/readiness.spec.ts',
      name: 'before the contact of the organization is verified',
    },
    without: { kind: 'ParenthesizedExpression', becomes: '$expression.whenTrue' },
  },
  {
    id: 'REV-13',
    rule: 'A draft is not ready while its app is shared with less than everybody.',
    test: { file: 'test/domain/review/readiness.spec.ts', name: 'while its app is shared as %s' },
    without: { kind: 'ParenthesizedExpression', becomes: '$expression.whenTrue' },
  },
  {
    id: 'REV-14',
    rule: 'A draft is not ready without description, version, public address, logo, privacy policy and support address.',
    test: { file: 'test/domain/review/readiness.spec.ts', name: 'without its %s' },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'REV-15',
    rule: 'A draft is not ready with a permission without a reason.',
    test: {
      file: 'test/domain/review/readiness.spec.ts',
      name: 'with a permission that nobody is told the reason of',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'REV-16',
    rule: 'A draft is not ready with the permission ALL.',
    test: {
      file: 'test/domain/review/readiness.spec.ts',
      name: 'with ALL, with a reason or without',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'REV-17',
    rule: 'A draft is not ready with a version that is not higher than the live one.',
    test: {
      file: 'test/domain/review/readiness.spec.ts',
      name: 'where %s is live, with the version %s',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'REV-18',
    rule: 'A draft is not ready where nothing has changed since the release, or since it was sent back.',
    test: {
      file: 'test/domain/review/readiness.spec.ts',
      name: 'where nothing has changed since the release, or since it was sent back',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'REV-19',
    rule: 'Everything that is missing is told at once, each with a code and a path.',
    test: {
      file: 'test/domain/review/readiness.spec.ts',
      name: 'is told at once, each with a code and a path',
    },
    without: { kind: 'SpreadElement', becomes: '' },
  },
  {
    id: 'REV-20',
    rule: 'What is not ready is not submitted.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'is ready, or refused with all that is missing',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'REV-21',
    rule: 'An app that is suspended or taken down is not submitted.',
    test: { file: 'test/domain/review/lifecycle.spec.ts', name: 'is not of an app that is %s' },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'REV-22',
    rule: 'An open submission is withdrawn by its organization, and a claim ends with it.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'may be %s, and is under no claim any more',
    },
    without: { kind: 'ObjectBindingPattern', becomes: '$elements.1.name' },
  },
  {
    id: 'REV-23',
    rule: 'What is submitted again after changes were requested keeps its case, its lane and its place in the queue.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'is another revision in the same case, at the place that it had',
    },
    without: {
      kind: 'Identifier',
      becomes: '{ ...$node, enteredAt: new Date($node.enteredAt.getTime() + 1) }',
    },
  },
  {
    id: 'REV-24',
    rule: 'What is submitted again begins without claims and decisions.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'begins without a claim, a decision or an end',
    },
    without: { kind: 'ArrayLiteralExpression', becomes: '[{}]' },
  },
  {
    id: 'REV-25',
    rule: 'What was replaced stays so.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'replaces the one before, for good',
    },
    without: { kind: 'StringLiteral', becomes: "'withdrawn'" },
  },
];
