// Rules of releases and revocations.
import type { Rule } from './rule.js';

export const releases: readonly Rule[] = [
  {
    id: 'REV-67',
    rule: 'An approval can be released for 90 days.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'of an update that asks for nothing new can be released for 90 days',
    },
    without: { kind: 'Identifier', becomes: '2 * $node' },
  },
  {
    id: 'REV-68',
    rule: 'Nothing is released under an approval that is over, whether its end is written down or not.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'is released until then and not from then on, whether its end is written down or not',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'REV-69',
    rule: 'The end of an approval is written down once it is there, and no sooner.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'is written down as ended from then on, as of then, by nobody',
    },
    without: { kind: 'PrefixUnaryExpression', becomes: 'false' },
  },
  {
    id: 'REV-70',
    rule: 'Maintenance writes down which approvals have ended.',
    test: {
      file: 'test/application/maintenance/apps.spec.ts',
      name: 'writes down which approvals have ended, organization by organization',
    },
    without: { kind: 'AwaitExpression', becomes: '[]' },
  },
  {
    id: 'REV-71',
    rule: 'An app that is suspended or taken down is not released.',
    test: { file: 'test/domain/review/lifecycle.spec.ts', name: 'is none of an app that is %s' },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'REV-72',
    rule: 'A release takes the place of the one before, which can come back.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'takes the place of the one before, which can come back',
    },
    without: { kind: 'ConditionalExpression', becomes: 'null' },
  },
  {
    id: 'REV-73',
    rule: 'What a removed member had in flight releases nothing.',
    test: { file: 'test/rules/apps.spec.ts', name: 'is not released by who is removed meanwhile' },
    without: { kind: 'CallExpression', becomes: '' },
  },
  {
    id: 'REV-74',
    rule: 'Where what is live is revoked, the last release before it is live again.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'of what is live brings back the release before it',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'REV-75',
    rule: 'Where the only release is revoked, nothing is live.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'of the first release leaves nothing live',
    },
    without: { kind: 'PropertyAssignment', becomes: '$name' },
  },
  {
    id: 'REV-76',
    rule: 'A revocation of what is not live leaves what is live alone.',
    test: {
      file: 'test/domain/review/lifecycle.spec.ts',
      name: 'of one that is %s leaves what is live alone',
    },
    without: { kind: 'BinaryExpression', becomes: 'false' },
  },
  {
    id: 'REV-77',
    rule: 'A release is revoked by who may enforce.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'is for those whom the directory knows, as far as it says, and who can sign in',
    },
    without: { kind: 'StringLiteral', becomes: "'review'" },
  },
  {
    id: 'REV-78',
    rule: 'A release is revoked with a reason out of the list and a text.',
    test: { file: 'test/rules/review.spec.ts', name: 'revokes nothing without grounds' },
    without: {
      kind: 'ConditionalExpression',
      becomes:
        "$condition ? $whenTrue : $whenTrue.expression({ $whenTrue.arguments.0.properties.0, $whenTrue.arguments.0.properties.1.name: { reasons: ['other'], text: 'x' }, $whenTrue.arguments.0.properties.2 })",
    },
  },
];
