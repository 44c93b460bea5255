// The platform's list of all users.
import { beforeAll, describe, expect, it } from 'vitest';
import { mongooseStorage } from '../../../src/adapters/mongoose/index.js';
import { insertChange } from '../../../src/application/use-case/changes.js';
import {
  type ListUsersInput,
  nameKeyOf,
  orThrow,
  type Storage,
  type UserState,
} from '../../../src/index.js';
import {
  atMinute,
  displayNameOrThrow,
  emailFields,
  user,
} from '../../../src/testing/contract/fixtures.js';
import { openTestConnection } from '../../support/mongo-connections.js';
import {
  assertPresent,
  commitChanges,
  createPerson,
  createWorld,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import { createPageCosts, type PageCost, readAllPages } from '../support/page-costs.js';

const people = [
  { email: 'zoe@example.org', name: 'Zoë Ávila' },
  { id: '507f1f77bcf86cd799439011', email: 'Anna.Lee@Example.org', name: 'Café Nord' },
  { id: 'auth0|7', email: 'anna@zürich.example', name: 'CAFE Süd' },
  { id: '~', email: 'bo@example.org' },
  { id: '0190b6e2-7c1f-7a3b-8d42-5f0f3c1e9a77', email: 'anna.a@example.org', name: 'cafe nord' },
];

describe.each(storageKinds)('the list of users on $name', ({ open }) => {
  let world: World;
  let idOf: (email: string) => string;

  async function emailsOf(input: ListUsersInput): Promise<readonly string[]> {
    const { items } = orThrow(await world.guildhall.users.list(systemActor, input));
    return items.map(({ email }) => email);
  }

  const inOrder = [
    'anna.a@example.org',
    'Anna.Lee@Example.org',
    'anna@zürich.example',
    'bo@example.org',
    'zoe@example.org',
  ];

  beforeAll(async () => {
    world = createWorld(await open());
    const { users } = world.guildhall;
    const ids = new Map<string, string>();
    for (const person of people) {
      const { id } = orThrow(await users.register(systemActor, { ...person, emailVerified: true }));
      ids.set(person.email, id);
    }
    idOf = (email) => assertPresent(ids.get(email));
    orThrow(await users.suspend(systemActor, { userId: idOf('anna.a@example.org') }));
    orThrow(await users.delete(systemActor, { userId: idOf('zoe@example.org') }));
  });

  it('has everybody by address, whatever their ids', async () => {
    expect(await emailsOf({})).toEqual(inOrder);
  });

  it('finds by the beginning of the name, without case and accents', async () => {
    const nord = ['anna.a@example.org', 'Anna.Lee@Example.org'];
    expect(await emailsOf({ namePrefix: 'CAFÉ' })).toEqual([...nord, 'anna@zürich.example']);
    expect(await emailsOf({ namePrefix: ' Café N' })).toEqual(nord);
    expect(await emailsOf({ namePrefix: 'nord' })).toEqual([]);
    expect(await emailsOf({ namePrefix: '.*' })).toEqual([]);
  });

  it('finds by the beginning of the address, as addresses are compared', async () => {
    expect(await emailsOf({ emailPrefix: ' ANNA.' })).toEqual(inOrder.slice(0, 2));
    expect(await emailsOf({ emailPrefix: 'anna.lee@EXAM' })).toEqual(['Anna.Lee@Example.org']);
    expect(await emailsOf({ emailPrefix: 'anna@ZÜRICH.exa' })).toEqual(['anna@zürich.example']);
    expect(await emailsOf({ emailPrefix: 'anna@xn--z' })).toEqual(['anna@zürich.example']);
    expect(await emailsOf({ emailPrefix: 'example' })).toEqual([]);
    expect(await emailsOf({ emailPrefix: '@' })).toEqual([]);
  });

  it('filters by state', async () => {
    const states: readonly UserState[] = ['active', 'suspended', 'deleted'];
    const found = await Promise.all(states.map((state) => emailsOf({ state })));
    expect(found).toEqual([inOrder.slice(1, 4), inOrder.slice(0, 1), inOrder.slice(4)]);
    expect(await emailsOf({ state: 'suspended', namePrefix: 'cafe' })).toEqual(inOrder.slice(0, 1));
    expect(await emailsOf({ state: 'deleted', namePrefix: 'cafe' })).toEqual([]);
  });

  it('shows what a desk needs, and nothing that is only for the owner', async () => {
    const { items } = orThrow(
      await world.guildhall.users.list(systemActor, { state: 'suspended' }),
    );
    expect(items).toEqual([
      {
        id: idOf('anna.a@example.org'),
        email: 'anna.a@example.org',
        emailVerified: true,
        name: 'cafe nord',
        state: 'suspended',
        suspendedAt: world.clock.now(),
        createdAt: world.clock.now(),
        updatedAt: world.clock.now(),
      },
    ]);
  });

  it.each<ListUsersInput>([
    {},
    { state: 'active' },
    { emailPrefix: 'anna' },
    { namePrefix: 'c' },
    { namePrefix: 'cafe', state: 'active' },
  ])('comes in pages: %j', async (filter) => {
    const whole = await emailsOf(filter);
    const paged = await readAllPages((cursor) =>
      world.guildhall.users.list(systemActor, { ...filter, limit: 1, cursor }),
    );
    expect(paged.map(({ email }) => email)).toEqual(whole);
    expect(whole.length).toBeGreaterThan(1);
  });

  it('refuses two prefixes, and a cursor of another list', async () => {
    const { list } = world.guildhall.users;
    const refused = (path: string) => ({ refusal: { code: 'invalid_input', path: [path] } });
    const both = { namePrefix: 'a', emailPrefix: 'a' };
    expect(await list(systemActor, both)).toMatchObject(refused('emailPrefix'));
    const { next: cursor } = orThrow(await list(systemActor, { limit: 1 }));
    const other = { limit: 1, state: 'active', cursor } as const;
    expect(await list(systemActor, other)).toMatchObject(refused('cursor'));
  });

  it('is for the embedding service alone', async () => {
    const { actor } = await createPerson(world);
    expect(await world.guildhall.users.list(actor, {})).toEqual({
      ok: false,
      refusal: { code: 'permission_denied', path: ['actor'] },
    });
  });

  it('has nobody who was purged, and those on whom a purge has begun', async () => {
    const { users } = world.guildhall;
    const gone = await createPerson(world, { name: 'Purged', email: 'purged@example.org' });
    const purging = await createPerson(world, { name: 'Purging', email: 'purging@example.org' });
    for (const { id: userId } of [gone, purging])
      orThrow(await users.delete(systemActor, { userId }));
    orThrow(await users.purge(systemActor, { userId: gone.id }));
    const row = assertPresent(await world.storage.users.findById(purging.id));
    const begun = { ...row.value, purgingSince: world.clock.now() };
    await commitChanges(world.storage, [
      {
        kind: 'update',
        collection: 'users',
        id: purging.id,
        expectedVersion: row.version,
        value: begun,
      },
    ]);
    expect(await emailsOf({ emailPrefix: 'purg' })).toEqual(['purging@example.org']);
    expect(await emailsOf({ namePrefix: 'purg' })).toEqual(['purging@example.org']);
  });

  it('finds a person under the new name and address, and under no name if there is none', async () => {
    const { users } = world.guildhall;
    const { id: userId } = await createPerson(world, { name: 'Before', email: 'b4@example.org' });
    orThrow(await users.update(systemActor, { userId, name: 'Ärger' }));
    orThrow(await users.changeEmail(systemActor, { userId, email: 'later@example.org' }));
    expect(await emailsOf({ namePrefix: 'before' })).toEqual([]);
    expect(await emailsOf({ emailPrefix: 'b4' })).toEqual([]);
    expect(await emailsOf({ namePrefix: 'arg' })).toEqual(['later@example.org']);
    orThrow(await users.update(systemActor, { userId, name: null }));
    expect(await emailsOf({ namePrefix: 'arg' })).toEqual([]);
    expect(await emailsOf({ emailPrefix: 'later' })).toEqual(['later@example.org']);
  });
});

describe('a page of the list of users on MongoDB', () => {
  const size = 900;
  let examinedBy: (input: ListUsersInput) => Promise<PageCost>;

  /** Half of them are suspended, and only eight are deleted. */
  async function writeUsers(storage: Storage): Promise<void> {
    const all = Array.from({ length: size }, (_, index) => {
      const isDeleted = index % 120 === 60;
      const state = isDeleted ? 'deleted' : index % 2 === 0 ? 'suspended' : 'active';
      return user(index + 1, {
        ...emailFields(`person-${(index * 7) % size}@example.org`),
        name: displayNameOrThrow(`Person ${index % 30}`),
        state,
        ...(isDeleted ? { deletedAt: atMinute(1) } : {}),
      });
    });
    await commitChanges(
      storage,
      all.map((each) => insertChange('users', each.id, each)),
    );
  }

  beforeAll(async () => {
    const connection = await openTestConnection({ monitorCommands: true });
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    await storage.ready();
    await writeUsers(storage);
    const { users } = createWorld(storage).guildhall;
    const costOf = createPageCosts(connection);
    examinedBy = (input) => costOf(() => users.list(systemActor, input));
  }, 60_000);

  it.each<ListUsersInput>([
    {},
    { state: 'active' },
    { state: 'deleted' },
    { emailPrefix: 'person' },
    { emailPrefix: 'person-1', state: 'suspended' },
    { emailPrefix: 'person-', state: 'deleted' },
    { namePrefix: 'person' },
    { namePrefix: 'person 1' },
    { namePrefix: 'person 0' },
    { namePrefix: 'PERSON 2', state: 'active' },
    { namePrefix: 'p', state: 'deleted' },
  ])('examines at most three times what it shows, and ten more: %j', async (input) => {
    for (const limit of [1, 20, 200]) {
      const first = await examinedBy({ ...input, limit });
      expect(first.shown).toBeGreaterThan(0);
      expect(first.examined).toBeLessThanOrEqual(3 * first.shown + 10);
      if (first.next === null) continue;
      const second = await examinedBy({ ...input, limit, cursor: first.next });
      expect(second.shown).toBeGreaterThan(0);
      expect(second.examined).toBeLessThanOrEqual(3 * second.shown + 10);
    }
  });

  it('examines no more if nobody is found', async () => {
    expect((await examinedBy({ namePrefix: 'nobody' })).examined).toBeLessThanOrEqual(10);
    expect((await examinedBy({ emailPrefix: 'x', state: 'active' })).examined).toBeLessThanOrEqual(
      10,
    );
  });
});

describe('users from before there were name keys', () => {
  it('are read as ever, and found by name after they got one', async () => {
    const connection = await openTestConnection();
    const storage = mongooseStorage({ connection });
    await storage.ensureIndexes();
    const { users } = createWorld(storage).guildhall;
    const input = { email: 'old@example.org', name: 'Älter' };
    const { id: userId } = orThrow(await users.register(systemActor, input));
    const { User } = await storage.models();
    await User.updateMany({}, { $unset: { nameKey: 1 } });
    const found = async (given: ListUsersInput) =>
      orThrow(await users.list(systemActor, given)).items.map(({ name }) => name);
    expect(await users.get(systemActor, { userId })).toMatchObject({ value: { name: 'Älter' } });
    expect(await found({ emailPrefix: 'old' })).toEqual(['Älter']);
    expect(await found({ namePrefix: 'alt' })).toEqual([]);
    const without = { name: { $exists: true }, nameKey: { $exists: false } };
    for await (const { _id, name } of User.find(without)) {
      await User.updateOne({ _id, ...without }, { $set: { nameKey: nameKeyOf(String(name)) } });
    }
    expect(await found({ namePrefix: 'alt' })).toEqual(['Älter']);
  });
});
