// What the contract finds only by its second way, over rows with a past, or through two openings; and what it must not find.
import { setImmediate, setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { parseAppId } from '../../../src/domain/shared/ids.js';
import type { Storage } from '../../../src/ports/storage.js';
import {
  checkClause,
  type StorageHarness,
  storageContract,
} from '../../../src/testing/contract/index.js';
import { interceptStorage } from '../../../src/testing/doubles/index.js';
import { withMethods } from '../altered-storage.js';

const clauses = storageContract.flatMap((group) => group.clauses);

/** The clauses of these groups that do not hold. */
async function failures(harness: StorageHarness, groups: RegExp): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const clause of clauses.filter(({ id }) => groups.test(id))) {
    const error = await checkClause(clause, { numRuns: 2, ...harness }).catch(String);
    if (error !== undefined) failed.push(`${clause.id} ${error}`);
  }
  return failed;
}

function memoised<P extends readonly unknown[], T>(
  call: (...parameters: P) => Promise<T>,
): (...parameters: P) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return async (...parameters) => {
    const key = JSON.stringify(parameters);
    const answer = answers.get(key) ?? call(...parameters);
    answers.set(key, answer);
    return structuredClone(await answer);
  };
}

describe('over rows with a past, the contract finds', () => {
  it('a storage that answers a question once and keeps the answer', async () => {
    const keepRoles = withMethods('memberships', ({ findRole }) => ({
      findRole: memoised(findRole),
    }));
    const failed = await failures({ open: async () => keepRoles(memoryStorage()) }, /^READ-15$/u);
    expect(failed).toEqual([
      expect.stringMatching(/^READ-15 Error: only where each question was asked before/u),
    ]);
  });

  it('a storage that finds users by the address that they had when they were inserted', async () => {
    const open = async (): Promise<Storage> => {
      const storage = memoryStorage();
      const firstIds = new Map<string, string>();
      return {
        ...storage,
        async commit(operation) {
          await storage.commit(operation);
          for (const change of operation.changes)
            if (change.kind === 'insert' && change.collection === 'users')
              firstIds.set(change.value.emailKey, change.value.id);
        },
        users: {
          ...storage.users,
          findByEmailKey: async (key) => {
            const found = await storage.users.findByEmailKey(key);
            return found?.value.id === firstIds.get(key) ? found : null;
          },
        },
      };
    };
    const failed = await failures({ open }, /^READ-2$/u);
    expect(failed).toEqual([expect.stringMatching(/^READ-2 Error: only where each question/u)]);
  });
});

describe('through two openings, the contract finds', () => {
  /** Two openings of one memory storage; `decorate` makes each of them. */
  function openings(decorate: (storage: Storage) => Storage): StorageHarness {
    let shared = memoryStorage();
    return {
      async open() {
        shared = memoryStorage();
        return decorate(shared);
      },
      openAgain: async () => decorate(shared),
    };
  }

  /** Forgets what it has read with each write of its own. */
  function caching(storage: Storage): Storage {
    let findById = memoised(storage.organizations.findById);
    return {
      ...storage,
      organizations: { ...storage.organizations, findById: (id) => findById(id) },
      async commit(operation) {
        await storage.commit(operation);
        findById = memoised(storage.organizations.findById);
      },
    };
  }

  /** Looks at the versions, and writes later whatever they are then; one commit at a time. */
  function locking(storage: Storage): Storage {
    let last: Promise<unknown> = Promise.resolve();
    const write: Storage['commit'] = async (operation) => {
      for (const change of operation.changes) {
        if (change.kind === 'insert' || change.collection !== 'apps') continue;
        const row = await findApp(storage, change.id);
        await setImmediate();
        const now = await findApp(storage, change.id);
        if (row?.version === change.expectedVersion && now !== null)
          return storage.commit({
            ...operation,
            changes: operation.changes.map((each) =>
              each === change ? { ...change, expectedVersion: now.version } : each,
            ),
          });
      }
      return storage.commit(operation);
    };
    return {
      ...storage,
      commit(operation) {
        const done = last.then(() => write(operation));
        last = done.catch(() => {});
        return done;
      },
    };
  }

  async function findApp({ apps }: Storage, id: string) {
    const appId = parseAppId(id);
    return appId === null ? null : apps.findById(appId);
  }

  it.each([
    ['a cache that only its own process invalidates', caching, /^(VERSION-2|READ-3)$/u],
    ['a lock of one process', locking, /^RACE-15$/u],
  ] as const)('%s, and not with one opening', async (_what, decorate, groups) => {
    const { open, openAgain } = openings(decorate);
    expect(await failures({ open }, groups)).toEqual([]);
    expect(await failures({ open, ...(openAgain && { openAgain }) }, groups)).not.toEqual([]);
  });
});

describe('a correct storage passes, whatever it waits for', () => {
  it.each([
    ['microtasks', () => Promise.resolve()],
    ['the event loop', () => setImmediate()],
    ['timers, sometimes', (n: number) => (n % 50 === 0 ? setTimeout(1) : setImmediate())],
  ] as const)('%s', async (_what, wait) => {
    let calls = 0;
    const open = async () =>
      interceptStorage(memoryStorage(), async (_call, proceed) => {
        calls += 1;
        await wait(calls);
        const answer = await proceed();
        await wait(calls);
        return answer;
      });
    expect(await failures({ open, numRuns: 1 }, /^(RACE|READ|OUTBOX|VERSION)-/u)).toEqual([]);
  });
});
