// Storages with a defect made by machine: the contract finds a share of them, drawn by a seed, and no correct storage.
import { beforeAll, describe, expect, it } from 'vitest';
import { memoryRateLimiter } from '../../src/adapters/memory/index.js';
import {
  checkClause,
  rateLimiterContract,
  storageContract,
} from '../../src/testing/contract/index.js';
import { readFigures, tableSizeIn } from './contract-page.js';
import { controls } from './controls.js';
import { countingLimiter, limiterMutants, tryLimiter } from './limiters.js';
import type { Mutant } from './mutant.js';
import { type ObservedClause, observeContract } from './observe.js';
import { survivorsOf } from './report.js';
import { allMutants, isInShare } from './table.js';
import { createTrier, failsOn, type Verdict, withQuickProperties } from './try-mutant.js';
import { readWitnesses } from './witnesses.js';

/** Not caught yet. */
const known = [
  'organizations after their removal: so organizations.listIdsDeletedUntil finds them',
];

const clauses = storageContract.flatMap((group) => group.clauses);
const share = 0.03;
const seed = 1;

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
  let observed: readonly ObservedClause[] = [];
  let table: readonly Mutant[] = [];
  beforeAll(async () => {
    const observation = await withQuickProperties(observeContract);
    observed = observation.clauses;
    table = await allMutants(observation);
  }, 300_000);

  it('a share of the table, but for those that are harmless', async () => {
    const verdicts = await withQuickProperties(async () => {
      const tryMutant = createTrier(observed);
      const done: Verdict[] = [];
      for (const each of table.filter(({ name }) => isInShare(name, share, seed)))
        done.push(await tryMutant(each));
      return done;
    });
    expect(verdicts.length).toBeGreaterThan(200);
    expect(survivorsOf(verdicts).map(({ name }) => name)).toEqual(known);
  }, 600_000);

  it('every mutant of a rate limiter, but for those that are harmless', async () => {
    const verdicts = await Promise.all(limiterMutants().map(tryLimiter));
    expect(survivorsOf(verdicts).map(({ name }) => name)).toEqual([]);
  });

  it('one with every clause', async () => {
    const witnesses = readWitnesses();
    const mutants = new Map(table.map((each) => [each.name, each]));
    const blind: string[] = [];
    await withQuickProperties(async () => {
      for (const each of observed) {
        const mutant = mutants.get(witnesses[each.clause.id] ?? '');
        if (mutant === undefined || !(await failsOn(each, mutant))) blind.push(each.clause.id);
      }
    });
    const limiters = new Map(limiterMutants().map((each) => [each.name, each]));
    for (const { id, check } of rateLimiterContract) {
      const limiter = limiters.get(witnesses[id] ?? '');
      const passes =
        limiter === undefined ||
        (await check(limiter.plant()).then(
          () => true,
          () => false,
        ));
      if (passes) blind.push(id);
    }
    // The command that writes the numbers into docs/contract.md chooses them again.
    expect(blind).toEqual([]);
  }, 300_000);

  it('as many as docs/contract.md says', () => {
    expect(tableSizeIn(readFigures())).toBe(table.length + limiterMutants().length);
  });
});
