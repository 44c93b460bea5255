// Compares a storage with plain lists of rows in random small worlds, with any test runner.

import fc from 'fast-check';
import type { TestRunner } from '../contract/describe-storage-contract.js';
import { type StorageHarness, withOpened } from '../contract/with-opened.js';
import { compareWithLists, randomWorlds } from './random-worlds.js';

/** How many worlds are tried, and which. */
export interface DifferentialOptions {
  /** The number of worlds. If absent, the `numRuns` of the harness; without it, fast-check's default: 100, or as `fc.configureGlobal` sets it. */
  readonly runs?: number;
  /** The seed of the random worlds. A failure names the one that repeats it. If absent, a new one each time, or as `fc.configureGlobal` sets it. */
  readonly seed?: number;
}

/** Registers one test: in random small worlds, the storage answers everything as plain lists of rows do. */
export function describeStorageDifferential(
  name: string,
  harness: StorageHarness,
  { describe, it }: TestRunner,
  options: DifferentialOptions = {},
): void {
  describe(`${name} beside plain lists`, () => {
    it('answers every read, and every write, as plain lists of rows do', () =>
      checkStorageDifferential(harness, options));
  });
}

/**
 * Runs the same comparison without a test runner. Resolves if no answer differs. Rejects with the fewest writes after which
 * one does, the question, what was expected and seen, and the seed.
 */
export async function checkStorageDifferential(
  harness: StorageHarness,
  { runs = harness.numRuns, seed }: DifferentialOptions = {},
): Promise<void> {
  const property = fc.asyncProperty(randomWorlds, (world) =>
    withOpened(harness, (openings) => compareWithLists(world, openings)),
  );
  const details = await fc.check(property, {
    ...(runs === undefined ? {} : { numRuns: runs }),
    ...(seed === undefined ? {} : { seed }),
  });
  if (!details.failed) return;
  const { errorInstance: cause, numRuns, seed: used } = details;
  const message = cause instanceof Error ? cause.message : String(cause);
  throw new Error(`${message}\nfound in world ${numRuns}; repeat it with the seed ${used}`, {
    cause,
  });
}
