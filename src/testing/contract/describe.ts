import type { Storage } from '../../ports/storage.js';
import { type Bench, type Clause, toolsFor } from './clause.js';
import { families } from './families.js';

/** How a storage is come by and given up. */
export interface StorageHarness {
  /** A storage with nothing in it. The one opened before is released by then, so that both may share a database. */
  open(): Promise<Storage>;
  /** Ends with a storage, which may have been closed already; `close` unless given. */
  release?(storage: Storage): Promise<void>;
  /** How often each property is tried; fast-check's own number (100 unless configured) where absent. */
  readonly runs?: number;
}

/** What is needed of a test runner; the `describe` and `it` of vitest, jest, mocha and `node:test` fit. */
export interface TestRunner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>): unknown;
}

/** Registers a test for each clause of `docs/contract.md`, named by its id. */
export function describeStorageContract(
  name: string,
  harness: StorageHarness,
  { describe, it }: TestRunner,
): void {
  describe(`${name} as a storage`, () => {
    for (const family of families) {
      describe(`${family.name}: ${family.about}`, () => {
        for (const clause of family.clauses) {
          it(`${clause.id}: ${clause.says}`, () => checkClause(clause, harness));
        }
      });
    }
  });
}

/** Resolves where the storage keeps the clause, and rejects with what it did instead. */
export function checkClause(clause: Clause, harness: StorageHarness): Promise<void> {
  return clause.check(benchOf(harness));
}

function benchOf({ open, release, runs }: StorageHarness): Bench {
  const end = release ?? ((storage: Storage) => storage.close());
  return {
    ...(runs === undefined ? {} : { runs }),
    async use(check) {
      const storage = await open();
      try {
        await check(storage, toolsFor(storage));
      } finally {
        await end(storage);
      }
    },
  };
}
