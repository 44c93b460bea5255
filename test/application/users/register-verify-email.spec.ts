// Registering accounts and verifying their addresses.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, orThrow, type UserId } from '../../../src/index.js';
import {
  type RecordingStorage,
  recordingStorage,
  seededRandom,
} from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createPerson,
  createSecondService,
  createWorld,
  startTime,
  storageKinds,
  systemActor,
  type World,
  writeSuspendedUser,
} from '../../support/world.js';
import { requestedWrites } from '../support/storage-calls.js';

const nobody = 'aaaaaaaaaaaaaaaaaaaaaaaa';
const personalSlug = /^user-[a-z2-7]{8}$/;

describe.each(storageKinds)('users on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  let registered = 0;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
  });

  it('registers a person, and shows every field but the identity key', async () => {
    const input = { email: ' Ada@Example.COM ', name: ' Ada  Lovelace ' };
    const user = orThrow(await world.guildhall.users.register(systemActor, input));
    expect(user).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      name: 'Ada Lovelace',
      email: 'Ada@Example.COM',
      emailVerified: false,
      state: 'active',
      defaultOrg: expect.stringMatching(/^[0-9a-f]{24}$/),
      blockedOrganizations: [],
      createdAt: startTime,
      updatedAt: startTime,
    });
    expect(await organizationsOf(user.id)).toEqual([
      {
        role: 'admin',
        joinedAt: startTime,
        organization: {
          id: user.defaultOrg,
          name: 'Ada Lovelace',
          slug: expect.stringMatching(personalSlug),
          profile: { contactEmail: 'Ada@Example.COM' },
          personalOf: user.id,
          createdAt: startTime,
          updatedAt: startTime,
        },
      },
    ]);
  });

  it('shows nothing of the address of a person without a name', async () => {
    const email = 'grace.hopper@example.com';
    const { id } = orThrow(await world.guildhall.users.register(systemActor, { email }));
    expect(await organizationsOf(id)).toMatchObject([
      { organization: { name: 'Personal', slug: expect.stringMatching(personalSlug) } },
    ]);
  });

  it('takes no name from a company', async () => {
    const { users, organizations } = world.guildhall;
    const squatter = orThrow(
      await users.register(systemActor, { email: 'squatter@example.com', name: 'Stripe' }),
    );
    expect(await organizationsOf(squatter.id)).toMatchObject([
      { organization: { name: 'Stripe', slug: expect.stringMatching(personalSlug) } },
    ]);
    const { actor } = await createPerson(world);
    expect(orThrow(await organizations.create(actor, { name: 'Stripe' })).slug).toBe('stripe');
  });

  it('tries again if the random slug is taken', async () => {
    const parts = ['aaaaaaaa', 'aaaaaaaa', 'bbbbbbbb'];
    const random = { ...seededRandom(1), base32: () => parts.shift() ?? 'cccccccc' };
    const { users } = createSecondService(world, recorded, { random }).guildhall;
    const slugs: (string | undefined)[] = [];
    for (const email of ['first@example.com', 'second@example.com']) {
      const { id } = orThrow(await users.register(systemActor, { email }));
      slugs.push((await organizationsOf(id))[0]?.organization.slug);
    }
    expect(slugs).toEqual(['user-aaaaaaaa', 'user-bbbbbbbb']);
  });

  it('lets only the embedding service register and verify', async () => {
    const { id, actor } = await createPerson(world);
    const others: readonly Actor[] = [
      actor,
      { kind: 'reviewer', userId: id },
      { kind: 'key', keyId: 'k' },
    ];
    const denied = { ok: false, refusal: { code: 'permission_denied', path: ['actor'] } };
    for (const other of others) {
      const { users } = world.guildhall;
      expect(await users.register(other, { email: 'new@example.com' })).toEqual(denied);
      expect(await users.verifyEmail(other, { userId: id })).toEqual(denied);
    }
  });

  it.each([
    { input: { email: 'no address' }, refusal: { code: 'invalid_input', path: ['email'] } },
    { input: { email: 'a@b@c.example' }, refusal: { code: 'invalid_input', path: ['email'] } },
  ])('refuses $input', async ({ input, refusal }) => {
    const before = requestedWrites(recorded).length;
    const answer = await world.guildhall.users.register(systemActor, input);
    expect(answer).toMatchObject({ ok: false, refusal });
    expect(requestedWrites(recorded)).toHaveLength(before);
  });

  it.each([
    ['Ada 👩🏽‍💻', 'Ada 👩🏽‍💻', 'Ada 👩🏽‍💻'],
    ['Team 🇩🇪 5️⃣', 'Team 🇩🇪 5️⃣', 'Team 🇩🇪 5️⃣'],
    ['socket.io', 'socket.io', 'socket.io'],
    ['win at https://evil.com/x', 'win at https evil com x', 'win at https evil com x'],
    ['<b>Ada</b>', 'b Ada /b', 'b Ada /b'],
    ['A\u202eda\ufeff', 'Ada', 'Ada'],
    ['x'.repeat(4_000), 'x'.repeat(100), 'x'.repeat(100)],
    ['👩‍💻', undefined, null],
    ['\u2800', undefined, null],
    ['', undefined, null],
  ])('refuses nobody for the sake of their name: %j', async (given, name, organizationName) => {
    const { users, organizations } = world.guildhall;
    registered += 1;
    const input = { email: `person-${registered}@example.com`, name: given };
    const user = orThrow(await users.register(systemActor, input));
    expect(user.name).toBe(name);
    const found = await organizations.get(systemActor, {
      organizationId: assertPresent(user.defaultOrg),
    });
    expect(orThrow(found).name).toBe(organizationName ?? 'Personal');
  });

  it.each([
    { first: 'Jo@example.com', second: 'jO@EXAMPLE.com' },
    { first: 'jo@bücher.example', second: 'jo@XN--BCHER-KVA.example' },
    { first: 'jos\u00e9@example.com', second: 'jose\u0301@example.com' },
  ])('treats $second as the address $first', async ({ first, second }) => {
    const { users } = world.guildhall;
    orThrow(await users.register(systemActor, { email: first }));
    expect(await users.register(systemActor, { email: second })).toEqual({
      ok: false,
      refusal: { code: 'email_taken', path: ['email'] },
    });
  });

  it('verifies an address, and writes nothing for a verified one', async () => {
    const { users } = world.guildhall;
    const { id } = await createPerson(world, { emailVerified: false });
    world.clock.advance(5);
    const verified = orThrow(await users.verifyEmail(systemActor, { userId: id }));
    expect(verified).toMatchObject({ emailVerified: true, updatedAt: world.clock.now() });
    const before = requestedWrites(recorded).length;
    world.clock.advance(5);
    expect(await users.verifyEmail(systemActor, { userId: id })).toEqual({
      ok: true,
      value: verified,
    });
    expect(requestedWrites(recorded)).toHaveLength(before);
  });

  it('verifies the address of a suspended account, and leaves it suspended', async () => {
    const { id } = await createPerson(world, { emailVerified: false });
    await writeSuspendedUser(world, id);
    const verified = orThrow(await world.guildhall.users.verifyEmail(systemActor, { userId: id }));
    expect(verified).toMatchObject({ emailVerified: true, state: 'suspended' });
  });

  it('finds no user for an unknown id', async () => {
    expect(await world.guildhall.users.verifyEmail(systemActor, { userId: nobody })).toEqual({
      ok: false,
      refusal: { code: 'user_not_found', path: ['userId'] },
    });
  });

  async function organizationsOf(userId: UserId) {
    const input = { userId };
    return orThrow(await world.guildhall.organizations.listForUser(systemActor, input)).items;
  }
});
