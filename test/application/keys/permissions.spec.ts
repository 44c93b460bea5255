// The permissions of a key: a part of those of its maker.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import {
  assertPresent,
  createOrganization,
  createPerson,
  createWorld,
  type Person,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import { type GuildhallWithRoles, type RoleName, withOwnRoles } from '../support/own-roles.js';
import { insertApp, overwriteApp } from './key-helpers.js';

describe.each(storageKinds)('the permissions of a key on $name', ({ open }) => {
  let world: World;
  let guildhall: GuildhallWithRoles;
  let ada: Person;
  let acme: OrganizationView;
  let organizationId: OrganizationView['id'];
  beforeAll(async () => {
    world = createWorld(await open());
    guildhall = withOwnRoles(world);
    ada = await createPerson(world);
    acme = await createOrganization(world, ada, 'Acme');
    organizationId = acme.id;
  });

  const named = { name: 'Nightly', environment: 'live' } as const;

  async function addPerson(role: RoleName): Promise<Person> {
    const person = await createPerson(world);
    const input = { organizationId, userId: person.id, role };
    orThrow(await guildhall.memberships.add(systemActor, input));
    return person;
  }

  it('are those of drafts, if nothing else is said', async () => {
    const { key, secret } = orThrow(
      await guildhall.keys.create(ada.actor, { ...named, organizationId }),
    );
    expect(key.permissions).toEqual(['apps:read', 'apps:edit']);
    const known = orThrow(await guildhall.keys.authenticate({ key: assertPresent(secret) }));
    expect(known.permissions).toEqual(['apps:read', 'apps:edit']);
  });

  it('are those that were given, also after a rotation', async () => {
    const permissions = ['reports:export'] as const;
    const { key } = orThrow(
      await guildhall.keys.create(ada.actor, { ...named, organizationId, permissions }),
    );
    expect(key.permissions).toEqual(permissions);
    const rotated = orThrow(await guildhall.keys.rotate(ada.actor, { keyId: key.id }));
    expect(rotated.key.permissions).toEqual(permissions);
    const { actor } = orThrow(
      await guildhall.keys.authenticate({ key: assertPresent(rotated.secret) }),
    );
    const { can } = guildhall.memberships;
    expect(await can(actor, 'reports:export', organizationId)).toBe(true);
    expect(await can(actor, 'apps:read', organizationId)).toBe(false);
    const other = await createOrganization(world, ada, 'Other');
    expect(await can(actor, 'reports:export', other.id)).toBe(false);
    const app = await insertApp(world, organizationId);
    expect(await guildhall.apps.get(actor, { appId: app.id })).toMatchObject({
      refusal: { code: 'permission_denied', path: ['actor'] },
    });
    orThrow(await guildhall.keys.revoke(ada.actor, { keyId: rotated.key.id }));
    expect(await can(actor, 'reports:export', organizationId)).toBe(false);
  });

  it('count for an app’s key until the app is suspended', async () => {
    const app = await insertApp(world, organizationId);
    const input = { ...named, appId: app.id, permissions: ['reports:export'] } as const;
    const { secret } = orThrow(await guildhall.keys.create(ada.actor, input));
    const { actor } = orThrow(await guildhall.keys.authenticate({ key: assertPresent(secret) }));
    const { can } = guildhall.memberships;
    expect(await can(actor, 'reports:export', organizationId)).toBe(true);
    await overwriteApp(world.storage, app.id, {
      enforcement: { ...app.enforcement, state: 'suspended' },
    });
    expect(await can(actor, 'reports:export', organizationId)).toBe(false);
  });

  it('are refused if a key cannot have them, or has one twice', async () => {
    const create = (...permissions: string[]) =>
      Reflect.apply(guildhall.keys.create, null, [
        ada.actor,
        { ...named, organizationId, permissions },
      ]);
    for (const [permissions, index] of [
      [['apps:read', 'apps:publish'], 1],
      [['members:manage'], 0],
      [['reports:delete'], 0],
      [['apps:read', 'apps:read'], 1],
    ] as const) {
      expect(await create(...permissions)).toMatchObject({
        refusal: { code: 'invalid_input', path: ['permissions', index] },
      });
    }
  });

  it('are refused before a long list is looked at', async () => {
    const permissions = Array.from({ length: 200_000 }, () => 'apps:read' as const);
    const input = { ...named, organizationId, permissions };
    const created = await guildhall.keys.create(ada.actor, input);
    expect(created).toMatchObject({ refusal: { code: 'invalid_input', path: ['permissions'] } });
  });

  it('are at most those of who keeps the key when its app moves', async () => {
    const mover = await addPerson('mover');
    const other = await createOrganization(world, ada, 'Other');
    const asAdmin = { organizationId: other.id, userId: mover.id, role: 'admin' } as const;
    orThrow(await guildhall.memberships.add(systemActor, asAdmin));
    const app = await insertApp(world, other.id);
    const input = { ...named, appId: app.id, permissions: ['reports:export'] } as const;
    const { key } = orThrow(await guildhall.keys.create(ada.actor, input));
    const move = (keepKeyIds: readonly string[]) =>
      guildhall.apps.move(mover.actor, {
        appId: app.id,
        toOrganizationId: organizationId,
        keepKeyIds,
      });
    expect(await move([key.id])).toEqual({
      ok: false,
      refusal: { code: 'permission_denied', path: ['keepKeyIds', 0] },
    });
    const withWebhook = { appId: app.id, toOrganizationId: organizationId, keepWebhook: true };
    expect(await guildhall.apps.move(mover.actor, withWebhook)).toEqual({
      ok: false,
      refusal: { code: 'permission_denied', path: ['keepWebhook'] },
    });
    expect(await move([])).toMatchObject({ ok: true });
  });

  it('are at most those of who creates or rotates the key', async () => {
    const keeper = await addPerson('keeper');
    const create = (permissions?: readonly 'reports:export'[]) =>
      guildhall.keys.create(keeper.actor, {
        ...named,
        organizationId,
        ...(permissions === undefined ? {} : { permissions }),
      });
    expect(await create()).toEqual({
      ok: false,
      refusal: { code: 'permission_denied', path: ['permissions'] },
    });
    expect(await create(['reports:export'])).toEqual({
      ok: false,
      refusal: { code: 'permission_denied', path: ['permissions', 0] },
    });
    const { key } = orThrow(await create([]));
    expect(key.permissions).toEqual([]);
    expect(await guildhall.keys.rotate(keeper.actor, { keyId: key.id })).toMatchObject({
      ok: true,
    });
    const { key: adas } = orThrow(
      await guildhall.keys.create(ada.actor, { ...named, organizationId }),
    );
    expect(await guildhall.keys.rotate(keeper.actor, { keyId: adas.id })).toEqual({
      ok: false,
      refusal: { code: 'permission_denied', path: ['actor'] },
    });
    expect(await guildhall.keys.revoke(keeper.actor, { keyId: adas.id })).toMatchObject({
      ok: true,
    });
  });
});
