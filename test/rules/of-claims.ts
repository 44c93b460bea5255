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
    without: {
      file: 'src/application/review/reviewer.ts',
      find: 'return capabilities.includes(capability) ? ok(actor.userId) : denied();',
      replace: 'return ok(actor.userId);',
    },
  },
  {
    id: 'REV-27',
    rule: 'Whoever acts for the platform can sign in.',
    test: {
      file: 'test/application/review/review.spec.ts',
      name: 'is for those whom the directory knows, as far as it says, and who can sign in',
    },
    without: {
      file: 'src/application/review/enforce.ts',
      find: 'const active = by === null ? ok(null) : activeUser(account);',
      replace: 'const active = ok(null);',
    },
  },
  {
    id: 'REV-28',
    rule: 'A claim is a lease of 60 minutes.',
    test: {
      file: 'test/domain/review/claims.spec.ts',
      name: 'is a lease of an hour, with the first token',
    },
    without: {
      file: 'src/domain/review/claims.ts',
      find: 'until: secondsAfter(now, policy.reviewLease)',
      replace: 'until: secondsAfter(now, policy.reviewLease / 2)',
    },
  },
  {
    id: 'REV-29',
    rule: 'What is under a claim is not claimed.',
    test: {
      file: 'test/domain/review/claims.spec.ts',
      name: 'keeps others away until it ends, and its holder from a second one, and raises the token after that',
    },
    without: {
      file: 'src/domain/review/claims.ts',
      find: "if (isLeased(submission, now)) return refuse({ code: 'not_claimable', path: ['submissionId'] });",
      replace: '',
    },
  },
  {
    id: 'REV-30',
    rule: 'A claim that is over keeps nobody away.',
    test: {
      file: 'test/domain/review/claims.spec.ts',
      name: 'keeps a submission until its end, and not at it',
    },
    without: {
      file: 'src/domain/review/claims.ts',
      find: 'return lease !== undefined && lease.until > now;',
      replace: 'return lease !== undefined;',
    },
  },
  {
    id: 'REV-31',
    rule: 'Of several reviewers who claim a submission at once, one does.',
    test: {
      file: 'test/rules/review.spec.ts',
      name: 'gives a submission to one of two reviewers who claim it at once',
    },
    without: {
      file: 'src/adapters/memory/commit.ts',
      find: 'return table.update(change.id, change.expected, change.value);',
      replace:
        'return table.update(change.id, table.find(change.id)?.version ?? change.expected, change.value);',
    },
  },
  {
    id: 'REV-32',
    rule: 'Each claim of a submission has a higher token.',
    test: {
      file: 'test/domain/review/claims.spec.ts',
      name: 'raises the token after a claim that was given back',
    },
    without: {
      file: 'src/domain/review/claims.ts',
      find: 'const token = submission.claims + 1;',
      replace: 'const token = 1;',
    },
  },
  {
    id: 'REV-33',
    rule: 'A reviewer has at most three submissions under a claim.',
    test: {
      file: 'test/domain/review/claims.spec.ts',
      name: 'of somebody who has %i of three: %s',
    },
    without: {
      file: 'src/domain/review/claims.ts',
      find: "if (reviewer.claims >= limit) return refuse({ code: 'claim_limit_reached', limit });",
      replace: '',
    },
  },
  {
    id: 'REV-34',
    rule: 'A claim is renewed by its holder for another 60 minutes, under the same token.',
    test: {
      file: 'test/domain/review/claims.spec.ts',
      name: 'lasts an hour from then, under the same token',
    },
    without: {
      file: 'src/domain/review/claims.ts',
      find: 'return ok({ ...submission, state: to.value, lease, updatedAt: now });',
      replace: 'return ok({ ...submission, state: to.value, updatedAt: now });',
    },
  },
  {
    id: 'REV-35',
    rule: 'Nobody but its holder renews a claim or gives it back.',
    test: {
      file: 'test/domain/review/claims.spec.ts',
      name: 'must be the holder’s, under its token, and last',
    },
    without: {
      file: 'src/domain/review/claims.ts',
      find: 'lease.holder === userId && ',
      replace: '',
    },
  },
];
