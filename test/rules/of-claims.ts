// Rules of reviewers and their claims.
import type { Rule } from './rule.js';

export const claims: readonly Rule[] = [
  {
    id: 'REV-26',
    rule: 'Reviewers are those whom the directory of the platform names.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'is for those whom the directory knows, as far as it says, and who can sign in',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenTrue' },
  },
  {
    id: 'REV-27',
    rule: 'Whoever acts for the platform can sign in.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'is for those whom the directory knows, as far as it says, and who can sign in',
    },
    without: { kind: 'ConditionalExpression', becomes: '$whenTrue' },
  },
  {
    id: 'REV-28',
    rule: 'A claim is a lease of 60 minutes.',
    test: {
      file: 'test/domain/review/claims.spec.ts',
      name: 'is a lease of an hour, with the first token',
    },
    without: { kind: 'PropertyAccessExpression', becomes: '$node / 2' },
  },
  {
    id: 'REV-29',
    rule: 'What is under a claim is not claimed.',
    test: {
      file: 'test/domain/review/claims.spec.ts',
      name: 'keeps others away until it ends, and its holder from a second one, and raises the token after that',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'REV-30',
    rule: 'A claim that is over keeps nobody away.',
    test: {
      file: 'test/domain/review/claims.spec.ts',
      name: 'keeps a submission until its end, and not at it',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
  {
    id: 'REV-31',
    rule: 'Of several reviewers who claim a submission at once, one does.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'gives a submission to one of two reviewers who claim it at once',
    },
    without: {
      kind: 'CallExpression',
      becomes:
        '$expression($arguments.0, $expression.expression.find($arguments.0)?.version ?? $arguments.1, $arguments.2)',
    },
  },
  {
    id: 'REV-32',
    rule: 'Each claim of a submission has a higher token.',
    test: {
      file: 'test/domain/review/claims.spec.ts',
      name: 'raises the token after a claim that was given back',
    },
    without: { kind: 'BinaryExpression', becomes: '1' },
  },
  {
    id: 'REV-33',
    rule: 'A reviewer has at most three submissions under a claim.',
    test: {
      file: 'test/domain/review/claims.spec.ts',
      name: 'of somebody who has %i of three: %s',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'REV-34',
    rule: 'A claim is renewed by its holder for another 60 minutes, under the same token.',
    test: {
      file: 'test/domain/review/claims.spec.ts',
      name: 'lasts an hour from then, under the same token',
    },
    without: { kind: 'ShorthandPropertyAssignment', becomes: '' },
  },
  {
    id: 'REV-35',
    rule: 'Nobody but its holder renews a claim or gives it back.',
    test: {
      file: 'test/domain/review/claims.spec.ts',
      name: 'must be the holder’s, under its token, and last',
    },
    without: { kind: 'BinaryExpression', becomes: 'true' },
  },
];
