import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import {
  checkClause,
  contract,
  describeStorageContract,
  type StorageHarness,
} from '../../../src/testing/contract/index.js';
import { listings } from '../../../src/testing/contract/listings.js';

const clauses = contract.flatMap((family) => family.clauses);

/** A runner that only remembers. */
function remembering() {
  const tests = new Map<string, () => Promise<void>>();
  return {
    tests,
    describe: (_name: string, body: () => void) => body(),
    it: (name: string, body: () => Promise<void>) => tests.set(name, body),
  };
}

/** A harness that says how many storages are open. */
function counting() {
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
    runs: 7,
  };
  return { counts, harness };
}

function clauseOf(id: string) {
  const clause = clauses.find((each) => each.id === id);
  if (clause === undefined) throw new Error(`there is no clause ${id}`);
  return clause;
}

describe('describeStorageContract', () => {
  it('registers one test a clause with whatever runner it is given, and opens nothing yet', () => {
    const runner = remembering();
    const { counts, harness } = counting();
    describeStorageContract('memory', harness, runner);
    expect([...runner.tests.keys()]).toEqual(clauses.map(({ id, says }) => `${id}: ${says}`));
    expect(counts.opened).toBe(0);
  });

  it('has one storage open at a time, and none in the end', async () => {
    const { counts, harness } = counting();
    await checkClause(clauseOf('PAGE-6'), harness);
    expect(counts).toEqual({ opened: listings.length, open: 0, most: 1 });
  });

  it('tries a property as often as it is told', async () => {
    const { counts, harness } = counting();
    await checkClause(clauseOf('ROUNDTRIP-1'), harness);
    expect(counts).toEqual({ opened: 7, open: 0, most: 1 });
  });

  it('gives a storage up when its check has failed', async () => {
    const { counts, harness } = counting();
    const forgetful = async () => ({ ...(await harness.open()), commit: async () => {} });
    const check = checkClause(clauseOf('VERSION-1'), { ...harness, open: forgetful });
    await expect(check).rejects.toThrow('the version in users');
    expect(counts.open).toBe(0);
  });
});
