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
    without: {
      file: 'src/domain/review/submission.ts',
      find: "export const lanes = ['security', 'update', 'new'] as const;",
      replace: "export const lanes = ['update', 'security', 'new'] as const;",
    },
  },
  {
    id: 'REV-60',
    rule: 'Within a lane the queue is in the order in which submissions are due.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'shows first what is due first, whichever was submitted last',
    },
    without: {
      file: 'src/adapters/memory/app-tables.ts',
      find: '    ({ dueAt }) => dueAt.getTime(),\n',
      replace: '    ({ dueAt }) => -dueAt.getTime(),\n',
    },
  },
  {
    id: 'REV-61',
    rule: 'A submission is due within 1, 3 or 7 days, by its lane.',
    test: {
      file: 'test/domain/review/queue.spec.ts',
      name: 'are due after 1, 3 and 7 days, or as the policy says',
    },
    without: {
      file: 'src/domain/review/queue.ts',
      find: 'update: policy.reviewWithinUpdate,',
      replace: 'update: policy.reviewWithinNew,',
    },
  },
  {
    id: 'REV-62',
    rule: 'Another lane is due from the time at which the case began.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: '%s is due %i days after the case began, whenever it was set',
    },
    without: {
      file: 'src/domain/review/decisions.ts',
      find: 'dueAfter(lane, submission.enteredAt, policy)',
      replace: 'dueAfter(lane, now, policy)',
    },
  },
  {
    id: 'REV-63',
    rule: 'Another lane is set with a reason.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'moves nothing into another lane without a reason',
    },
    without: {
      file: 'src/application/review/decisions.ts',
      find: 'const reason = wordsOf(input.reason);\n',
      replace: 'const reason = input.reason;\n',
    },
  },
  {
    id: 'REV-64',
    rule: 'Another lane is set by nobody with ties to the organization.',
    test: {
      file: 'test/domain/review/decisions.spec.ts',
      name: 'is set by nobody whose own the submission is',
    },
    without: {
      file: 'src/domain/review/decisions.ts',
      find: '  if (conflict !== null) return refuse(conflict);\n',
      replace: '',
    },
  },
  {
    id: 'REV-65',
    rule: 'The desk sees how many wait, in which lanes, the oldest, the median and the ninetieth percentile.',
    test: {
      file: 'test/domain/review/queue.spec.ts',
      name: 'are as somebody counts who looks at one after the other',
    },
    without: {
      file: 'src/domain/review/queue.ts',
      find: 'Math.ceil((percent * sorted.length) / 100)',
      replace: 'Math.floor((percent * sorted.length) / 100)',
    },
  },
  {
    id: 'REV-66',
    rule: 'The desk sees the share of what waits that is in time.',
    test: {
      file: 'test/domain/review/queue.spec.ts',
      name: 'count as in time what is due at this moment, and not a millisecond before',
    },
    without: {
      file: 'src/domain/review/queue.ts',
      find: '({ dueAt }) => dueAt >= now',
      replace: '({ dueAt }) => dueAt > now',
    },
  },
];
