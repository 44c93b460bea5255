// How describeRateLimiterContract uses a test runner and a harness, and what its clauses must not find.
import { describe, expect, it } from 'vitest';
import { memoryRateLimiter } from '../../../src/adapters/memory/index.js';
import { describeRateLimiterContract, rateLimiterContract } from '../../../src/testing/index.js';

describe('the rate limiter contract finds', () => {
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
