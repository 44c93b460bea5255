// faultyStorage fails calls before or after they run.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Storage } from '../../../src/ports/storage.js';
import { isStorageError } from '../../../src/ports/storage-error.js';
import { apiKeyId } from '../../../src/testing/contract/app-fixtures.js';
import { outcomeOfCall } from '../../../src/testing/contract/assertions.js';
import {
  atMinute,
  commandEntry,
  leaseId,
  operationId,
  user,
  userId,
} from '../../../src/testing/contract/fixtures.js';
import {
  createSampleOperation,
  readCalls,
  writeCalls,
} from '../../../src/testing/contract/sample-data.js';
import { type FaultTiming, faultyStorage } from '../../../src/testing/doubles/index.js';
import { insertChange } from '../../../src/testing/row-changes.js';

const faults = fc.constantFrom<FaultTiming>('none', 'before', 'after');

function register(storage: Storage, n: number): Promise<void> {
  return storage.commit({
    changes: [insertChange('users', user(n))],
    journal: commandEntry(n),
    messages: [],
  });
}

it('runs a commit, does not run it, or runs it and loses the answer, as the fault says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(faults), async (given) => {
      const storage = memoryStorage();
      const faulty = faultyStorage(storage, given.values());
      for (const [n, fault] of given.entries()) {
        const outcome = await outcomeOfCall(register(faulty, n));
        expect(outcome).toBe(
          { none: 'done', before: 'unavailable', after: 'outcome_unknown' }[fault],
        );
        expect((await storage.users.findById(userId(n))) !== null).toBe(fault !== 'before');
      }
      expect(await outcomeOfCall(register(faulty, given.length))).toBe('done');
    }),
  );
});

it('takes one fault for each call from an endless stream', async () => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(faults), async (stream) => {
      let drawn = 0;
      const counted: Iterator<FaultTiming> = {
        next() {
          drawn += 1;
          return stream.next();
        },
      };
      const faulty = faultyStorage(memoryStorage(), counted);
      for (const { call } of [...readCalls, ...writeCalls]) await call(faulty).catch(() => null);
      await faulty.time().catch(() => null);
      expect(drawn).toBe(readCalls.length + writeCalls.length + 1);
    }),
  );
});

describe('the fault `after`', () => {
  async function storageLosingOneAnswer(): Promise<{
    readonly storage: Storage;
    readonly faulty: Storage;
  }> {
    const storage = memoryStorage();
    await storage.commit(createSampleOperation());
    return { storage, faulty: faultyStorage(storage, ['after' as const].values()) };
  }

  it('names the operation, so that the caller can write a fence', async () => {
    const { faulty } = await storageLosingOneAnswer();
    const fault: unknown = await register(faulty, 9).catch((thrown: unknown) => thrown);
    expect(isStorageError(fault) && fault.operationId).toBe(operationId(9));
  });

  it('also loses the answer of a failed commit', async () => {
    const { storage, faulty } = await storageLosingOneAnswer();
    expect(await outcomeOfCall(register(faulty, 1))).toBe('outcome_unknown');
    expect(await outcomeOfCall(register(storage, 1))).toBe('journal.id');
  });

  it('makes a read fail with `unavailable`', async () => {
    for (const { name, call } of readCalls) {
      const { faulty } = await storageLosingOneAnswer();
      expect(await outcomeOfCall(call(faulty)), name).toBe('unavailable');
    }
  });

  it('claims, and loses the result of the claim', async () => {
    const { storage, faulty } = await storageLosingOneAnswer();
    const claim = {
      now: atMinute(1),
      lease: { id: leaseId(1), until: atMinute(2) },
      channel: 'mail' as const,
      limit: 10,
    };
    expect(await outcomeOfCall(faulty.outbox.claim(claim))).toBe('outcome_unknown');
    expect(await storage.outbox.claim(claim)).toEqual([]);
  });

  it('records the use of a key, and loses the answer', async () => {
    const { storage, faulty } = await storageLosingOneAnswer();
    expect(await outcomeOfCall(faulty.apiKeys.recordUse(apiKeyId(1), atMinute(1)))).toBe(
      'outcome_unknown',
    );
    expect((await storage.apiKeys.findById(apiKeyId(1)))?.value.lastUsedAt).toEqual(atMinute(1));
  });

  it('does not affect `close`', async () => {
    const { faulty } = await storageLosingOneAnswer();
    expect(await outcomeOfCall(faulty.close())).toBe('done');
  });
});
