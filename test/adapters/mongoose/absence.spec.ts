// The rows in `memberships` that say which organizations and users are absent.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryStorage } from '../../../src/adapters/memory/index.js';
import { parseMembershipId } from '../../../src/domain/shared/ids.js';
import type { User } from '../../../src/domain/user/user.js';
import type { Change, Storage } from '../../../src/ports/storage.js';
import { isStorageError } from '../../../src/ports/storage-error.js';
import {
  atMinute,
  commandEntry,
  membership,
  organization,
  userWithHexId as user,
} from '../../../src/testing/contract/fixtures.js';
import {
  insertChange,
  removeChange,
  touchChange,
  updateChange,
} from '../../../src/testing/row-changes.js';
import { deleteAllDocuments } from './own-servers.js';
import { collection, connection, storage, toObjectId, useTestDatabase } from './test-database.js';

useTestDatabase();

const [ada, ben, mentra, acme] = [user(1), user(2), organization(1), organization(2)];
const deletedAt = atMinute(5);

const eve = user(3);
const newAddress = user(9);

function emailOf({ email, emailKey }: User): Pick<User, 'email' | 'emailKey'> {
  return { email, emailKey };
}

function commit(n: number, changes: readonly Change[]): Promise<void> {
  return storage.commit({ changes, journal: commandEntry(n), messages: [] });
}

const insertAll: readonly Change[] = [
  ...[ada, ben].map((each) => insertChange('users', each)),
  ...[mentra, acme].map((each) => insertChange('organizations', each)),
  ...[ada, ben].flatMap((person, at) => [
    insertChange('memberships', membership(1 + at, mentra, person)),
    insertChange('memberships', membership(3 + at, acme, person)),
  ]),
];

/** What one step does with each of the four rows; null leaves it alone. */
const stepArbitrary = fc.record({
  ada: fc.constantFrom('active', 'suspended', 'deleted', 'guarded', null),
  ben: fc.constantFrom('active', 'suspended', null),
  mentra: fc.constantFrom('live', 'deleted', 'guarded', null),
  acme: fc.constantFrom('live', 'deleted', null),
});
type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never;

async function toChanges(asked: Storage, step: Step): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const [person, state] of [
    [ada, step.ada],
    [ben, step.ben],
  ] as const) {
    const version = (await asked.users.findById(person.id))?.version ?? 0;
    if (state === 'guarded') changes.push(touchChange('users', person, version));
    else if (state !== null) changes.push(updateChange('users', { ...person, state }, version));
  }
  for (const [row, state] of [
    [mentra, step.mentra],
    [acme, step.acme],
  ] as const) {
    const version = (await asked.organizations.findById(row.id))?.version ?? 0;
    if (state === 'guarded') changes.push(touchChange('organizations', row, version));
    else if (state === 'live') changes.push(updateChange('organizations', row, version));
    else if (state === 'deleted')
      changes.push(updateChange('organizations', { ...row, deletedAt }, version));
  }
  return changes;
}

function rolesIn(asked: Storage): Promise<readonly unknown[]> {
  return Promise.all(
    [mentra, acme].flatMap(({ id }) =>
      [ada, ben].map((person) => asked.memberships.findRole(id, person.id)),
    ),
  );
}

it('answer for the role what the memory storage answers, after any changes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stepArbitrary, { minLength: 1, maxLength: 6 }), async (steps) => {
      await deleteAllDocuments(connection);
      const memory = memoryStorage();
      let operations = 0;
      const commitToBoth = async (changes: readonly Change[]) => {
        operations += 1;
        const operation = { changes, journal: commandEntry(operations), messages: [] };
        await Promise.all([storage.commit(operation), memory.commit(operation)]);
      };
      await commitToBoth(insertAll);
      for (const step of steps) {
        await commitToBoth(await toChanges(storage, step));
        expect(await rolesIn(storage)).toEqual(await rolesIn(memory));
      }
    }),
    { numRuns: 40 },
  );
});

it('are written for what is inserted absent, and removed with the organization or the user', async () => {
  const deleted = organization(1, { deletedAt });
  const suspended = user(1, { state: 'suspended' });
  const rows = [insertChange('organizations', deleted), insertChange('users', suspended)];
  await storage.commit({ changes: rows, journal: commandEntry(1), messages: [] });
  expect(await collection('memberships').countDocuments({ state: 'absent' })).toBe(2);
  const removals = [removeChange('organizations', deleted, 1), removeChange('users', suspended, 1)];
  await storage.commit({ changes: removals, journal: commandEntry(2), messages: [] });
  expect(await collection('memberships').countDocuments()).toBe(0);
});

