// Runs the storage contract with any test runner.

import type { Storage } from '../../ports/storage.js';
import { type CheckRunner, type Clause, createTestWriter } from './clause.js';
import { storageContract } from './storage-contract.js';
import { withPasts } from './ways/pasts.js';
import { askAfterWrites, askAll, rememberQuestions } from './ways/questions.js';
import { throughTwoOpenings } from './ways/two-openings.js';
import { type StorageHarness, withOpened } from './with-opened.js';

/** The functions of a test runner that the contract needs. Those of vitest, jest, mocha and `node:test` fit. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
}

/** Registers one test for each clause of `docs/contract.md`, named by its id and its sentence. */
export function describeStorageContract(
  name: string,
  harness: StorageHarness,
  { describe, it }: TestRunner,
): void {
  describe(`${name} as a storage`, () => {
    for (const group of storageContract) {
      describe(`${group.name}: ${group.summary}`, () => {
        for (const clause of group.clauses) {
          it(`${clause.id}: ${clause.statement}`, () => checkClause(clause, harness));
        }
      });
    }
  });
}

/** Checks one clause. Resolves if the storage keeps it; rejects with what the storage did instead. */
export function checkClause(clause: Clause, harness: StorageHarness): Promise<void> {
  return clause.check(createCheckRunner(harness));
}

export function createCheckRunner(harness: StorageHarness): CheckRunner {
  const { numRuns } = harness;
  return {
    ...(numRuns === undefined ? {} : { numRuns }),
    runCheck: (check) =>
      withOneStorage(harness, (storage) => check(storage, createTestWriter(storage))),
    async runCheckInBothWays(check) {
      const questions = await withOneStorage(harness, async (opened) => {
        const { storage, questions: asked } = rememberQuestions(opened);
        await check(storage, createTestWriter(storage));
        return asked();
      });
      await withOneStorage(harness, async (opened) => {
        await askAll(opened, questions);
        const storage = withPasts(askAfterWrites(opened, questions));
        await check(storage, createTestWriter(storage)).catch((fault: unknown) => {
          throw withPastsError(fault);
        });
      });
    },
  };
}

/** A second opening takes turns with the first one. */
function withOneStorage<T>(
  harness: StorageHarness,
  run: (storage: Storage) => Promise<T>,
): Promise<T> {
  return withOpened(harness, ([first, second]) =>
    run(second === undefined ? first : throughTwoOpenings(first, second)),
  );
}

function withPastsError(cause: unknown): Error {
  const what = cause instanceof Error ? cause.message : String(cause);
  return new Error(
    `only where each question was asked before, and each row was another row before (see "Two ways" in docs/contract.md): ${what}`,
    { cause },
  );
}
