import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { MembershipId } from '../../../src/domain/shared/ids.js';
import type { Storage } from '../../../src/ports/storage.js';
import { isStorageError } from '../../../src/ports/storage-error.js';
import { apiKeyId } from '../../../src/testing/contract/app-fixtures.js';
import {
  atMinute,
  commandEntry,
  leaseId,
  membership,
  organization,
  user,
  userId,
} from '../../../src/testing/contract/fixtures.js';
import { mutateDeep } from '../../../src/testing/contract/mutate-deep.js';
import {
  createSampleOperation,
  readCalls,
  writeCalls,
} from '../../../src/testing/contract/sample-data.js';
import { insertChange } from '../../../src/testing/row-changes.js';

describe('time', () => {
  it('is the time of this machine by default', async () => {
    const before = Date.now();
    const time = (await memoryStorage().time()).getTime();
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Date.now());
    expect(await memoryStorage({ time: () => atMinute(5) }).time()).toEqual(atMinute(5));
    expect(await memoryStorage({ time: async () => atMinute(6) }).time()).toEqual(atMinute(6));
  });

  it('is a copy, so that callers cannot change it', async () => {
    const given = atMinute(5);
    const storage = memoryStorage({ time: () => given });
    (await storage.time()).setTime(0);
    expect(await storage.time()).toEqual(atMinute(5));
  });
});

describe('after close', () => {
  it.each([
    ...readCalls,
    ...writeCalls,
    { name: 'time', call: (storage: Storage) => storage.time() },
    { name: 'migrate', call: (storage: Storage) => storage.migrate() },
  ])('$name throws `unavailable` with a sentence', async ({ call }) => {
    const storage = memoryStorage();
    await storage.commit(createSampleOperation());
    await storage.close();
    await storage.close();
    const fault: unknown = await call(storage).catch((thrown: unknown) => thrown);
    expect(isStorageError(fault) && fault.code).toBe('unavailable');
    expect(fault).toHaveProperty('message', expect.stringMatching(/closed.+memoryStorage\(\)/));
  });

  it('throws for a call that was waiting for its turn', async () => {
    const storage = memoryStorage();
    const [, commit] = await Promise.allSettled([
      storage.close(),
      storage.commit(createSampleOperation()),
    ]);
    expect(commit).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
  });
});

describe('copies', () => {
  it('are made at the call of a write, so that the caller may change the original afterwards', async () => {
    const storage = memoryStorage();
    const operation = createSampleOperation();
    const commit = storage.commit(operation);
    mutateDeep(operation);
    await commit;
    expect(await answers(storage)).toEqual(await answers(await fullStorage()));

    const lease = { id: leaseId(1), until: atMinute(2) };
    const claiming = storage.outbox.claim({ now: atMinute(1), lease, channel: 'mail', limit: 1 });
    lease.until.setTime(0);
    const [claimed] = await claiming;
    expect(claimed).toMatchObject({ invitation: { delivery: { lease: { until: atMinute(2) } } } });

    const before = atMinute(1);
    const pruning = storage.outbox.prune(before, 10);
    before.setTime(0);
    expect(await pruning).toBe(1);

    const used = atMinute(1);
    const noting = storage.apiKeys.recordUse(apiKeyId(1), used);
    used.setTime(0);
    await noting;
    expect((await storage.apiKeys.findById(apiKeyId(1)))?.value.lastUsedAt).toEqual(atMinute(1));
  });

  it.each(readCalls)('$name returns values that cannot change the storage', async ({ call }) => {
    const storage = await fullStorage();
    const before = structuredClone(await call(storage));
    mutateDeep(await call(storage));
    expect(await call(storage)).toEqual(before);
  });

  it('of claimed deliveries belong to the relay', async () => {
    const storage = await fullStorage();
    const claim = {
      now: atMinute(1),
      lease: { id: leaseId(1), until: atMinute(2) },
      channel: 'mail' as const,
      limit: 10,
    };
    mutateDeep(await storage.outbox.claim(claim));
    const again = {
      now: atMinute(3),
      lease: { id: leaseId(2), until: atMinute(4) },
      channel: 'mail' as const,
      limit: 10,
    };
    expect(await storage.outbox.claim(again)).toMatchObject([
      { kind: 'invitation', invitation: { delivery: { attempts: 2 } } },
      { kind: 'message', message: { delivery: { attempts: 2 } } },
    ]);
  });

  async function fullStorage(): Promise<Storage> {
    const storage = memoryStorage();
    await storage.commit(createSampleOperation());
    return storage;
  }

  function answers(storage: Storage): Promise<readonly unknown[]> {
    return Promise.all(readCalls.map(({ call }) => call(storage)));
  }
});

describe('the message of a conflict', () => {
  it('names the row, its version and the expected version', async () => {
    const storage = memoryStorage();
    await storage.commit(createSampleOperation());
    const touch = (expectedVersion: number) =>
      storage.commit({
        changes: [{ kind: 'touch', collection: 'users', id: userId(1), expectedVersion }],
        journal: commandEntry(2),
        messages: [],
      });
    await expect(touch(4)).rejects.toThrow(
      `users ${userId(1)} is at version 1, but version 4 was expected`,
    );
  });

  it('names the constraint and never the conflicting value', async () => {
    const storage = memoryStorage();
    await storage.commit(createSampleOperation());
    const { email, emailKey } = user(1);
    const commit = storage.commit({
      changes: [insertChange('users', user(7, { email, emailKey }))],
      journal: commandEntry(2),
      messages: [],
    });
    const fault: unknown = await commit.catch((thrown: unknown) => thrown);
    expect(fault).toMatchObject({ code: 'unique_conflict', constraint: 'users.email' });
    expect(String(fault)).toContain(userId(7));
    expect(inspect(fault, { depth: 20, showHidden: true })).not.toContain('@');
  });
});

describe('an organization with thousands of members', () => {
  const size = 3000;
  const mentra = organization(1);

  /** Members with ids in random order. */
  async function crowded(): Promise<Storage> {
    const storage = memoryStorage();
    const people = Array.from({ length: size }, (_, n) => user(1 + ((n * 1009) % size)));
    await storage.commit({
      changes: [
        insertChange('organizations', mentra),
        ...people.map((person) => insertChange('users', person)),
        ...people.map((person, n) =>
          insertChange(
            'memberships',
            membership(1 + ((n * 613) % size), mentra, person, {
              role: n % 1000 === 0 ? 'admin' : 'member',
            }),
          ),
        ),
      ],
      journal: commandEntry(1),
      messages: [],
    });
    return storage;
  }

  it('lists each member once in pages by membership id, and finds its admins', async () => {
    const { memberships } = await crowded();
    const seen: MembershipId[] = [];
    let after: MembershipId | null = null;
    do {
      const page = await memberships.listMembers(
        mentra.id,
        null,
        {},
        { limit: 170, after, skip: 0 },
      );
      seen.push(...page.items.map((item) => item.membership.id));
      after = page.next;
    } while (after !== null);
    expect(seen).toHaveLength(size);
    expect(seen).toEqual([...new Set(seen)].sort());

    const first = { limit: 10, after: null, skip: 0 };
    const admins = await memberships.listMembers(mentra.id, null, { role: 'admin' }, first);
    expect(admins.items).toHaveLength(3);
    expect(admins.next).toBeNull();
    expect(await memberships.listActiveAdminIds(mentra.id, 2)).toEqual(
      admins.items.slice(0, 2).map((item) => item.user.id),
    );
  });
});
