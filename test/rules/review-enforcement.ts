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
];
