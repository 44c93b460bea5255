// Rules of the queue of the desk.
import type { Rule } from './rule.js';

export const queue: readonly Rule[] = [
  {
    id: 'REV-59',
    rule: 'The queue is in the order of lanes: security, updates, new apps.',
    test: {
      file: 'test/domain/review/queue.spec.ts',
      name: 'stand in this order: security, updates, new apps',
    },
    without: { kind: 'ArrayLiteralExpression', becomes: "['update', 'security', 'new']" },
  },
  {
    id: 'REV-60',
    rule: 'Within a lane the queue is in the order in which submissions are due.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'shows first what is due first, whichever was submitted last',
    },
    without: { kind: 'Identifier', becomes: '-$node' },
  },
  {
    id: 'REV-61',
    rule: 'A submission is due within 1, 3 or 7 days, by its lane.',
    test: {
      file: 'test/domain/review/queue.spec.ts',
      name: 'are due after 1, 3 and 7 days, or as the policy says',
    },
    without: { kind: 'PropertyAssignment', becomes: '$name: 2 * $initializer' },
  },
  {
    id: 'REV-62',
    rule: 'Another lane is due from the time at which the case began.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: '%s is due %i days after the case began, whenever it was set',
    },
    without: { kind: 'PropertyAccessExpression', becomes: 'new Date($node.getTime() + 1000)' },
  },
  {
    id: 'REV-63',
    rule: 'Another lane is set with a reason.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'moves nothing into another lane without a reason',
    },
    without: { kind: 'CallExpression', becomes: '$arguments.0' },
  },
  {
    id: 'REV-64',
    rule: 'Another lane is set by nobody with ties to the organization.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'is set by nobody whose own the submission is',
    },
    without: { kind: 'IfStatement', becomes: '' },
  },
  {
    id: 'REV-65',
    rule: 'The desk sees how many wait, in which lanes, the oldest, the median and the ninetieth percentile.',
    test: {
      file: 'test/domain/review/queue.spec.ts',
      name: 'are as somebody counts who looks at one after the other',
    },
    without: { kind: 'CallExpression', becomes: 'Math.floor($arguments.0)' },
  },
  {
    id: 'REV-66',
    rule: 'The desk sees the share of what waits that is in time.',
    test: {
      file: 'test/domain/review/queue.spec.ts',
      name: 'count as in time what is due at this moment, and not a millisecond before',
    },
    without: { kind: 'BinaryExpression', becomes: '$left > $right' },
  },
];
