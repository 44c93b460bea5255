// Takings at once by several services over one database: the limit is used up and never overrun.
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { beforeAll, expect, it } from 'vitest';
import { mongooseRateLimiter } from '../../../src/adapters/mongoose/index.js';
import type { RateLimiter } from '../../../src/ports/system.js';
import { at } from '../../../src/testing/contract/specimens.js';
import { anotherConnection, freshConnection } from '../../support/mongo.js';

const services = 3;
const callers = 12;
let connection: Connection;
let limiters: readonly RateLimiter[];
let round = 0;

beforeAll(async () => {
  connection = await freshConnection();
  await mongooseRateLimiter({ connection }).ensureIndexes();
  const numbers = Array.from({ length: services }, (_, index) => index);
  const connections = await Promise.all(numbers.map(() => anotherConnection(connection)));
  limiters = connections.map((each) => mongooseRateLimiter({ connection: each }));
});

/** How much passed of takings of these costs at once, and how much in all. */
async function passed(limit: number, costs: readonly number[]): Promise<readonly number[]> {
  round += 1;
  const key = `round ${round}`;
  const takings = costs.flatMap((cost, n) => {
    const limiter = limiters[n % services];
    return limiter === undefined ? [] : [{ limiter, cost }];
  });
  const answers = await Promise.all(
    takings.map(({ limiter, cost }) => limiter.take({ key, limit, window: 600 }, cost, at(0))),
  );
  return takings.filter((_, n) => answers[n] === null).map(({ cost }) => cost);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

it('takings of one pass exactly as often as there is room', async () => {
  for (const limit of [1, 2, 5, callers - 1, callers, callers + 1]) {
    for (let n = 1; n <= 10; n += 1) {
      const ones = Array.from({ length: callers }, () => 1);
      expect(await passed(limit, ones)).toHaveLength(Math.min(limit, callers));
    }
  }
});

it('takings of several never come to more than the limit, and leave no room for any that was refused', async () => {
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
