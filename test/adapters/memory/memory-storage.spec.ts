import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import type { MembershipId } from '../../../src/domain/shared/ids.js';
import type { Storage } from '../../../src/ports/storage.js';
import { isStorageError } from '../../../src/ports/storage-error.js';
import { insertOf } from '../../../src/testing/contract/changes.js';
import {
  at,
  entry,
  leaseId,
  membership,
  organization,
  user,
  userId,
} from '../../../src/testing/contract/specimens.js';
import { apiKeyId } from '../../../src/testing/contract/specimens-of-apps.js';
import { spoil } from '../../../src/testing/contract/spoil.js';
import { reads, world, writes } from '../../../src/testing/contract/world.js';

describe('time', () => {
  it('is the computer’s unless another is given', async () => {
    const before = Date.now();
    const time = (await memoryStorage().time()).getTime();
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Date.now());
    expect(await memoryStorage({ time: () => at(5) }).time()).toEqual(at(5));
    expect(await memoryStorage({ time: async () => at(6) }).time()).toEqual(at(6));
  });

  it('is a copy, so that nobody moves it', async () => {
    const given = at(5);
    const storage = memoryStorage({ time: () => given });
    (await storage.time()).setTime(0);
    expect(await storage.time()).toEqual(at(5));
  });
});

describe('after close', () => {
  it.each([...reads, ...writes, { name: 'time', call: (storage: Storage) => storage.time() }])(
    '$name is refused as unavailable, in a sentence',
    async ({ call }) => {
      const storage = memoryStorage();
      await storage.commit(world());
      await storage.close();
      await storage.close();
      const fault: unknown = await call(storage).catch((thrown: unknown) => thrown);
      expect(isStorageError(fault) && fault.code).toBe('unavailable');
      expect(fault).toHaveProperty('message', expect.stringMatching(/closed.+memoryStorage\(\)/));
    },
  );

  it('refuses a call that was waiting for its turn', async () => {
    const storage = memoryStorage();
    const [, commit] = await Promise.allSettled([storage.close(), storage.commit(world())]);
    expect(commit).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } });
  });
});

describe('copies', () => {
  it('are taken the moment a write is called, so that the caller may go on with the original', async () => {
    const storage = memoryStorage();
    const operation = world();
    const commit = storage.commit(operation);
    spoil(operation);
    await commit;
    expect(await answers(storage)).toEqual(await answers(await fullStorage()));

    const lease = { id: leaseId(1), until: at(2) };
    const claiming = storage.outbox.claim({ now: at(1), lease, limit: 1 });
    lease.until.setTime(0);
    const [claimed] = await claiming;
    expect(claimed).toMatchObject({ invitation: { delivery: { lease: { until: at(2) } } } });

    const before = at(1);
    const pruning = storage.outbox.prune(before, 10);
    before.setTime(0);
    expect(await pruning).toBe(1);

    const used = at(1);
    const noting = storage.keys.noteUsed(apiKeyId(1), used);
    used.setTime(0);
    await noting;
    expect((await storage.keys.findById(apiKeyId(1)))?.value.lastUsedAt).toEqual(at(1));
  });

  it.each(reads)('$name gives out what nobody can change the storage by', async ({ call }) => {
    const storage = await fullStorage();
    const before = structuredClone(await call(storage));
    spoil(await call(storage));
    expect(await call(storage)).toEqual(before);
  });

  it('of what a relay claims are its own', async () => {
    const storage = await fullStorage();
    const claim = { now: at(1), lease: { id: leaseId(1), until: at(2) }, limit: 10 };
    spoil(await storage.outbox.claim(claim));
    const again = { now: at(3), lease: { id: leaseId(2), until: at(4) }, limit: 10 };
    expect(await storage.outbox.claim(again)).toMatchObject([
      { kind: 'invitation', invitation: { delivery: { attempts: 2 } } },
      { kind: 'message', message: { delivery: { attempts: 2 } } },
    ]);
  });

  async function fullStorage(): Promise<Storage> {
    const storage = memoryStorage();
    await storage.commit(world());
    return storage;
  }

  function answers(storage: Storage): Promise<readonly unknown[]> {
    return Promise.all(reads.map(({ call }) => call(storage)));
  }
});

describe('what a conflict says', () => {
  it('names the row, the version found and the one expected', async () => {
    const storage = memoryStorage();
    await storage.commit(world());
    const touch = (expected: number) =>
      storage.commit({
        changes: [{ kind: 'touch', collection: 'users', id: userId(1), expected }],
        journal: entry(2),
        messages: [],
      });
    await expect(touch(4)).rejects.toThrow(
      `users ${userId(1)} is at version 1, and version 4 was expected`,
    );
  });

  it('names the constraint and never the value in the way', async () => {
    const storage = memoryStorage();
    await storage.commit(world());
    const { email, emailKey } = user(1);
    const commit = storage.commit({
      changes: [insertOf('users', user(7, { email, emailKey }))],
      journal: entry(2),
      messages: [],
    });
    const fault: unknown = await commit.catch((thrown: unknown) => thrown);
    expect(fault).toMatchObject({ code: 'unique_conflict', constraint: 'users.email' });
    expect(String(fault)).toContain(userId(7));
    expect(String(fault)).not.toContain('@');
  });
});

describe('an organization of thousands', () => {
  const size = 3000;
  const mentra = organization(1);

  /** By ids that come in no order. */
  async function crowded(): Promise<Storage> {
    const storage = memoryStorage();
    const people = Array.from({ length: size }, (_, n) => user(1 + ((n * 1009) % size)));
    await storage.commit({
      changes: [
        insertOf('organizations', mentra),
        ...people.map((person) => insertOf('users', person)),
        ...people.map((person, n) =>
          insertOf(
            'memberships',
            membership(1 + ((n * 613) % size), mentra, person, {
              role: n % 1000 === 0 ? 'admin' : 'member',
            }),
          ),
        ),
      ],
      journal: entry(1),
      messages: [],
    });
    return storage;
  }

  it('is paged through by membership id, each member once, and its admins are found', async () => {
    const { memberships } = await crowded();
    const seen: MembershipId[] = [];
    let after: MembershipId | null = null;
    do {
      const page = await memberships.list(mentra.id, null, {}, { limit: 170, after, skip: 0 });
      seen.push(...page.items.map((item) => item.membership.id));
      after = page.next;
    } while (after !== null);
    expect(seen).toHaveLength(size);
    expect(seen).toEqual([...new Set(seen)].sort());

    const first = { limit: 10, after: null, skip: 0 };
    const admins = await memberships.list(mentra.id, null, { role: 'admin' }, first);
    expect(admins.items).toHaveLength(3);
    expect(admins.next).toBeNull();
    expect(await memberships.adminsAbleToSignIn(mentra.id, 2)).toEqual(
      admins.items.slice(0, 2).map((item) => item.user.id),
    );
  });
});
