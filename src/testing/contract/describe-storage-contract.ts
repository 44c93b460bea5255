// Runs the storage contract with any test runner.

import type { Storage } from '../../ports/storage.js';
import { type CheckRunner, type Clause, createTestWriter } from './clause.js';
import { storageContract } from './storage-contract.js';

/** How the contract opens and releases the storage under test. */
export interface StorageHarness {
  /** Opens an empty storage. The previous one is released before, so both can use one database. */
  open(): Promise<Storage>;
  /** Releases a storage, which may be closed already. Calls `close` if absent. */
  release?(storage: Storage): Promise<void>;
  /** How often each property runs. If absent, fast-check's default: 100, or as `fc.configureGlobal` sets it. */
  readonly numRuns?: number;
}

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
  return clause.check(toCheckRunner(harness));
}

function toCheckRunner({ open, release, numRuns }: StorageHarness): CheckRunner {
  const releaseStorage = release ?? ((storage: Storage) => storage.close());
  return {
    ...(numRuns === undefined ? {} : { numRuns }),
    async runCheck(check) {
      const storage = await open();
      try {
        await check(storage, createTestWriter(storage));
      } finally {
        await releaseStorage(storage);
      }
    },
  };
}
