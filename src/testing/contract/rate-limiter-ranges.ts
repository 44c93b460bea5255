// Rate limiters with many keys, long keys, large counts, windows of every length, and clocks that go back.

import type { RateLimiter } from '../../ports/rate-limiter.js';
import { assertSame } from './assertions.js';
import {
  midnightEpochMs,
  midnightPlus,
  type RateLimiterClause,
  rateLimitOfOneInviter,
  takeEach,
} from './rate-limiter-fixtures.js';

const long = 'k'.repeat(199);
const alikeKeys = [
  ...['a', 'A', ' a', 'a ', 'a.', 'a$', 'a_', '\u00e9', 'e\u0301', '\ufb01', 'fi'],
  ...[`${long}1`, `${long}2`, `1${long}`, `2${long}`],
];

async function takeOfEachKey(
  limiter: RateLimiter,
  keys: readonly string[],
): Promise<readonly (number | null)[]> {
  return Promise.all(
    keys.map((key) => limiter.take(rateLimitOfOneInviter({ key, limit: 1 }), 1, midnightPlus(0))),
  );
}

export const rateLimiterRangeClauses: readonly RateLimiterClause[] = [
  {
    id: 'LIMIT-12',
    statement:
      'Keys of up to 200 characters that differ only at their end, at their beginning or in their form are counted and given back separately.',
    async check(limiter) {
      const [none, refused] = [alikeKeys.map(() => null), alikeKeys.map(() => 600)];
      assertSame(await takeOfEachKey(limiter, alikeKeys), none, `a use of each of ${alikeKeys}`);
      assertSame(await takeOfEachKey(limiter, alikeKeys), refused, 'a second use of each');
      for (const key of alikeKeys) {
        const limit = rateLimitOfOneInviter({ key, limit: 1 });
        await limiter.giveBack(limit, 1, midnightPlus(0));
        assertSame(
          await takeEach(limiter, limit, [1, 1], midnightPlus(0)),
          [null, 600],
          `two uses of "${key}" after one was given back`,
        );
      }
    },
  },
  {
    id: 'LIMIT-13',
    statement: 'Of more than a thousand keys none is forgotten, and none counts for another.',
    async check(limiter) {
      const keys = Array.from({ length: 1_100 }, (_, n) => `inviter ${n}`);
      const first = await takeOfEachKey(limiter, keys);
      assertSame(
        first,
        keys.map(() => null),
        `a use of each of ${keys.length} keys`,
      );
      const second = await takeOfEachKey(limiter, keys);
      assertSame(
        second,
        keys.map(() => 600),
        'a second use of each',
      );
    },
  },
  {
    id: 'LIMIT-14',
    statement: 'Counts go up to 100,000, in one use or in many.',
    async check(limiter) {
      const limit = rateLimitOfOneInviter({ limit: 100_000 });
      const costs = [65_536, 34_463, 2, 1, 1];
      assertSame(
        await takeEach(limiter, limit, costs, midnightPlus(0)),
        [null, null, 600, null, 600],
        `uses of ${costs.join(', ')}`,
      );
      await limiter.giveBack(limit, 40_000, midnightPlus(0));
      assertSame(
        await takeEach(limiter, limit, [40_001, 40_000, 1], midnightPlus(0)),
        [600, null, 600],
        'uses of 40,001, 40,000 and 1 after 40,000 were given back',
      );
    },
  },
  {
    id: 'LIMIT-15',
    statement:
      'In windows of every length, the first and the last millisecond belong to the window: uses count, and are given back.',
    async check(limiter) {
      for (const window of [1, 7, 59, 60, 61, 600, 3_600, 5_000, 86_400, 604_800]) {
        const limit = rateLimitOfOneInviter({ limit: 1, window });
        const start =
          Math.ceil(midnightEpochMs / 1_000 / window) * window - midnightEpochMs / 1_000;
        const [first, last] = [midnightPlus(start), midnightPlus(start + window - 0.001)];
        const what = `in a window of ${window} seconds`;
        assertSame(await limiter.take(limit, 1, first), null, `at the first millisecond ${what}`);
        assertSame(await limiter.take(limit, 1, last), 1, `at the last millisecond ${what}`);
        await limiter.giveBack(limit, 1, last);
        assertSame(await limiter.take(limit, 1, last), null, `after a use was given back ${what}`);
        assertSame(await limiter.take(limit, 1, first), window, `once more ${what}`);
        await limiter.giveBack(limit, 1, first);
        assertSame(await limiter.take(limit, 1, last), null, `after it was given back ${what}`);
      }
    },
  },
  {
    id: 'LIMIT-16',
    statement:
      'A use by a clock that is behind does not count in a later window, and nothing of the later one is lost.',
    async check(limiter) {
      const limit = rateLimitOfOneInviter({ limit: 1 });
      const [behind, ahead] = [midnightPlus(599), midnightPlus(600)];
      const seen: (number | null)[] = [];
      for (let turn = 0; turn < 3; turn += 1) {
        seen.push(await limiter.take(limit, 1, ahead));
        await limiter.take(limit, 1, behind);
      }
      assertSame(seen, [null, 600, 600], 'uses by a clock, with uses by one behind in between');
    },
  },
];
