// Creating organizations and personal organizations.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, orThrow, type RefusalCode } from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  type Person,
  startTime,
  storageKinds,
  systemActor,
  type World,
  writeSuspendedUser,
} from '../../support/world.js';
import { requestedWrites, writtenCommands } from '../support/storage-calls.js';

describe.each(storageKinds)('creating an organization on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  let ada: Person;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded, { reservedSlugs: ['ours'] });
    ada = await createPerson(world);
  });

  it('writes the organization with its slug, its profile and the creator as admin', async () => {
    const { organizations, memberships } = world.guildhall;
    const profile = {
      website: 'https://acme.com/',
      description: 'Anvils',
      logo: 'https://acme.com/logo.png',
    };
    const created = orThrow(
      await organizations.create(ada.actor, { name: '  ACME  Inc. ', ...profile }),
    );
    expect(created).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      name: 'ACME Inc.',
      slug: 'acme-inc',
      profile: { ...profile, contactEmail: ada.email },
      createdAt: startTime,
      updatedAt: startTime,
    });
    expect(await memberships.hasRole(created.id, ada.id, 'admin')).toBe(true);
    expect(await organizations.get(ada.actor, { organizationId: created.id })).toEqual({
      ok: true,
      value: created,
    });
    expect(writtenCommands(recorded).at(-1)?.journal).toMatchObject({
      actor: ada.actor,
      action: 'organization.create',
      subject: { kind: 'organization', id: created.id },
      auditOrganizationIds: [created.id],
      events: [{ type: 'organization_created', creatorId: ada.id, personal: false }],
    });
  });

  it('numbers the slugs of one name up to 5, and then adds random characters', async () => {
    const slugs: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      slugs.push((await createOrganization(world, ada, "Bob's Lab")).slug);
    }
    expect(slugs.slice(0, 5)).toEqual([
      'bobs-lab',
      'bobs-lab-2',
      'bobs-lab-3',
      'bobs-lab-4',
      'bobs-lab-5',
    ]);
    expect(slugs[5]).toMatch(/^bobs-lab-[a-z2-7]{6}$/);
    expect(slugs[6]).toMatch(/^bobs-lab-[a-z2-7]{6}$/);
    expect(slugs[6]).not.toBe(slugs[5]);
  });

  it('makes no reserved slug', async () => {
    expect((await createOrganization(world, ada, 'Settings')).slug).toBe('settings-2');
    expect((await createOrganization(world, ada, 'Ours')).slug).toBe('ours-2');
  });

  it('uses a given slug as it is', async () => {
    const input = { name: 'Something Else', slug: 'as-given' };
    expect(orThrow(await world.guildhall.organizations.create(ada.actor, input)).slug).toBe(
      'as-given',
    );
    expect(await world.guildhall.organizations.create(ada.actor, input)).toEqual({
      ok: false,
      refusal: { code: 'slug_taken', path: ['slug'] },
    });
  });

  it.each([
    { input: { name: '' }, refusal: { code: 'name_invalid', path: ['name'], reason: 'empty' } },
    { input: { name: '<b>' }, refusal: { code: 'name_invalid', path: ['name'], reason: 'markup' } },
    {
      input: { name: 'X', slug: 'No' },
      refusal: { code: 'slug_invalid', path: ['slug'], reason: 'form' },
    },
    {
      input: { name: 'X', slug: '42' },
      refusal: { code: 'slug_invalid', path: ['slug'], reason: 'only_digits' },
    },
    {
      input: { name: 'X', slug: 'a'.repeat(24) },
      refusal: { code: 'slug_invalid', path: ['slug'], reason: 'like_an_id' },
    },
    { input: { name: 'X', slug: 'api' }, refusal: { code: 'slug_reserved', path: ['slug'] } },
    { input: { name: 'X', slug: 'ours' }, refusal: { code: 'slug_reserved', path: ['slug'] } },
    {
      input: { name: 'X', website: 'http://127.1' },
      refusal: { code: 'invalid_input', path: ['website'] },
    },
    {
      input: { name: 'X', logo: 'data:image/png,' },
      refusal: { code: 'invalid_input', path: ['logo'] },
    },
    {
      input: { name: 'X', description: 'x'.repeat(2_001) },
      refusal: { code: 'invalid_input', path: ['description'] },
    },
  ])('refuses $input', async ({ input, refusal }) => {
    const before = requestedWrites(recorded).length;
    const answer = await world.guildhall.organizations.create(ada.actor, input);
    expect(answer).toMatchObject({ ok: false, refusal });
    expect(requestedWrites(recorded)).toHaveLength(before);
  });

  it('is refused to everybody but users with an active account', async () => {
    const { organizations } = world.guildhall;
    const gone = await createPerson(world);
    await writeSuspendedUser(world, gone.id);
    const others: readonly [Actor, RefusalCode][] = [
      [systemActor, 'permission_denied'],
      [{ kind: 'reviewer', userId: ada.id }, 'permission_denied'],
      [{ kind: 'key', keyId: 'k' }, 'permission_denied'],
      [gone.actor, 'account_inactive'],
    ];
    for (const [actor, code] of others) {
      const path = ['actor'];
      expect(await organizations.create(actor, { name: 'X' })).toMatchObject({
        ok: false,
        refusal: { code, path },
      });
    }
  });

  it('is refused at the limit of one user, until the limit is raised', async () => {
    const creator = await createPerson(world);
    const strict = createSecondService(world, recorded, { policy: { maxOrganizationsPerUser: 2 } });
    await createOrganization(strict, creator);
    await createOrganization(strict, creator);
    expect(await strict.guildhall.organizations.create(creator.actor, { name: 'Third' })).toEqual({
      ok: false,
      refusal: { code: 'organization_limit_reached', limit: 2 },
    });
    expect((await createOrganization(world, creator, 'Third')).slug).toBe('third');
  });

  it('is refused at the limit even if an organization is deleted, since it can be restored', async () => {
    const creator = await createPerson(world);
    const strict = createSecondService(world, recorded, { policy: { maxOrganizationsPerUser: 1 } });
    const { id: organizationId } = await createOrganization(strict, creator);
    const { create, delete: remove, restore, purge } = strict.guildhall.organizations;
    orThrow(await remove(creator.actor, { organizationId }));
    expect(await create(creator.actor, { name: 'Another' })).toEqual({
      ok: false,
      refusal: { code: 'organization_limit_reached', limit: 1 },
    });
    orThrow(await restore(creator.actor, { organizationId }));
    orThrow(await remove(creator.actor, { organizationId }));
    orThrow(await purge(systemActor, { organizationId }));
    orThrow(await create(creator.actor, { name: 'Another' }));
  });

  it('leaves an existing personal organization as it is', async () => {
    const { organizations } = world.guildhall;
    const before = requestedWrites(recorded).length;
    const own = orThrow(await organizations.ensurePersonal(ada.actor, { userId: ada.id }));
    expect(own.personalOf).toBe(ada.id);
    expect(
      orThrow(await organizations.ensurePersonal(systemActor, { userId: ada.id })),
    ).toMatchObject(own);
    expect(requestedWrites(recorded)).toHaveLength(before);
  });

  it('makes no personal organization for another user', async () => {
    const { organizations } = world.guildhall;
    const [other, gone] = [await createPerson(world), await createPerson(world)];
    await writeSuspendedUser(world, gone.id);
    const path = ['userId'];
    expect(await organizations.ensurePersonal(other.actor, { userId: ada.id })).toEqual({
      ok: false,
      refusal: { code: 'permission_denied', path },
    });
    expect(await organizations.ensurePersonal(systemActor, { userId: gone.id })).toEqual({
      ok: false,
      refusal: { code: 'account_inactive', path },
    });
    expect(await organizations.ensurePersonal(systemActor, { userId: 'a'.repeat(24) })).toEqual({
      ok: false,
      refusal: { code: 'user_not_found', path },
    });
  });
});
