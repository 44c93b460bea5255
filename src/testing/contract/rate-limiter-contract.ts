// The contract for rate limiters. It is separate from the storage contract, because a rate limiter need not be a storage.

import type { RateLimiter } from '../../ports/rate-limiter.js';
import { assertSame } from './assertions.js';
import type { TestRunner } from './describe-storage-contract.js';
import {
  midnightEpochMs,
  midnightPlus,
  type RateLimiterClause,
  rateLimitOfOneInviter,
  takeEach,
} from './rate-limiter-fixtures.js';
import { rateLimiterRangeClauses } from './rate-limiter-ranges.js';

/** How the contract opens and releases the rate limiter under test. */
export interface RateLimiterHarness {
  /** Opens a rate limiter that has counted nothing. The previous one is released before, so both can use one database. */
  open(): Promise<RateLimiter>;
  /** Releases a rate limiter. Does nothing if absent. */
  release?(limiter: RateLimiter): Promise<void>;
}

/** Registers one test for each rate limiter clause of `docs/contract.md`, named by its id and its sentence. */
export function describeRateLimiterContract(
  name: string,
  { open, release }: RateLimiterHarness,
  { describe, it }: TestRunner,
): void {
  describe(`${name} as a rate limiter`, () => {
    for (const { id, statement, check } of rateLimiterContract) {
      it(`${id}: ${statement}`, async () => {
        const limiter = await open();
        try {
          await check(limiter);
        } finally {
          await release?.(limiter);
        }
      });
    }
  });
}