it('change nothing if a row of the same commit is stale', async () => {
  await storage.commit({ changes: insertAll, journal: commandEntry(1), messages: [] });
  const before = await rolesIn(storage);
  const changes = [
    updateChange('organizations', { ...mentra, deletedAt }, 1),
    updateChange('organizations', { ...acme, deletedAt }, 2),
  ];
  const fault: unknown = await storage
    .commit({ changes, journal: commandEntry(2), messages: [] })
    .catch((error: unknown) => error);
  expect(isStorageError(fault) && fault.code).toBe('version_conflict');
  expect(await rolesIn(storage)).toEqual(before);
  expect(await collection('memberships').countDocuments({ state: 'absent' })).toBe(0);
});

it('do not depend on the ids of other collections', async () => {
  const own = membership(1, mentra, ada);
  const suspended = { ...ada, state: 'suspended' } as const;
  await commit(1, [...[ada, ben].map((each) => insertChange('users', each))]);
  await commit(2, [insertChange('organizations', mentra), insertChange('memberships', own)]);
  const membershipsOf = collection('memberships');
  const document = await membershipsOf.findOne({});
  await membershipsOf.deleteOne({});
  await membershipsOf.insertOne({ ...document, _id: toObjectId(ada.id) });
  await commit(3, [updateChange('users', suspended, 1)]);
  expect(await storage.memberships.findRole(mentra.id, ada.id)).toMatchObject({ canSignIn: false });
});

it('follow a row that one commit removes and inserts again, in whatever order it is given', async () => {
  const deleted = { ...mentra, deletedAt };
  const again = [insertChange('organizations', deleted), removeChange('organizations', mentra, 1)];
  await commit(1, insertAll);
  await commit(2, again);
  expect(await storage.memberships.findRole(mentra.id, ada.id)).toBeNull();
  await commit(3, [
    removeChange('organizations', mentra, 1),
    insertChange('organizations', mentra),
  ]);
  expect(await storage.memberships.findRole(mentra.id, ada.id)).not.toBeNull();
});

it.each([
  {
    what: 'a unique conflict after a change of presence',
    changes: [
      updateChange('users', { ...ada, state: 'suspended' }, 1),
      updateChange('users', { ...ben, ...emailOf(eve) }, 1),
    ],
    fault: 'unique_conflict',
  },
  {
    what: 'a unique conflict of a row that becomes absent',
    changes: [
      updateChange('users', ada, 1),
      updateChange('users', { ...ben, ...emailOf(eve), state: 'suspended' }, 1),
    ],
    fault: 'unique_conflict',
  },
  {
    what: 'an address that an earlier row frees',
    changes: [
      updateChange('users', { ...ada, ...emailOf(newAddress), state: 'deleted' }, 1),
      updateChange('users', { ...ben, ...emailOf(ada) }, 1),
    ],
    fault: null,
  },
  {
    what: 'an address that only a later row frees',
    changes: [
      updateChange('users', { ...ada, ...emailOf(ben), state: 'suspended' }, 1),
      updateChange('users', { ...ben, ...emailOf(newAddress) }, 1),
    ],
    fault: 'unique_conflict',
  },
  {
    what: 'a stale guard before a unique conflict',
    changes: [
      touchChange('users', ada, 9),
      updateChange('users', { ...ben, ...emailOf(eve), state: 'suspended' }, 1),
    ],
    fault: 'version_conflict',
  },
] as const)('leave the order of checks as it is: $what', async ({ changes, fault }) => {
  const memory = memoryStorage();
  const people = [ada, ben, eve].map((each) => insertChange('users', each));
  for (const asked of [memory, storage]) {
    await asked.commit({ changes: people, journal: commandEntry(1), messages: [] });
    const found: unknown = await asked
      .commit({ changes, journal: commandEntry(2), messages: [] })
      .catch((error: unknown) => error);
    expect(isStorageError(found) ? found.code : null).toBe(fault);
  }
});

it('are no membership for a read by id', async () => {
  const deleted = organization(1, { deletedAt });
  const changes = [insertChange('organizations', deleted)];
  await storage.commit({ changes, journal: commandEntry(1), messages: [] });
  const id = parseMembershipId(deleted.id);
  expect(id === null || (await storage.memberships.findById(id))).toBeNull();
});
