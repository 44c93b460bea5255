// The kit for rate limiters must be able to fail, too.
import { describe, expect, it } from 'vitest';
import { memoryRateLimiter } from '../../../src/adapters/memory/index.js';
import type { RateLimiter } from '../../../src/ports/system.js';
import { describeRateLimiterContract, rateLimiterContract } from '../../../src/testing/index.js';

interface Saboteur {
  readonly does: string;
  readonly caughtBy: readonly string[];
  readonly limiter: () => RateLimiter;
}

function saboteur(
  does: string,
  caughtBy: readonly string[],
  take: (...given: [...Parameters<RateLimiter['take']>, RateLimiter['take']]) => TakeAnswer,
): Saboteur {
  const limiter = () => {
    const real = memoryRateLimiter();
    return { take: (...given: Parameters<RateLimiter['take']>) => take(...given, real.take) };
  };
  return { does, caughtBy, limiter };
}

type TakeAnswer = ReturnType<RateLimiter['take']>;

function startingAt(now: Date, limit: { readonly window: number }): Date {
  const length = limit.window * 1000;
  return new Date(Math.floor(now.getTime() / length) * length);
}

/** Looks first and counts afterwards. */
function checkingThenActing(): RateLimiter {
  const taken = new Map<string, number>();
  return {
    async take({ key, limit, window }, cost, now) {
      const name = `${key} ${window} ${startingAt(now, { window }).getTime()}`;
      const before = taken.get(name) ?? 0;
      await Promise.resolve();
      const passed = now.getTime() - startingAt(now, { window }).getTime();
      if (before + cost > limit) return Math.ceil(window - passed / 1000);
      taken.set(name, before + cost);
      return null;
    },
  };
}

const saboteurs: readonly Saboteur[] = [
  saboteur('lets everything pass', ['LIMIT-1', 'LIMIT-2', 'LIMIT-9'], async () => null),
  saboteur('lets one more pass', ['LIMIT-1', 'LIMIT-4'], (limit, cost, now, real) =>
    real({ ...limit, limit: limit.limit + 1 }, cost, now),
  ),
  saboteur('rounds seconds down', ['LIMIT-2'], async (limit, cost, now, real) => {
    const wait = await real(limit, cost, now);
    return wait === null || now.getTime() % 1000 === 0 ? wait : wait - 1;
  }),
  saboteur('says how long a window is', ['LIMIT-1', 'LIMIT-2'], async (limit, cost, now, real) =>
    (await real(limit, cost, now)) === null ? null : limit.window,
  ),
  saboteur('counts every taking as one', ['LIMIT-3', 'LIMIT-4'], (limit, _cost, now, real) =>
    real(limit, 1, now),
  ),
  saboteur('takes as much as there is', ['LIMIT-3', 'LIMIT-4'], async (limit, cost, now, real) => {
    const wait = await real(limit, cost, now);
    if (wait !== null) for (let n = 0; n < cost; n += 1) await real(limit, 1, now);
    return wait;
  }),
  saboteur('takes keys for one', ['LIMIT-5'], (limit, cost, now, real) =>
    real({ ...limit, key: 'all' }, cost, now),
  ),
  saboteur('compares keys without case', ['LIMIT-5'], (limit, cost, now, real) =>
    real({ ...limit, key: limit.key.toLowerCase() }, cost, now),
  ),
  saboteur('compares keys in one normal form', ['LIMIT-5'], (limit, cost, now, real) =>
    real({ ...limit, key: limit.key.normalize('NFC') }, cost, now),
  ),
  saboteur('never begins another window', ['LIMIT-6', 'LIMIT-7'], (limit, cost, now, real) =>
    real(limit, cost, new Date(now.getTime() % 1000)),
  ),
  saboteur('begins its windows at the day’s start', ['LIMIT-6'], (limit, cost, now, real) =>
    real(limit, cost, new Date(now.getTime() % 86_400_000)),
  ),
  saboteur('begins a short window with a long one', ['LIMIT-7'], (limit, cost, now, real) =>
    limit.window === 86_400 ? real({ ...limit, window: 600 }, cost, now) : real(limit, cost, now),
  ),
  saboteur('counts under each limit for itself', ['LIMIT-8'], (limit, cost, now, real) =>
    real({ ...limit, key: `${limit.key} ${limit.limit}` }, cost, now),
  ),
  { does: 'looks first and counts later', caughtBy: ['LIMIT-9'], limiter: checkingThenActing },
];

const clauses = new Map(rateLimiterContract.map((clause) => [clause.id, clause]));

describe('the contract of rate limiters catches', () => {
  it.each(saboteurs.flatMap(({ caughtBy, ...each }) => caughtBy.map((id) => ({ ...each, id }))))(
    'one that $does: $id',
    async ({ id, limiter }) => {
      const clause = clauses.get(id);
      if (clause === undefined) throw new Error(`there is no clause ${id}`);
      await expect(clause.check(limiter())).rejects.toThrow();
    },
  );

  it('something by each of its clauses', () => {
    const caughtBy = new Set(saboteurs.flatMap((each) => each.caughtBy));
    expect([...clauses.keys()].filter((id) => !caughtBy.has(id))).toEqual([]);
  });

  it.each(rateLimiterContract)('nothing of one that only waits: $id', async ({ check }) => {
    const real = memoryRateLimiter();
    await check({ take: async (...given) => Promise.resolve().then(() => real.take(...given)) });
  });
});

describe('describeRateLimiterContract', () => {
  it('registers one test a clause, and releases each limiter, also one that failed', async () => {
    const tests = new Map<string, () => Promise<void>>();
    const counts = { opened: 0, released: 0 };
    const harness = {
      open: async () => {
        counts.opened += 1;
        return { take: async () => 7 };
      },
      release: async () => {
        counts.released += 1;
      },
    };
    describeRateLimiterContract('stubborn', harness, {
      describe: (_name, body) => body(),
      it: (name, body) => tests.set(name, body),
    });
    expect([...tests.keys()]).toEqual(rateLimiterContract.map(({ id, says }) => `${id}: ${says}`));
    expect(counts).toEqual({ opened: 0, released: 0 });
    for (const test of tests.values()) await expect(test()).rejects.toThrow();
    expect(counts).toEqual({ opened: tests.size, released: tests.size });
  });
});
