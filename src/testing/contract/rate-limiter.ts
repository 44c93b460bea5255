// What a rate limiter must keep; beside the contract of storages, since any other thing may count.

import type { RateLimit, RateLimiter } from '../../ports/system.js';
import type { TestRunner } from './describe.js';
import { same } from './expectations.js';

/** How a rate limiter is come by and given up. */
export interface RateLimiterHarness {
  /** A limiter that has counted nothing yet. The one opened before is released by then, so that both may share a database. */
  open(): Promise<RateLimiter>;
  /** Ends with a limiter; nothing is done unless given. */
  release?(limiter: RateLimiter): Promise<void>;
}

/** One thing that every rate limiter must do, with the check of it. */
export interface LimiterClause {
  /** `LIMIT-` and its number; it never means another clause. */
  readonly id: string;
  readonly says: string;
  /** Of a limiter that has counted nothing yet. Rejects with what the limiter did instead. */
  readonly check: (limiter: RateLimiter) => Promise<void>;
}

/** Registers a test for each clause of rate limiters in `docs/contract.md`, named by its id. */
export function describeRateLimiterContract(
  name: string,
  { open, release }: RateLimiterHarness,
  { describe, it }: TestRunner,
): void {
  describe(`${name} as a rate limiter`, () => {
    for (const { id, says, check } of rateLimiterContract) {
      it(`${id}: ${says}`, async () => {
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

/** A midnight far ahead, so that whoever forgets by the computer's clock forgets nothing meanwhile. */
const midnight = Date.UTC(2150, 0, 1);

function after(seconds: number): Date {
  return new Date(midnight + seconds * 1000);
}

function limitOf(about: Partial<RateLimit> = {}): RateLimit {
  return { key: 'inviter a1', limit: 3, window: 600, ...about };
}

/** The answers to takings of these costs, one after the other. */
async function answers(
  limiter: RateLimiter,
  limit: RateLimit,
  costs: readonly number[],
  now: Date,
): Promise<readonly (number | null)[]> {
  const given: (number | null)[] = [];
  for (const cost of costs) given.push(await limiter.take(limit, cost, now));
  return given;
}

/** The whole contract of rate limiters, for runners of another kind than `describeRateLimiterContract` takes. */
export const rateLimiterContract: readonly LimiterClause[] = [
  {
    id: 'LIMIT-1',
    says: 'In one window as many takings pass as the limit says, each answered with null, and none after them.',
    async check(limiter) {
      const given = await answers(limiter, limitOf(), [1, 1, 1, 1, 1], after(0));
      same(given, [null, null, null, 600, 600], 'the answers');
      same(await limiter.take(limitOf(), 1, after(300)), 300, 'later in the window');
    },
  },
  {
    id: 'LIMIT-2',
    says: 'A refusal says how many whole seconds the window still lasts, rounded up.',
    async check(limiter) {
      await limiter.take(limitOf(), 3, after(0));
      const times = [0, 0.001, 1, 598.999, 599, 599.001, 599.999];
      const given: (number | null)[] = [];
      for (const time of times) given.push(await limiter.take(limitOf(), 1, after(time)));
      same(given, [600, 600, 599, 2, 1, 1, 1], 'the seconds');
    },
  },
  {
    id: 'LIMIT-3',
    says: 'A taking of several counts as so many, and passes as a whole or not at all.',
    async check(limiter) {
      const limit = limitOf({ limit: 10 });
      const given = await answers(limiter, limit, [4, 4, 3, 2, 1], after(60));
      same(given, [null, null, 540, null, 540], 'the answers');
      const other = limitOf({ key: 'inviter a2', limit: 10 });
      same(await answers(limiter, other, [11, 10], after(60)), [540, null], 'more than there is');
    },
  },
  {
    id: 'LIMIT-4',
    says: 'What is refused takes nothing.',
    async check(limiter) {
      const limit = limitOf({ limit: 5 });
      const given = await answers(limiter, limit, [3, 3, 3, 3, 2, 1], after(0));
      same(given, [null, 600, 600, 600, null, 600], 'the answers');
    },
  },
  {
    id: 'LIMIT-5',
    says: 'Each key is counted for itself; keys are compared character by character.',
    async check(limiter) {
      const keys = ['a', 'A', 'a ', 'a 1', 'a.1', '$a', 'é', 'e\u0301', '__proto__'];
      for (const key of keys) {
        const given = await answers(limiter, limitOf({ key, limit: 1 }), [1, 1], after(0));
        same(given, [null, 600], `the answers for ${JSON.stringify(key)}`);
      }
    },
  },
  {
    id: 'LIMIT-6',
    says: 'A window begins at each whole multiple of its length since 1970, and with it everything is counted anew.',
    async check(limiter) {
      const [last, first] = [after(599.999), after(600)];
      same(await answers(limiter, limitOf(), [2, 2], last), [null, 1], 'the end of one window');
      same(await answers(limiter, limitOf(), [3, 1], first), [null, 600], 'the next window');
      const odd = limitOf({ key: 'odd', limit: 1, window: 13 });
      const begin = Math.ceil(midnight / 13_000) * 13 - midnight / 1000;
      same(await limiter.take(odd, 1, after(begin + 3)), null, 'in a window of thirteen seconds');
      same(await limiter.take(odd, 1, after(begin + 12.5)), 1, 'at its end');
      same(await limiter.take(odd, 1, after(begin + 13)), null, 'in the one after it');
    },
  },
  {
    id: 'LIMIT-7',
    says: 'Windows of different lengths are counted apart, also where they begin at one time.',
    async check(limiter) {
      const [short, long] = [limitOf({ limit: 2 }), limitOf({ limit: 3, window: 86_400 })];
      same(await answers(limiter, long, [1, 1], after(0)), [null, null], 'the long one');
      same(await answers(limiter, short, [2, 1], after(1)), [null, 599], 'the short one');
      same(await answers(limiter, long, [1, 1], after(600)), [null, 85_800], 'the long one again');
      same(await answers(limiter, short, [2, 1], after(601)), [null, 599], 'the next short one');
    },
  },
  {
    id: 'LIMIT-8',
    says: 'What was taken counts against whatever limit is asked for afterwards.',
    async check(limiter) {
      const upTo = (limit: number) => limiter.take(limitOf({ limit }), 1, after(0));
      const given: (number | null)[] = [];
      for (const limit of [1, 2, 1, 2, 3]) given.push(await upTo(limit));
      same(given, [null, null, 600, 600, null], 'the answers');
    },
  },
  {
    id: 'LIMIT-9',
    says: 'Of takings at once exactly as many pass as the limit has room for.',
    async check(limiter) {
      const calls = Array.from({ length: 20 }, () =>
        limiter.take(limitOf({ limit: 7 }), 1, after(0)),
      );
      const given = await Promise.all(calls);
      same(given.filter((each) => each === null).length, 7, 'how many passed');
      same(given.filter((each) => each === 600).length, 13, 'how many were refused');
    },
  },
];
