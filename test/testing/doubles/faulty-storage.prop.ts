import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { Storage } from '../../../src/ports/storage.js';
import { isStorageError } from '../../../src/ports/storage-error.js';
import { insertOf } from '../../../src/testing/contract/changes.js';
import { verdictOf } from '../../../src/testing/contract/expectations.js';
import {
  at,
  entry,
  leaseId,
  operationId,
  user,
  userId,
} from '../../../src/testing/contract/specimens.js';
import { apiKeyId } from '../../../src/testing/contract/specimens-of-apps.js';
import { reads, world, writes } from '../../../src/testing/contract/world.js';
import { faultyStorage, type StorageFault } from '../../../src/testing/doubles/index.js';

const faults = fc.constantFrom<StorageFault>('none', 'before', 'after');

function register(storage: Storage, n: number): Promise<void> {
  return storage.commit({
    changes: [insertOf('users', user(n))],
    journal: entry(n),
    messages: [],
  });
}

it('does a commit as the fault says: done, not done, or done without an answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(faults), async (given) => {
      const storage = memoryStorage();
      const faulty = faultyStorage(storage, given.values());
      for (const [n, fault] of given.entries()) {
        const verdict = await verdictOf(register(faulty, n));
        expect(verdict).toBe(
          { none: 'done', before: 'unavailable', after: 'outcome_unknown' }[fault],
        );
        expect((await storage.users.findById(userId(n))) !== null).toBe(fault !== 'before');
      }
      expect(await verdictOf(register(faulty, given.length))).toBe('done');
    }),
  );
});

it('draws one fault a call from an endless stream, whatever the call', async () => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(faults), async (stream) => {
      let drawn = 0;
      const counted: Iterator<StorageFault> = {
        next() {
          drawn += 1;
          return stream.next();
        },
      };
      const faulty = faultyStorage(memoryStorage(), counted);
      for (const { call } of [...reads, ...writes]) await call(faulty).catch(() => null);
      await faulty.time().catch(() => null);
      expect(drawn).toBe(reads.length + writes.length + 1);
    }),
  );
});

describe('after', () => {
  async function losing(): Promise<{ readonly storage: Storage; readonly faulty: Storage }> {
    const storage = memoryStorage();
    await storage.commit(world());
    return { storage, faulty: faultyStorage(storage, ['after' as const].values()) };
  }

  it('names the operation, so that a fence can be set', async () => {
    const { faulty } = await losing();
    const fault: unknown = await register(faulty, 9).catch((thrown: unknown) => thrown);
    expect(isStorageError(fault) && fault.operationId).toBe(operationId(9));
  });

  it('loses a refusal too', async () => {
    const { storage, faulty } = await losing();
    expect(await verdictOf(register(faulty, 1))).toBe('outcome_unknown');
    expect(await verdictOf(register(storage, 1))).toBe('journal.id');
  });

  it('is out of reach for a read', async () => {
    for (const { name, call } of reads) {
      const { faulty } = await losing();
      expect(await verdictOf(call(faulty)), name).toBe('unavailable');
    }
  });

  it('claims, and keeps to itself what', async () => {
    const { storage, faulty } = await losing();
    const claim = { now: at(1), lease: { id: leaseId(1), until: at(2) }, limit: 10 };
    expect(await verdictOf(faulty.outbox.claim(claim))).toBe('outcome_unknown');
    expect(await storage.outbox.claim(claim)).toEqual([]);
  });

  it('notes the use of a key, and does not say so', async () => {
    const { storage, faulty } = await losing();
    expect(await verdictOf(faulty.keys.noteUsed(apiKeyId(1), at(1)))).toBe('outcome_unknown');
    expect((await storage.keys.findById(apiKeyId(1)))?.value.lastUsedAt).toEqual(at(1));
  });

  it('leaves close alone', async () => {
    const { faulty } = await losing();
    expect(await verdictOf(faulty.close())).toBe('done');
  });
});
