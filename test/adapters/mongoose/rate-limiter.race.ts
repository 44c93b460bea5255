// Concurrent takes of several services over one database use up the limit and never exceed it.
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { beforeAll, expect, it } from 'vitest';
import { mongooseRateLimiter } from '../../../src/adapters/mongoose/index.js';
import type { RateLimiter } from '../../../src/ports/rate-limiter.js';
import { atMinute } from '../../../src/testing/contract/fixtures.js';
import { openSecondConnection, openTestConnection } from '../../support/mongo-connections.js';

const services = 3;
const callers = 12;
let connection: Connection;
let limiters: readonly RateLimiter[];
let round = 0;

beforeAll(async () => {
  connection = await openTestConnection();
  await mongooseRateLimiter({ connection }).ensureIndexes();
  const numbers = Array.from({ length: services }, (_, index) => index);
  const connections = await Promise.all(numbers.map(() => openSecondConnection(connection)));
  limiters = connections.map((each) => mongooseRateLimiter({ connection: each }));
});

/** How many of these concurrent takes passed, and their total cost. */
async function passed(limit: number, costs: readonly number[]): Promise<readonly number[]> {
  round += 1;
  const key = `round ${round}`;
  const takings = costs.flatMap((cost, n) => {
    const limiter = limiters[n % services];
    return limiter === undefined ? [] : [{ limiter, cost }];
  });
  const answers = await Promise.all(
    takings.map(({ limiter, cost }) =>
      limiter.take({ key, limit, window: 600 }, cost, atMinute(0)),
    ),
  );
  return takings.filter((_, n) => answers[n] === null).map(({ cost }) => cost);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

it('allows exactly as many takes of cost 1 as the limit has room for', async () => {
  for (const limit of [1, 2, 5, callers - 1, callers, callers + 1]) {
    for (let n = 1; n <= 10; n += 1) {
      const ones = Array.from({ length: callers }, () => 1);
      expect(await passed(limit, ones)).toHaveLength(Math.min(limit, callers));
    }
  }
});

it('never exceeds the limit with larger costs, and refuses only takes that do not fit', async () => {
  const costs = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 2, maxLength: callers });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 30 }), costs, async (limit, given) => {
      const taken = await passed(limit, given);
      const smallestRefused = Math.min(...without(given, taken));
      expect(sum(taken)).toBeLessThanOrEqual(limit);
      expect(sum(taken) + smallestRefused).toBeGreaterThan(limit);
    }),
  );
});

function without(given: readonly number[], taken: readonly number[]): readonly number[] {
  const rest = [...given];
  for (const cost of taken) rest.splice(rest.indexOf(cost), 1);
  return rest;
}
