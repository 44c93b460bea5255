// Reading organizations: get, find by slug, list, and the audit trail.
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Actor,
  type AuditView,
  type OrganizationView,
  orThrow,
  type Page,
} from '../../../src/index.js';
import {
  assertPresent,
  createMember,
  createOrganization,
  createPerson,
  createWorld,
  type Person,
  storageKinds,
  systemActor,
  type World,
  writeDeletedOrganization,
  writeSuspendedUser,
} from '../../support/world.js';

const notThere = {
  ok: false,
  refusal: { code: 'organization_not_found', path: ['organizationId'] },
};
const inactive = { ok: false, refusal: { code: 'account_inactive', path: ['actor'] } };
const nothing = { ok: true, value: null };

describe.each(storageKinds)('reading organizations on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  let member: Person;
  let stranger: Person;
  let gone: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    world = createWorld(await open());
    ada = await createPerson(world);
    acme = await createOrganization(world, ada, 'Acme');
    member = await createMember(world, { by: ada, to: acme });
    gone = await createMember(world, { by: ada, to: acme });
    await writeSuspendedUser(world, gone.id);
    stranger = await createPerson(world);
  });

  it('shows an organization only to its members and the service', async () => {
    const { get, findBySlug } = world.guildhall.organizations;
    const byId = { organizationId: acme.id };
    const bySlug = { slug: 'acme' };
    for (const actor of [ada.actor, member.actor, systemActor]) {
      const organization = actor === systemActor ? { ...acme, metadataVersion: 0 } : acme;
      expect(await get(actor, byId)).toEqual({ ok: true, value: organization });
      const value = { organization, isFormer: false };
      expect(await findBySlug(actor, bySlug)).toEqual({ ok: true, value });
    }
    const others: readonly Actor[] = [
      stranger.actor,
      { kind: 'reviewer', userId: ada.id },
      { kind: 'key', keyId: 'k' },
    ];
    for (const actor of others) {
      expect(await get(actor, byId)).toEqual(notThere);
      expect(await findBySlug(actor, bySlug)).toEqual(nothing);
    }
    expect(await get(gone.actor, byId)).toEqual(inactive);
    expect(await findBySlug(gone.actor, bySlug)).toEqual(inactive);
  });

  it('finds an organization by its slug in upper case', async () => {
    const { findBySlug } = world.guildhall.organizations;
    const value = { organization: acme, isFormer: false };
    for (const slug of ['ACME', 'Acme', 'acmE'])
      expect(await findBySlug(ada.actor, { slug })).toEqual({ ok: true, value });
    // Only ASCII letters: the Kelvin sign is no k.
    expect(await findBySlug(ada.actor, { slug: 'acme\u212a' })).toEqual(nothing);
  });

  it('gives the same answer for missing and for hidden organizations', async () => {
    const { get, findBySlug, audit } = world.guildhall.organizations;
    const { list } = world.guildhall.memberships;
    const absent = { organizationId: 'a'.repeat(24) };
    const present = { organizationId: acme.id };
    const outsider = await createPerson(world);
    await writeSuspendedUser(world, outsider.id);
    for (const { actor } of [stranger, outsider]) {
      expect(await get(actor, present)).toEqual(await get(actor, absent));
      expect(await audit(actor, present)).toEqual(await audit(actor, absent));
      expect(await list(actor, present)).toEqual(await list(actor, absent));
      expect(await findBySlug(actor, { slug: 'acme' })).toEqual(
        await findBySlug(actor, { slug: 'no-such-slug' }),
      );
    }
  });

  it.each(['', 'acme ', '../acme', '42', 'x'.repeat(200)])('finds nothing by %j', async (slug) => {
    const { findBySlug } = world.guildhall.organizations;
    expect(await findBySlug(ada.actor, { slug })).toEqual(nothing);
  });

  it('hides a deleted organization, and its members get its own refusal', async () => {
    const { get, findBySlug, listForUser } = world.guildhall.organizations;
    const creator = await createPerson(world);
    const deleted = await createOrganization(world, creator, 'Deleted');
    await writeDeletedOrganization(world, deleted.id);
    const byId = { organizationId: deleted.id };
    const deletedRefusal = {
      ok: false,
      refusal: { code: 'organization_deleted', path: ['organizationId'] },
    };
    expect(await get(creator.actor, byId)).toEqual(deletedRefusal);
    expect(await get(systemActor, byId)).toEqual(deletedRefusal);
    expect(await get(stranger.actor, byId)).toEqual(notThere);
    expect(await findBySlug(creator.actor, { slug: deleted.slug })).toEqual(nothing);
    expect(await findBySlug(systemActor, { slug: deleted.slug })).toEqual(nothing);
    const { items } = orThrow(await listForUser(creator.actor, {}));
    expect(items.map(({ organization }) => organization.personalOf)).toEqual([creator.id]);
  });

  it('lists the organizations of a user in the order of joining, page by page', async () => {
    const { listForUser } = world.guildhall.organizations;
    const creator = await createPerson(world, { name: 'Zero' });
    for (const name of ['One', 'Two', 'Three']) await createOrganization(world, creator, name);
    const names: string[][] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listForUser>> = await listForUser(creator.actor, {
        limit: 2,
        cursor,
      });
      const { items, next } = orThrow(page);
      names.push(items.map(({ organization }) => organization.name));
      cursor = next;
    } while (cursor !== null);
    expect(names).toEqual([
      ['Zero', 'One'],
      ['Two', 'Three'],
    ]);
    const skipped = orThrow(await listForUser(systemActor, { userId: creator.id, skip: 3 }));
    expect(skipped.items.map(({ organization }) => organization.name)).toEqual(['Three']);
  });

  it('lists the organizations of another user only to the service', async () => {
    const { listForUser } = world.guildhall.organizations;
    const denied = { ok: false, refusal: { code: 'permission_denied', path: ['userId'] } };
    expect(await listForUser(stranger.actor, { userId: ada.id })).toEqual(denied);
    expect(await listForUser({ kind: 'reviewer', userId: ada.id }, {})).toEqual(denied);
    expect(await listForUser(systemActor, {})).toEqual(denied);
  });

  it('does not show the reason that the embedding service noted', async () => {
    const { organizations, review, apps } = world.guildhall;
    const creator = await createPerson(world);
    const { id: organizationId } = await createOrganization(world, creator);
    const names = { packageName: 'org.reasons.one', name: 'One' };
    const { id: appId } = orThrow(await apps.create(creator.actor, { organizationId, ...names }));
    const platform = { kind: 'system', reason: 'ticket 4711: their lawyer called' } as const;
    orThrow(await review.warn(platform, { appId, reason: 'It listens.' }));
    const trail = orThrow(await organizations.audit(creator.actor, { organizationId }));
    expect(trail.items[0]).toMatchObject({ action: 'app.warn', actor: { kind: 'system' } });
    expect(JSON.stringify(trail)).not.toContain('4711');
  });

  it('shows the audit trail to admins and the service, newest first', async () => {
    const { audit, rename } = world.guildhall.organizations;
    const creator = await createPerson(world);
    const { id: organizationId } = await createOrganization(world, creator, 'Told');
    world.clock.advance(10);
    orThrow(await rename(creator.actor, { organizationId, name: 'Retold' }));
    const newest: Page<AuditView> = orThrow(
      await audit(creator.actor, { organizationId, limit: 1 }),
    );
    expect(newest.items).toEqual([
      {
        id: expect.any(String),
        at: world.clock.now(),
        actor: creator.actor,
        action: 'organization.rename',
        subject: { kind: 'organization', id: organizationId },
        events: [{ type: 'organization_renamed', organizationId }],
      },
    ]);
    const cursor = assertPresent(newest.next);
    const older = orThrow(await audit(systemActor, { organizationId, cursor }));
    expect(older.items.map(({ action }) => action)).toEqual(['organization.create']);
    expect(older.next).toBeNull();
    expect(await audit(member.actor, { organizationId: acme.id })).toMatchObject({
      refusal: { code: 'permission_denied', path: ['actor'] },
    });
  });

  it('refuses the cursor of another list, and text that is no cursor', async () => {
    const { listForUser, audit } = world.guildhall.organizations;
    await createOrganization(world, ada, 'Another');
    const { next } = orThrow(await listForUser(ada.actor, { limit: 1 }));
    const refused = { ok: false, refusal: { code: 'invalid_input', path: ['cursor'] } };
    const theirs = { userId: member.id, cursor: next };
    expect(await listForUser(systemActor, theirs)).toMatchObject(refused);
    expect(await audit(ada.actor, { organizationId: acme.id, cursor: next })).toMatchObject(
      refused,
    );
    for (const cursor of ['', 'x', '!', btoa('{}'), `${next}=`, `${next}AAAA`]) {
      expect(await listForUser(ada.actor, { cursor })).toMatchObject(refused);
    }
  });
});
