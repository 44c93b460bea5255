// The contract for rate limiters finds faults: every mutant fails the clauses that it names, and every clause fails for at least one mutant.
import { describe, expect, it } from 'vitest';
import { memoryRateLimiter } from '../../../src/adapters/memory/index.js';
import type { RateLimiter } from '../../../src/ports/rate-limiter.js';
import { describeRateLimiterContract, rateLimiterContract } from '../../../src/testing/index.js';

interface RateLimiterMutant {
  readonly description: string;
  readonly caughtBy: readonly string[];
  readonly limiter: () => RateLimiter;
}

function rateLimiterMutant(
  description: string,
  caughtBy: readonly string[],
  take: (...given: [...Parameters<RateLimiter['take']>, RateLimiter['take']]) => TakeAnswer,
): RateLimiterMutant {
  const limiter = () => {
    const real = memoryRateLimiter();
    return {
      ...real,
      take: (...given: Parameters<RateLimiter['take']>) => take(...given, real.take),
    };
  };
  return { description, caughtBy, limiter };
}

function giveBackMutant(
  description: string,
  caughtBy: readonly string[],
  giveBack: (...given: [...Parameters<RateLimiter['giveBack']>, RateLimiter]) => Promise<void>,
): RateLimiterMutant {
  const limiter = () => {
    const real = memoryRateLimiter();
    return {
      ...real,
      giveBack: (...given: Parameters<RateLimiter['giveBack']>) => giveBack(...given, real),
    };
  };
  return { description, caughtBy, limiter };
}

type TakeAnswer = ReturnType<RateLimiter['take']>;

function windowStartingAt(now: Date, limit: { readonly window: number }): Date {
  const length = limit.window * 1000;
  return new Date(Math.floor(now.getTime() / length) * length);
}

/** Checks the limit first and counts after a pause, so concurrent calls pass the check together. */
function checkThenTakeLimiter(): RateLimiter {
  const taken = new Map<string, number>();
  return {
    giveBack: memoryRateLimiter().giveBack,
    async take({ key, limit, window }, cost, now) {
      const name = `${key} ${window} ${windowStartingAt(now, { window }).getTime()}`;
      const before = taken.get(name) ?? 0;
      await Promise.resolve();
      const passed = now.getTime() - windowStartingAt(now, { window }).getTime();
      if (before + cost > limit) return Math.ceil(window - passed / 1000);
      taken.set(name, before + cost);
      return null;
    },
  };
}

