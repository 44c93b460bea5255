// Rules of the queue of the desk.
import type { Rule } from './rule.js';

export const queueRules: readonly Rule[] = [
  {
    id: 'REV-59',
    statement: 'The queue lists the lanes in this order: security, updates, new apps.',
    test: {
      file: 'test/domain/review/review-queue.spec.ts',
      name: 'are in this order: security, updates, new apps',
    },
    removal: { kind: 'CallExpression', replacement: '2 - $node' },
  },
  {
    id: 'REV-60',
    statement: 'Within a lane, the queue is sorted by due time.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'lists first what is due first, whenever it was submitted',
    },
    removal: { kind: 'ShorthandPropertyAssignment', replacement: '$name: new Date(-$name)' },
  },
  {
    id: 'REV-61',
    statement: 'A submission is due within 1, 3 or 7 days, depending on its lane.',
    test: {
      file: 'test/domain/review/review-queue.spec.ts',
      name: 'are due after 1, 3 and 7 days, or as the policy says',
    },
    removal: { kind: 'PropertyAssignment', replacement: '$name: 2 * $initializer' },
  },
  {
    id: 'REV-62',
    statement: 'After a change of lane, the due time still counts from the start of the case.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: '%s is due %i days after the case began, whenever it is set',
    },
    removal: { kind: 'PropertyAccessExpression', replacement: 'new Date($node.getTime() + 1000)' },
  },
  {
    id: 'REV-63',
    statement: 'A change of lane needs a reason.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'refuses another lane without a reason',
    },
    removal: { kind: 'CallExpression', replacement: '$arguments.0' },
  },
  {
    id: 'REV-64',
    statement: 'A reviewer with ties to the organization cannot change the lane.',
    test: {
      file: 'test/domain/review/decide-submission.spec.ts',
      name: 'is refused for a conflict of interest',
    },
    removal: { kind: 'IfStatement', replacement: '' },
  },
  {
    id: 'REV-65',
    statement:
      'The queue statistics show how many submissions wait, by lane, and the oldest, the median and the 90th percentile of the waiting time.',
    test: {
      file: 'test/domain/review/review-queue.spec.ts',
      name: 'are equal to a simple count',
    },
    removal: { kind: 'CallExpression', replacement: 'Math.floor($arguments.0)' },
  },
  {
    id: 'REV-66',
    statement: 'The queue statistics show the share of waiting submissions that are not overdue.',
    test: {
      file: 'test/domain/review/review-queue.spec.ts',
      name: 'count a submission that is due now as on time, but not one that was due a millisecond before',
    },
    removal: { kind: 'BinaryExpression', replacement: '$left > $right' },
  },
];
