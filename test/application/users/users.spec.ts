import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, orThrow, type UserId } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  person,
  start,
  storages,
  suspend,
  theSystem,
  type World,
  worldOn,
} from '../../support/guildhall.js';
import { writesAsked } from '../support/calls.js';

const nobody = 'aaaaaaaaaaaaaaaaaaaaaaaa';

describe.each(storages)('users on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = worldOn(recorded);
  });

  it('registers a person, whom the service sees whole but for the identity key', async () => {
    const input = { email: ' Ada@Example.COM ', name: ' Ada  Lovelace ' };
    const user = orThrow(await world.guildhall.users.register(theSystem, input));
    expect(user).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      name: 'Ada Lovelace',
      email: 'Ada@Example.COM',
      emailVerified: false,
      state: 'active',
      defaultOrg: expect.stringMatching(/^[0-9a-f]{24}$/),
      blockedOrganizations: [],
      createdAt: start,
      updatedAt: start,
    });
    expect(await organizationsOf(user.id)).toEqual([
      {
        role: 'admin',
        joinedAt: start,
        organization: {
          id: user.defaultOrg,
          name: 'Ada Lovelace',
          slug: 'ada-lovelace',
          profile: { contactEmail: 'Ada@Example.COM' },
          personalOf: user.id,
          createdAt: start,
          updatedAt: start,
        },
      },
    ]);
  });

  it.each([
    { email: 'grace.hopper@example.com', called: 'grace.hopper', slug: 'grace-hopper' },
    { email: 'win.example@example.com', called: 'win example', slug: 'win-example' },
    { email: 'www.evil.com@example.com', called: 'www evil com', slug: 'www-evil-com' },
    { email: '!@example.com', called: 'Personal', slug: 'personal-2' },
  ])('calls the organization of $email "$called"', async ({ email, called, slug }) => {
    const { id } = orThrow(await world.guildhall.users.register(theSystem, { email }));
    expect(await organizationsOf(id)).toMatchObject([{ organization: { name: called, slug } }]);
  });

  it('lets only the embedding service register and verify', async () => {
    const { id, actor } = await person(world);
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
    {
      input: { email: 'ok@example.com', name: 'win at evil.com' },
      refusal: { code: 'name_invalid', path: ['name'], reason: 'web_address' },
    },
    {
      input: { email: 'ok@example.com', name: ' ' },
      refusal: { code: 'name_invalid', path: ['name'], reason: 'empty' },
    },
  ])('refuses $input', async ({ input, refusal }) => {
    const before = writesAsked(recorded).length;
    const answer = await world.guildhall.users.register(theSystem, input);
    expect(answer).toMatchObject({ ok: false, refusal });
    expect(writesAsked(recorded)).toHaveLength(before);
  });

  it.each([
    { first: 'Jo@example.com', second: 'jO@EXAMPLE.com' },
    { first: 'jo@bücher.example', second: 'jo@XN--BCHER-KVA.example' },
    { first: 'jos\u00e9@example.com', second: 'jose\u0301@example.com' },
  ])('knows $second as $first', async ({ first, second }) => {
    const { users } = world.guildhall;
    orThrow(await users.register(theSystem, { email: first }));
    expect(await users.register(theSystem, { email: second })).toEqual({
      ok: false,
      refusal: { code: 'email_taken', path: ['email'] },
    });
  });

  it('verifies an address, and writes nothing where it is verified already', async () => {
    const { users } = world.guildhall;
    const { id } = await person(world, { emailVerified: false });
    world.clock.advance(5);
    const verified = orThrow(await users.verifyEmail(theSystem, { userId: id }));
    expect(verified).toMatchObject({ emailVerified: true, updatedAt: world.clock.now() });
    const before = writesAsked(recorded).length;
    world.clock.advance(5);
    expect(await users.verifyEmail(theSystem, { userId: id })).toEqual({
      ok: true,
      value: verified,
    });
    expect(writesAsked(recorded)).toHaveLength(before);
  });

  it('verifies the address of a suspended account, whose state stays', async () => {
    const { id } = await person(world, { emailVerified: false });
    await suspend(world, id);
    const verified = orThrow(await world.guildhall.users.verifyEmail(theSystem, { userId: id }));
    expect(verified).toMatchObject({ emailVerified: true, state: 'suspended' });
  });

  it('knows no user by the id of nobody', async () => {
    expect(await world.guildhall.users.verifyEmail(theSystem, { userId: nobody })).toEqual({
      ok: false,
      refusal: { code: 'user_not_found', path: ['userId'] },
    });
  });

  async function organizationsOf(userId: UserId) {
    const input = { userId };
    return orThrow(await world.guildhall.organizations.listOfUser(theSystem, input)).items;
  }
});