/** All clauses of the contract, for test runners that `describeRateLimiterContract` does not fit. */
export const rateLimiterContract: readonly RateLimiterClause[] = [
  {
    id: 'LIMIT-1',
    statement:
      '`take` returns null if the call is allowed. In one window it returns null for as many calls as the limit allows, and not for later calls.',
    async check(limiter) {
      const given = await takeEach(
        limiter,
        rateLimitOfOneInviter(),
        [1, 1, 1, 1, 1],
        midnightPlus(0),
      );
      assertSame(given, [null, null, null, 600, 600], 'the answers');
      assertSame(
        await limiter.take(rateLimitOfOneInviter(), 1, midnightPlus(300)),
        300,
        'later in the window',
      );
    },
  },
  {
    id: 'LIMIT-2',
    statement: 'A refused call returns the whole seconds until the end of the window, rounded up.',
    async check(limiter) {
      await limiter.take(rateLimitOfOneInviter(), 3, midnightPlus(0));
      const times = [0, 0.001, 1, 598.999, 599, 599.001, 599.999];
      const given: (number | null)[] = [];
      for (const time of times)
        given.push(await limiter.take(rateLimitOfOneInviter(), 1, midnightPlus(time)));
      assertSame(given, [600, 600, 599, 2, 1, 1, 1], 'the seconds');
    },
  },
  {
    id: 'LIMIT-3',
    statement:
      'A call with a cost of several counts that many times, and passes as a whole or not at all.',
    async check(limiter) {
      const limit = rateLimitOfOneInviter({ limit: 10 });
      const given = await takeEach(limiter, limit, [4, 4, 3, 2, 1], midnightPlus(60));
      assertSame(given, [null, null, 540, null, 540], 'the answers');
      const other = rateLimitOfOneInviter({ key: 'inviter a2', limit: 10 });
      assertSame(
        await takeEach(limiter, other, [11, 10], midnightPlus(60)),
        [540, null],
        'more than there is',
      );
    },
  },
  {
    id: 'LIMIT-4',
    statement: 'A refused call takes nothing.',
    async check(limiter) {
      const limit = rateLimitOfOneInviter({ limit: 5 });
      const given = await takeEach(limiter, limit, [3, 3, 3, 3, 2, 1], midnightPlus(0));
      assertSame(given, [null, 600, 600, 600, null, 600], 'the answers');
    },
  },
  {
    id: 'LIMIT-5',
    statement: 'Each key is counted separately; keys are compared character by character.',
    async check(limiter) {
      const keys = ['a', 'A', 'a ', 'a 1', 'a.1', '$a', 'é', 'e\u0301', '__proto__'];
      for (const key of keys) {
        const given = await takeEach(
          limiter,
          rateLimitOfOneInviter({ key, limit: 1 }),
          [1, 1],
          midnightPlus(0),
        );
        assertSame(given, [null, 600], `the answers for ${JSON.stringify(key)}`);
      }
    },
  },
  {
    id: 'LIMIT-6',
    statement:
      'A window starts at each whole multiple of its length since 1970, and counting starts again with it.',
    async check(limiter) {
      const [last, first] = [midnightPlus(599.999), midnightPlus(600)];
      assertSame(
        await takeEach(limiter, rateLimitOfOneInviter(), [2, 2], last),
        [null, 1],
        'the end of one window',
      );
      assertSame(
        await takeEach(limiter, rateLimitOfOneInviter(), [3, 1], first),
        [null, 600],
        'the next window',
      );
      const odd = rateLimitOfOneInviter({ key: 'odd', limit: 1, window: 13 });
      const begin = Math.ceil(midnightEpochMs / 13_000) * 13 - midnightEpochMs / 1000;
      assertSame(
        await limiter.take(odd, 1, midnightPlus(begin + 3)),
        null,
        'in a window of thirteen seconds',
      );
      assertSame(await limiter.take(odd, 1, midnightPlus(begin + 12.5)), 1, 'at its end');
      assertSame(await limiter.take(odd, 1, midnightPlus(begin + 13)), null, 'in the one after it');
    },
  },
  {
    id: 'LIMIT-7',
    statement:
      'Windows of different lengths are counted separately, even if they start at the same time.',
    async check(limiter) {
      const [short, long] = [
        rateLimitOfOneInviter({ limit: 2 }),
        rateLimitOfOneInviter({ limit: 3, window: 86_400 }),
      ];
      assertSame(
        await takeEach(limiter, long, [1, 1], midnightPlus(0)),
        [null, null],
        'the long one',
      );
      assertSame(
        await takeEach(limiter, short, [2, 1], midnightPlus(1)),
        [null, 599],
        'the short one',
      );
      assertSame(
        await takeEach(limiter, long, [1, 1], midnightPlus(600)),
        [null, 85_800],
        'the long one again',
      );
      assertSame(
        await takeEach(limiter, short, [2, 1], midnightPlus(601)),
        [null, 599],
        'the next short one',
      );
      assertSame(
        await limiter.take(long, 1, midnightPlus(602)),
        85_798,
        'the long one after the next short one',
      );
    },
  },
  {
    id: 'LIMIT-8',
    statement:
      'If a later call for the same key names another limit, the earlier calls count toward this limit too.',
    async check(limiter) {
      const upTo = (limit: number) =>
        limiter.take(rateLimitOfOneInviter({ limit }), 1, midnightPlus(0));
      const given: (number | null)[] = [];
      for (const limit of [1, 2, 1, 2, 3]) given.push(await upTo(limit));
      assertSame(given, [null, null, 600, 600, null], 'the answers');
    },
  },
  {
    id: 'LIMIT-9',
    statement: 'Of concurrent calls, exactly as many pass as the limit allows.',
    async check(limiter) {
      const calls = Array.from({ length: 20 }, () =>
        limiter.take(rateLimitOfOneInviter({ limit: 7 }), 1, midnightPlus(0)),
      );
      const given = await Promise.all(calls);
      assertSame(given.filter((each) => each === null).length, 7, 'how many passed');
      assertSame(given.filter((each) => each === 600).length, 13, 'how many were refused');
    },
  },
  {
    id: 'LIMIT-10',
    statement:
      '`giveBack` makes room for as many calls as its cost says, under the same key and in the window of its time only.',
    async check(limiter) {
      const limit = rateLimitOfOneInviter({ limit: 5 });
      const others = [
        rateLimitOfOneInviter({ limit: 5, key: 'inviter a2' }),
        rateLimitOfOneInviter({ limit: 5, window: 86_400 }),
      ];
      for (const each of [limit, ...others]) await limiter.take(each, 5, midnightPlus(0));
      await limiter.giveBack(limit, 2, midnightPlus(300));
      const given = await takeEach(limiter, limit, [3, 2, 1], midnightPlus(300));
      assertSame(given, [300, null, 300], 'the answers after two of five were given back');
      for (const each of others) {
        const isRefused = (await limiter.take(each, 1, midnightPlus(300))) !== null;
        assertSame(isRefused, true, `whether ${JSON.stringify(each)} is still full`);
      }
      await limiter.take(limit, 5, midnightPlus(600));
      await limiter.giveBack(limit, 5, midnightPlus(300));
      const next = await limiter.take(limit, 1, midnightPlus(600));
      assertSame(next, 600, 'the next window, after a call was given back to the one before');
    },
  },
  {
    id: 'LIMIT-11',
    statement: '`giveBack` of more than was taken does nothing.',
    async check(limiter) {
      const limit = rateLimitOfOneInviter({ limit: 2 });
      await limiter.giveBack(limit, 2, midnightPlus(0));
      await limiter.take(limit, 1, midnightPlus(0));
      await limiter.giveBack(limit, 2, midnightPlus(0));
      const given = await takeEach(limiter, limit, [2, 1, 1], midnightPlus(0));
      assertSame(given, [600, null, 600], 'the answers with one of two taken');
    },
  },
  ...rateLimiterRangeClauses,
];
