// Rules of what the platform and the organization do with a live app.
import type { Rule } from './rule.js';

export const enforcement: readonly Rule[] = [
  {
    id: 'REV-79',
    rule: 'The platform warns, suspends, takes down and reinstates by one table, and does nothing that it does not name.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'imposes what the table of enforcement names, and nothing else',
    },
    without: { kind: 'PropertyAssignment', becomes: "$node, warn: 'warned'" },
  },
  {
    id: 'REV-80',
    rule: 'The platform imposes nothing without a reason, which the organization reads.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'imposes nothing on an app without a reason, which its organization reads',
    },
    without: { kind: 'CallExpression', becomes: "$node ?? 'x'" },
  },
  {
    id: 'REV-81',
    rule: 'Who may only review imposes nothing.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'is for those whom the directory knows, as far as it says, and who can sign in',
    },
    without: { kind: 'StringLiteral', becomes: "'review'" },
  },
  {
    id: 'REV-82',
    rule: 'An app that is reinstated may be released and submitted again.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'keeps an app that is suspended from being submitted and released',
    },
    without: { kind: 'StringLiteral', becomes: "'suspended'" },
  },
  {
    id: 'REV-83',
    rule: 'An organization delists and relists its app, which stays live.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are delisted by their organization, and not while the platform keeps them out',
    },
    without: { kind: 'ConditionalExpression', becomes: '{}' },
  },
  {
    id: 'REV-84',
    rule: 'An app is neither delisted nor relisted while the platform keeps it out.',
    test: {
      file: 'test/application/apps/apps.spec.ts',
      name: 'are delisted by their organization, and not while the platform keeps them out',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'REV-85',
    rule: 'To older clients an app that everybody finds is PUBLISHED, whatever becomes of an update.',
    test: {
      file: 'test/domain/review/projection.spec.ts',
      name: 'that is live is published, with a newest submission %s',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'REV-86',
    rule: 'To older clients an app that is not found is what its newest submission says: SUBMITTED, REJECTED or DEVELOPMENT.',
    test: {
      file: 'test/domain/review/projection.spec.ts',
      name: 'whose newest submission is %s, with nothing live',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
];
