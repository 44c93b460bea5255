// Storages with a defect made by machine: the contract finds a share of them, drawn by a seed, and no correct storage.
import { describe, expect, it } from 'vitest';
import { memoryRateLimiter } from '../../src/adapters/memory/index.js';
import {
  checkClause,
  rateLimiterContract,
  storageContract,
} from '../../src/testing/contract/index.js';
import { controls } from './controls.js';
import { gaps } from './gaps.js';
import { countingLimiter, limiterMutants, tryLimiter } from './limiters.js';
import { observeContract } from './observe.js';
import { survivorsOf } from './report.js';
import { reasonOf } from './rule.js';
import { allMutants, isInShare } from './table.js';
import { createTrier, type Verdict, withQuickProperties } from './try-mutant.js';

const clauses = storageContract.flatMap((group) => group.clauses);
const share = 0.01;
const seed = 1;
const isWanted = (name: string) => isInShare(name, share, seed);

/** Those that are neither harmless nor a known gap. */
function unknownSurvivorsOf(verdicts: readonly Verdict[]): readonly string[] {
  return survivorsOf(verdicts)
    .filter((each) => reasonOf(each, gaps) === null)
    .map(({ name }) => name);
}

describe('a correct storage passes every clause', () => {
  it.each(Object.entries(controls).map(([name, open], index) => ({ name, open, index })))(
    '$name',
    async ({ open, index }) => {
      const harness = { open: async () => open(), release: async () => {}, numRuns: 2 };
      // Each control has another part of the clauses, because all of them take a minute; CONTROLS=all runs them.
      const own = clauses.filter(
        (_, number) => process.env['CONTROLS'] === 'all' || number % 6 === index % 6,
      );
      for (const clause of own) await checkClause(clause, harness);
    },
  );

  it.each([
    ['the memory limiter', memoryRateLimiter],
    ['a counting limiter', countingLimiter],
  ] as const)('%s', async (_name, open) => {
    for (const { check } of rateLimiterContract) await check(open());
  });
});

describe('the contract finds mutants', () => {
  it('a share of the table, but for those that are harmless', async () => {
    const verdicts = await withQuickProperties(async () => {
      const observation = await observeContract();
      const tryMutant = createTrier(observation.clauses);
      const done: Verdict[] = [];
      for (const each of await allMutants(observation, isWanted)) done.push(await tryMutant(each));
      return done;
    });
    expect(verdicts.length).toBeGreaterThan(40);
    expect(unknownSurvivorsOf(verdicts)).toEqual([]);
  }, 300_000);

  it('every mutant of a rate limiter, but for those that are harmless', async () => {
    const verdicts = await Promise.all(limiterMutants().map(tryLimiter));
    expect(unknownSurvivorsOf(verdicts)).toEqual([]);
  });
});
