// Rules of what the platform and the organization do with a live app.
import type { Rule } from './rule.js';

export const enforcementRules: readonly Rule[] = [
  {
    id: 'REV-79',
    statement:
      'Warning, suspension, takedown and reinstatement follow one table, and no other change is possible.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'allows exactly the transitions of the enforcement table',
    },
    removal: { kind: 'PropertyAssignment', replacement: "$node, warn: 'warned'" },
  },
  {
    id: 'REV-80',
    statement: 'Every command that enforces needs a reason, which the organization can read.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'refuses enforcement without a reason, and shows the reason to the organization',
    },
    removal: { kind: 'CallExpression', replacement: "$node ?? 'x'" },
  },
  {
    id: 'REV-81',
    statement: 'A reviewer with only the capability `review` cannot enforce.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'is only for users whom the directory names, with their capability, and who can sign in',
    },
    removal: { kind: 'StringLiteral', replacement: "'review'" },
  },
  {
    id: 'REV-82',
    statement: 'A reinstated app can be submitted and released again.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'refuses to submit or release a suspended app',
    },
    removal: { kind: 'StringLiteral', replacement: "'suspended'" },
  },
  {
    id: 'REV-83',
    statement: 'An organization can delist and relist its app, whose release stays live.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are delisted and relisted by their organization, but not while they are suspended',
    },
    removal: { kind: 'ConditionalExpression', replacement: '{}' },
  },
  {
    id: 'REV-84',
    statement: 'A suspended or taken-down app can be neither delisted nor relisted.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are delisted and relisted by their organization, but not while they are suspended',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'REV-85',
    statement: 'For older clients, a published app is PUBLISHED, whatever the state of an update.',
    test: {
      file: 'test/domain/review/legacy-status.spec.ts',
      name: 'that is live is PUBLISHED, with a newest submission %s',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'REV-86',
    statement:
      'For older clients, an unpublished app has the status of its newest submission: SUBMITTED, REJECTED or DEVELOPMENT.',
    test: {
      file: 'test/domain/review/legacy-status.spec.ts',
      name: 'whose newest submission is %s, and that is not live, matches the table',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'REV-87',
    statement: 'The text of a decision holds no character that nobody can see.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'refuses a text with characters that nobody can see',
    },
    removal: { kind: 'PrefixUnaryExpression', replacement: 'true' },
  },
  {
    id: 'REV-88',
    statement:
      'The authors of a submission are who created the app, who changed its draft last, and who submitted it.',
    test: {
      file: 'test/application/review/conflict-of-interest.spec.ts',
      name: 'is its creator, who leaves, lets a friend submit it, and wants to approve it before coming back',
    },
    removal: { kind: 'CallExpression', replacement: '[by]' },
  },
  {
    id: 'REV-89',
    statement: 'A reviewer who left the organization shortly before the case cannot decide on it.',
    test: {
      file: 'test/application/review/conflict-of-interest.spec.ts',
      name: 'is whoever left the organization less than 90 days before the case',
    },
    removal: { kind: 'PrefixUnaryExpression', replacement: '0' },
  },
  {
    id: 'REV-90',
    statement: 'This cooling-off period is 90 days by default.',
    test: { file: 'test/domain/review/claim-submission.spec.ts', name: 'of %s: %s' },
    removal: { kind: 'BinaryExpression', replacement: '30 * dayInSeconds' },
  },
  {
    id: 'REV-91',
    statement: 'An update that changes the name of the app needs two approvals.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'if it changes the name of the app',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'REV-92',
    statement: 'An update that another organization publishes needs two approvals.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'if another organization publishes it, under whatever name',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'REV-93',
    statement: 'An update whose publisher has another name needs two approvals.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'if its publisher has another name',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'REV-94',
    statement: 'An update whose public address or web view names a new host needs two approvals.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'if it adds a server: %s %s: %s',
    },
    removal: { kind: 'CallExpression', replacement: 'false' },
  },
  {
    id: 'REV-95',
    statement: 'If the policy says `never`, one approval is enough, also for a new app.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'never, if the policy says so, also for a new app',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'REV-96',
    statement: 'A reviewer with ties to an app can neither enforce on it nor revoke its releases.',
    test: {
      file: 'test/application/review/conflict-of-interest.spec.ts',
      name: 'cannot enforce on it or revoke its release, while others and the platform can',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'REV-97',
    statement: 'A reviewer with ties to an app does not see its review, nor who decided.',
    test: {
      file: 'test/application/review/conflict-of-interest.spec.ts',
      name: 'does not learn who decided',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'REV-98',
    statement: 'The review queue marks the submissions that a reviewer may not decide on.',
    test: {
      file: 'test/application/review/conflict-of-interest.spec.ts',
      name: 'sees it marked in the queue, exactly if the claim is refused',
    },
    removal: { kind: 'BinaryExpression', replacement: 'false' },
  },
  {
    id: 'REV-99',
    statement: 'An organization submits at most 50 times a day.',
    test: {
      file: 'test/application/apps/app-limits.spec.ts',
      name: 'let an organization submit and resubmit a number of times a day',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: '1_000' },
  },
];
