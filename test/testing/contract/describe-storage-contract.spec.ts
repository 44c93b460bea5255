// How describeStorageContract and checkClause use a test runner and a harness.
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import {
  checkClause,
  describeStorageContract,
  type StorageHarness,
  storageContract,
} from '../../../src/testing/contract/index.js';
import { listFixtures } from '../../../src/testing/contract/list-fixtures.js';

const clauses = storageContract.flatMap((group) => group.clauses);

/** A test runner that keeps the tests and does not run them. */
function recordingRunner() {
  const tests = new Map<string, () => Promise<void>>();
  return {
    tests,
    describe: (_name: string, body: () => void) => body(),
    it: (name: string, body: () => Promise<void>) => tests.set(name, body),
  };
}

/** A harness that counts its storages. */
function countingHarness() {
  const counts = { opened: 0, open: 0, most: 0 };
  const harness: StorageHarness = {
    open: async () => {
      counts.opened += 1;
      counts.open += 1;
      counts.most = Math.max(counts.most, counts.open);
      return memoryStorage();
    },
    release: async () => {
      counts.open -= 1;
    },
    numRuns: 7,
  };
  return { counts, harness };
}

function clauseOf(id: string) {
  const clause = clauses.find((each) => each.id === id);
  if (clause === undefined) throw new Error(`there is no clause ${id}`);
  return clause;
}

describe('describeStorageContract', () => {
  it('registers one test for each clause with any runner, and opens no storage yet', () => {
    const runner = recordingRunner();
    const { counts, harness } = countingHarness();
    describeStorageContract('memory', harness, runner);
    expect([...runner.tests.keys()]).toEqual(
      clauses.map(({ id, statement }) => `${id}: ${statement}`),
    );
    expect(counts.opened).toBe(0);
  });

  it('has at most one storage open, and none at the end', async () => {
    const { counts, harness } = countingHarness();
    await checkClause(clauseOf('PAGE-6'), harness);
    expect(counts).toEqual({ opened: listFixtures.length, open: 0, most: 1 });
  });

  it('runs a property `numRuns` times, and the first runs again with pasts', async () => {
    const { counts, harness } = countingHarness();
    await checkClause(clauseOf('ROUNDTRIP-1'), { ...harness, numRuns: 20 });
    expect(counts).toEqual({ opened: 20 + 2 * 8, open: 0, most: 1 });
  });

  it('releases a storage whose check fails', async () => {
    const { counts, harness } = countingHarness();
    const openWithoutCommit = async () => ({ ...(await harness.open()), commit: async () => {} });
    const check = checkClause(clauseOf('VERSION-1'), { ...harness, open: openWithoutCommit });
    await expect(check).rejects.toThrow('the version in users');
    expect(counts.open).toBe(0);
  });
});