const rateLimiterMutants: readonly RateLimiterMutant[] = [
  rateLimiterMutant('lets everything pass', ['LIMIT-1', 'LIMIT-2', 'LIMIT-9'], async () => null),
  rateLimiterMutant(
    'lets one call too many pass',
    ['LIMIT-1', 'LIMIT-4'],
    (limit, cost, now, real) => real({ ...limit, limit: limit.limit + 1 }, cost, now),
  ),
  rateLimiterMutant('rounds seconds down', ['LIMIT-2'], async (limit, cost, now, real) => {
    const wait = await real(limit, cost, now);
    return wait === null || now.getTime() % 1000 === 0 ? wait : wait - 1;
  }),
  rateLimiterMutant(
    'returns the length of the window',
    ['LIMIT-1', 'LIMIT-2'],
    async (limit, cost, now, real) =>
      (await real(limit, cost, now)) === null ? null : limit.window,
  ),
  rateLimiterMutant('counts every call as one', ['LIMIT-3', 'LIMIT-4'], (limit, _cost, now, real) =>
    real(limit, 1, now),
  ),
  rateLimiterMutant(
    'takes what is left before it refuses',
    ['LIMIT-3', 'LIMIT-4'],
    async (limit, cost, now, real) => {
      const wait = await real(limit, cost, now);
      if (wait !== null) for (let n = 0; n < cost; n += 1) await real(limit, 1, now);
      return wait;
    },
  ),
  rateLimiterMutant('counts all keys together', ['LIMIT-5'], (limit, cost, now, real) =>
    real({ ...limit, key: 'all' }, cost, now),
  ),
  rateLimiterMutant('compares keys without case', ['LIMIT-5'], (limit, cost, now, real) =>
    real({ ...limit, key: limit.key.toLowerCase() }, cost, now),
  ),
  rateLimiterMutant('normalizes keys', ['LIMIT-5'], (limit, cost, now, real) =>
    real({ ...limit, key: limit.key.normalize('NFC') }, cost, now),
  ),
  rateLimiterMutant('never starts a new window', ['LIMIT-6', 'LIMIT-7'], (limit, cost, now, real) =>
    real(limit, cost, new Date(now.getTime() % 1000)),
  ),
  rateLimiterMutant('starts its windows at midnight', ['LIMIT-6'], (limit, cost, now, real) =>
    real(limit, cost, new Date(now.getTime() % 86_400_000)),
  ),
  rateLimiterMutant('counts a long window as a short one', ['LIMIT-7'], (limit, cost, now, real) =>
    limit.window === 86_400 ? real({ ...limit, window: 600 }, cost, now) : real(limit, cost, now),
  ),
  rateLimiterMutant('counts each limit separately', ['LIMIT-8'], (limit, cost, now, real) =>
    real({ ...limit, key: `${limit.key} ${limit.limit}` }, cost, now),
  ),
  giveBackMutant('gives nothing back', ['LIMIT-10'], async () => {}),
  giveBackMutant('gives one back', ['LIMIT-10'], (limit, _cost, now, { giveBack }) =>
    giveBack(limit, 1, now),
  ),
  giveBackMutant(
    'gives everything back',
    ['LIMIT-10', 'LIMIT-11'],
    async (limit, _cost, now, { giveBack }) => {
      for (let n = 0; n < 10; n += 1) await giveBack(limit, 1, now);
    },
  ),
  giveBackMutant(
    'gives back to the next window, too',
    ['LIMIT-10'],
    async (limit, cost, now, real) => {
      await real.giveBack(limit, cost, new Date(now.getTime() + limit.window * 1000));
      return real.giveBack(limit, cost, now);
    },
  ),
  giveBackMutant(
    'gives back to the whole day, too',
    ['LIMIT-10'],
    async (limit, cost, now, real) => {
      await real.giveBack({ ...limit, window: 86_400 }, cost, now);
      return real.giveBack(limit, cost, now);
    },
  ),
  giveBackMutant('gives back to all keys', ['LIMIT-10'], async (limit, cost, now, real) => {
    await real.giveBack({ ...limit, key: 'inviter a2' }, cost, now);
    return real.giveBack(limit, cost, now);
  }),
  {
    description: 'owes what was given back without having been taken',
    caughtBy: ['LIMIT-11'],
    limiter() {
      const real = memoryRateLimiter();
      let owed = 0;
      return {
        take: (limit, cost, now) => real.take({ ...limit, limit: limit.limit + owed }, cost, now),
        async giveBack(_limit, cost) {
          owed += cost;
        },
      };
    },
  },
  {
    description: 'checks first and counts later',
    caughtBy: ['LIMIT-9'],
    limiter: checkThenTakeLimiter,
  },
];

const clauses = new Map(rateLimiterContract.map((clause) => [clause.id, clause]));

describe('the rate limiter contract finds', () => {
  it.each(
    rateLimiterMutants.flatMap(({ caughtBy, ...each }) => caughtBy.map((id) => ({ ...each, id }))),
  )('a rate limiter that $description: $id', async ({ id, limiter }) => {
    const clause = clauses.get(id);
    if (clause === undefined) throw new Error(`a mutant names the unknown clause ${id}`);
    await expect(clause.check(limiter())).rejects.toThrow();
  });

  it('a mutant with every clause', () => {
    const caughtBy = new Set(rateLimiterMutants.flatMap((each) => each.caughtBy));
    expect([...clauses.keys()].filter((id) => !caughtBy.has(id))).toEqual([]);
  });

  it.each(rateLimiterContract)(
    'no fault in a rate limiter that only answers later: $id',
    async ({ check }) => {
      const real = memoryRateLimiter();
      await check({
        take: async (...given) => Promise.resolve().then(() => real.take(...given)),
        giveBack: async (...given) => Promise.resolve().then(() => real.giveBack(...given)),
      });
    },
  );
});

describe('describeRateLimiterContract', () => {
  it('registers one test for each clause, and releases each rate limiter, even after a failure', async () => {
    const tests = new Map<string, () => Promise<void>>();
    const counts = { opened: 0, released: 0 };
    const harness = {
      open: async () => {
        counts.opened += 1;
        return { take: async () => 7, giveBack: async () => {} };
      },
      release: async () => {
        counts.released += 1;
      },
    };
    describeRateLimiterContract('stubborn', harness, {
      describe: (_name, body) => body(),
      it: (name, body) => tests.set(name, body),
    });
    expect([...tests.keys()]).toEqual(
      rateLimiterContract.map(({ id, statement }) => `${id}: ${statement}`),
    );
    expect(counts).toEqual({ opened: 0, released: 0 });
    for (const test of tests.values()) await expect(test()).rejects.toThrow();
    expect(counts).toEqual({ opened: tests.size, released: tests.size });
  });
});
