// Rules of reviewers and their claims.
import type { Rule } from './rule.js';

export const claimRules: readonly Rule[] = [
  {
    id: 'REV-26',
    statement: 'Only users whom the reviewer directory names can review.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'is only for users whom the directory names, with their capability, and who can sign in',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenTrue' },
  },
  {
    id: 'REV-27',
    statement: 'An enforcer, who acts for the platform, must be able to sign in.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'is only for users whom the directory names, with their capability, and who can sign in',
    },
    removal: { kind: 'ConditionalExpression', replacement: '$whenTrue' },
  },
  {
    id: 'REV-28',
    statement: 'A claim lasts 60 minutes.',
    test: {
      file: 'test/domain/review/claim-submission.spec.ts',
      name: 'is a lease of one hour with the first lease token',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: '$node / 2' },
  },
  {
    id: 'REV-29',
    statement: 'A claimed submission cannot be claimed again.',
    test: {
      file: 'test/domain/review/claim-submission.spec.ts',
      name: 'refuses other claims until it expires, also by its holder, and raises the token after that',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'REV-30',
    statement: 'A submission whose claim has expired can be claimed again.',
    test: {
      file: 'test/domain/review/claim-submission.spec.ts',
      name: 'holds the submission until its end, but not at its end',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
  {
    id: 'REV-31',
    statement: 'If several reviewers claim a submission at the same time, one gets it.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'lets one of several reviewers claim a submission at once',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'REV-32',
    statement: 'Each claim on a submission has a higher lease token than the one before.',
    test: {
      file: 'test/domain/review/claim-submission.spec.ts',
      name: 'raises the token after a released claim',
    },
    removal: { kind: 'BinaryExpression', replacement: '1' },
  },
  {
    id: 'REV-33',
    statement: 'A reviewer can claim at most three submissions at a time.',
    test: {
      file: 'test/domain/review/claim-submission.spec.ts',
      name: 'by a reviewer with %i of three claims: %s',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'REV-34',
    statement: 'The holder can renew a claim for another 60 minutes, with the same lease token.',
    test: {
      file: 'test/domain/review/claim-submission.spec.ts',
      name: 'extends it by an hour with the same token',
    },
    removal: { kind: 'ShorthandPropertyAssignment', replacement: '' },
  },
  {
    id: 'REV-35',
    statement: 'Only its holder can renew or release a claim.',
    test: {
      file: 'test/domain/review/claim-submission.spec.ts',
      name: 'needs the holder, the right token, and a claim that has not expired',
    },
    removal: { kind: 'BinaryExpression', replacement: 'true' },
  },
];
