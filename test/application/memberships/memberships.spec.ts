// Listing members, and the queries about roles and permissions.
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Actor,
  type BuiltInRole,
  type OrganizationView,
  orThrow,
  permissions,
  type UserId,
} from '../../../src/index.js';
import { type RecordingStorage, recordingStorage } from '../../../src/testing/doubles/index.js';
import {
  createMember,
  createOrganization,
  createPerson,
  createWorld,
  type Person,
  startTime,
  storageKinds,
  systemActor,
  type World,
  writeDeletedOrganization,
  writeSuspendedUser,
} from '../../support/world.js';

describe.each(storageKinds)('reading members on $name', ({ open }) => {
  let world: World;
  let recorded: RecordingStorage;
  let ada: Person;
  let member: Person;
  let stranger: Person;
  let gone: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    recorded = recordingStorage(await open());
    world = createWorld(recorded);
    ada = await createPerson(world, { name: 'Ada' });
    acme = await createOrganization(world, ada, 'Acme');
    member = await createMember(world, { by: ada, to: acme });
    gone = await createMember(world, { by: ada, to: acme });
    await writeSuspendedUser(world, gone.id);
    stranger = await createPerson(world);
  });

  it('lists members in the order of joining, and shows addresses to admins only', async () => {
    const { list } = world.guildhall.memberships;
    const input = { organizationId: acme.id };
    const seen = orThrow(await list(member.actor, input));
    expect(seen).toEqual({
      items: [
        { userId: ada.id, name: 'Ada', role: 'admin', joinedAt: startTime },
        { userId: member.id, name: expect.any(String), role: 'member', joinedAt: startTime },
        { userId: gone.id, name: expect.any(String), role: 'member', joinedAt: startTime },
      ],
      next: null,
    });
    const whole = orThrow(await list(ada.actor, input));
    expect(whole.items[0]).toEqual({ ...seen.items[0], email: ada.email, state: 'active' });
    expect(whole.items[2]).toMatchObject({ email: gone.email, state: 'suspended' });
    expect(await list(systemActor, input)).toEqual({ ok: true, value: whole });
  });

  it('lists one role, page by page', async () => {
    const { list } = world.guildhall.memberships;
    const input = { organizationId: acme.id, role: 'member', limit: 1 } as const;
    const first = orThrow(await list(member.actor, input));
    const second = orThrow(await list(member.actor, { ...input, cursor: first.next }));
    expect([first, second].map(({ items }) => items.map(({ userId }) => userId))).toEqual([
      [member.id],
      [gone.id],
    ]);
    const ofAdmins = { ...input, role: 'admin', cursor: first.next } as const;
    expect(await list(member.actor, ofAdmins)).toMatchObject({
      refusal: { code: 'invalid_input', path: ['cursor'] },
    });
  });

  it('lists nothing to others', async () => {
    const { list } = world.guildhall.memberships;
    const input = { organizationId: acme.id };
    const notThere = { code: 'organization_not_found', path: ['organizationId'] };
    const others: readonly Actor[] = [
      stranger.actor,
      { kind: 'reviewer', userId: ada.id },
      { kind: 'key', keyId: 'k' },
    ];
    for (const actor of others) {
      expect(await list(actor, input)).toEqual({ ok: false, refusal: notThere });
    }
    expect(await list(gone.actor, input)).toEqual({
      ok: false,
      refusal: { code: 'account_inactive', path: ['actor'] },
    });
  });

  it('compares the role itself, also of members who cannot sign in', async () => {
    const { hasRole, isMember } = world.guildhall.memberships;
    const asked: readonly (BuiltInRole | readonly BuiltInRole[])[] = [
      'admin',
      'member',
      ['admin', 'member'],
      [],
    ];
    const answers = async ({ id }: Person) => [
      await isMember(acme.id, id),
      ...(await Promise.all(asked.map((role) => hasRole(acme.id, id, role)))),
    ];
    expect(await answers(ada)).toEqual([true, true, false, true, false]);
    expect(await answers(member)).toEqual([true, false, true, true, false]);
    expect(await answers(gone)).toEqual([true, false, true, true, false]);
    expect(await answers(stranger)).toEqual([false, false, false, false, false]);
  });

  it('gives admins every permission, members their own, and others none', async () => {
    const { can } = world.guildhall.memberships;
    const allowed = async (actor: Actor) => {
      const answers = await Promise.all(permissions.map((one) => can(actor, one, acme.id)));
      return permissions.filter((_one, index) => answers[index]);
    };
    expect(await allowed(ada.actor)).toEqual(permissions);
    expect(await allowed(systemActor)).toEqual(permissions);
    const ofMembers = [
      'organization:read',
      'members:read',
      'apps:read',
      'apps:edit',
      'apps:publish',
    ];
    expect(await allowed(member.actor)).toEqual(ofMembers);
    for (const { actor } of [stranger, gone]) expect(await allowed(actor)).toEqual([]);
    expect(await allowed({ kind: 'reviewer', userId: ada.id })).toEqual([]);
    expect(await allowed({ kind: 'key', keyId: 'k' })).toEqual([]);
  });

  it('answers under the documented names', async () => {
    const { Organization } = world.guildhall;
    const acmeAsSeen = orThrow(
      await world.guildhall.organizations.get(ada.actor, { organizationId: acme.id }),
    );
    expect(await Organization.findByMember(ada.id)).toContainEqual(acmeAsSeen);
    expect(await Organization.findByMember(ada.id)).toHaveLength(2);
    expect(await Organization.hasRole(acme.id, ada.id, 'admin')).toBe(true);
    expect(await Organization.hasRole(acme.id, member.id, 'admin')).toBe(false);
    expect(await Organization.isMember(acme.id, member.id)).toBe(true);
    expect(await Organization.isMember(acme.id, stranger.id)).toBe(false);
  });

  it('ignores deleted organizations', async () => {
    const { hasRole, isMember, can } = world.guildhall.memberships;
    const { Organization } = world.guildhall;
    const { id } = await createOrganization(world, stranger, 'Deleted');
    expect(await isMember(id, stranger.id)).toBe(true);
    await writeDeletedOrganization(world, id);
    expect(await isMember(id, stranger.id)).toBe(false);
    expect(await hasRole(id, stranger.id, 'admin')).toBe(false);
    expect(await can(stranger.actor, 'organization:read', id)).toBe(false);
    expect(await Organization.findByMember(stranger.id)).toHaveLength(1);
  });

  const missing = [
    undefined,
    null,
    '',
    [],
    Number.NaN,
    {},
    'two words',
    { $ne: null },
    ['admin'],
    0,
  ];

  it.each(missing.map((key) => ({ key })))('matches nobody by $key', async ({ key }) => {
    const { hasRole, isMember, can } = world.guildhall.memberships;
    const { findByMember } = world.guildhall.Organization;
    const ask = (query: (...args: never[]) => Promise<unknown>, ...args: readonly unknown[]) =>
      Reflect.apply(query, null, args);
    const asked = recorded.calls.length;
    expect(await ask(isMember, key, ada.id)).toBe(false);
    expect(await ask(isMember, acme.id, key)).toBe(false);
    expect(await ask(isMember, key, key)).toBe(false);
    expect(await ask(hasRole, key, ada.id, 'admin')).toBe(false);
    expect(await ask(hasRole, acme.id, key, 'admin')).toBe(false);
    expect(await ask(can, key, 'organization:read', acme.id)).toBe(false);
    expect(await ask(can, { kind: 'user', userId: key }, 'organization:read', acme.id)).toBe(false);
    expect(await ask(can, ada.actor, key, acme.id)).toBe(false);
    expect(await ask(can, ada.actor, 'organization:read', key)).toBe(false);
    expect(await ask(can, systemActor, 'organization:read', key)).toBe(false);
    expect(await ask(findByMember, key)).toEqual([]);
    expect(recorded.calls.slice(asked)).toEqual([]);
  });

  it.each(
    [undefined, null, '', Number.NaN, {}, 'owner', ['owner'], [null]].map((role) => ({ role })),
  )('knows no role $role', async ({ role }) => {
    const { hasRole } = world.guildhall.memberships;
    const answer = await Reflect.apply(hasRole, null, [acme.id, ada.id, role]);
    expect(answer).toBe(false);
  });

  it('finds nobody for swapped ids', async () => {
    const { isMember } = world.guildhall.memberships;
    const swapped: readonly [string, string] = [ada.id, acme.id];
    expect(await isMember(...swapped)).toBe(false);
    const nobody: UserId[] = [];
    expect(await world.guildhall.Organization.findByMember(acme.id)).toEqual(nobody);
  });
});
