// Deleting, restoring and purging organizations.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import {
  assertPresent,
  createInvitation,
  createMember,
  createOrganization,
  createOrganizationWithAdmins,
  createPerson,
  createWorld,
  currentTokenOf,
  day,
  type Person,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import { uniqueEmail } from '../support/command-cases.js';

describe.each(storageKinds)('deleting an organization on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  let acme: OrganizationView;
  let member: Person;
  let invitationToken: string;
  beforeAll(async () => {
    world = createWorld(await open());
  });

  const refused = (code: string, more: object = {}) => ({ ok: false, refusal: { code, ...more } });

  async function stage(): Promise<void> {
    ada = await createPerson(world);
    acme = await createOrganization(world, ada, 'Acme');
    member = await createMember(world, { by: ada, to: acme });
    const invitee = await createPerson(world);
    const { id } = await createInvitation(world, { by: ada, to: acme, email: invitee.email });
    invitationToken = await currentTokenOf(world, id);
  }

  const of = () => ({ organizationId: acme.id });

  it('leaves no members, keeps its slug taken, and revokes its invitations', async () => {
    await stage();
    const { organizations, memberships, invitations } = world.guildhall;
    const now = world.clock.now();
    expect(orThrow(await organizations.delete(ada.actor, of()))).toEqual({
      organizationId: acme.id,
      name: 'Acme',
      deletedAt: now,
      restorableUntil: new Date(now.getTime() + 30 * day * 1000),
    });
    expect(await memberships.isMember(acme.id, member.id)).toBe(false);
    expect(orThrow(await organizations.findBySlug(ada.actor, { slug: acme.slug }))).toBeNull();
    expect(await organizations.get(ada.actor, of())).toMatchObject(refused('organization_deleted'));
    const preview = await invitations.preview(null, { token: invitationToken });
    expect(preview).toMatchObject(refused('invitation_revoked'));
    const taken = await organizations.create(ada.actor, { name: 'x', slug: acme.slug });
    expect(taken).toMatchObject(refused('slug_taken'));
    const trail = await world.storage.journal.listByOrganization(acme.id, {
      limit: 1,
      after: null,
      skip: 0,
    });
    expect(trail.items[0]).toMatchObject({
      events: [
        { type: 'organization_deleted' },
        { type: 'invitation_revoked', reason: 'organization_deleted' },
      ],
    });
  });

  it('can be undone for 30 days: members and slug come back, invitations do not', async () => {
    await stage();
    const { organizations, memberships, invitations } = world.guildhall;
    orThrow(await organizations.delete(ada.actor, of()));
    expect(orThrow(await organizations.listDeleted(ada.actor, {}))).toMatchObject([
      { organizationId: acme.id },
    ]);
    expect(orThrow(await organizations.listDeleted(member.actor, {}))).toEqual([]);
    world.clock.advance(30 * day - 1);
    const back = orThrow(await organizations.restore(ada.actor, of()));
    expect(back).toMatchObject({ id: acme.id, slug: acme.slug });
    expect(await memberships.hasRole(acme.id, member.id, 'member')).toBe(true);
    expect(
      orThrow(await organizations.findBySlug(member.actor, { slug: acme.slug })),
    ).not.toBeNull();
    expect(await invitations.preview(null, { token: invitationToken })).toMatchObject(
      refused('invitation_revoked'),
    );
    expect(orThrow(await organizations.restore(ada.actor, of()))).toEqual(back);
    expect(orThrow(await organizations.listDeleted(ada.actor, {}))).toEqual([]);
  });

  it('leaves expired invitations expired', async () => {
    await stage();
    const { organizations, maintenance, invitations } = world.guildhall;
    world.clock.advance(8 * day);
    const input = { ...of(), state: 'expired' } as const;
    const [before] = orThrow(await invitations.list(ada.actor, input)).items;
    expect(before?.state).toBe('expired');
    orThrow(await organizations.delete(ada.actor, of()));
    await maintenance.runOnce();
    orThrow(await organizations.restore(ada.actor, of()));
    expect(orThrow(await invitations.list(ada.actor, input)).items).toMatchObject([
      { id: before?.id, state: 'expired', closedAt: before?.expiresAt },
    ]);
  });

  it('cannot be undone after 30 days', async () => {
    await stage();
    const { organizations } = world.guildhall;
    orThrow(await organizations.delete(systemActor, of()));
    world.clock.advance(30 * day);
    const over = refused('restore_window_over');
    expect(await organizations.restore(ada.actor, of())).toEqual(over);
    expect(await organizations.restore(systemActor, of())).toEqual(over);
    expect(orThrow(await organizations.listDeleted(ada.actor, {}))).toEqual([]);
  });

  it('is for admins only, and refused for a personal organization', async () => {
    await stage();
    const { organizations } = world.guildhall;
    const stranger = await createPerson(world);
    expect(await organizations.delete(member.actor, of())).toMatchObject(
      refused('permission_denied'),
    );
    expect(await organizations.delete(stranger.actor, of())).toMatchObject(
      refused('organization_not_found'),
    );
    const personal = orThrow(await organizations.ensurePersonal(ada.actor, { userId: ada.id }));
    const own = { organizationId: personal.id };
    const kept = refused('personal_organization', { ownerId: ada.id });
    expect(await organizations.delete(ada.actor, own)).toEqual(kept);
    expect(await organizations.purge(systemActor, own)).toEqual(kept);
    orThrow(await organizations.delete(ada.actor, of()));
    expect(await organizations.delete(ada.actor, of())).toMatchObject(
      refused('organization_deleted'),
    );
    expect(await organizations.restore(member.actor, of())).toMatchObject(
      refused('permission_denied'),
    );
    expect(await organizations.restore(stranger.actor, of())).toMatchObject(
      refused('organization_not_found'),
    );
  });

  it('cannot be undone where no admin can sign in', async () => {
    await stage();
    const { organizations, users } = world.guildhall;
    orThrow(await organizations.delete(ada.actor, of()));
    orThrow(await users.delete(ada.actor, { userId: ada.id }));
    const alone = refused('last_admin', { organizationIds: [acme.id] });
    expect(await organizations.restore(systemActor, of())).toEqual(alone);
  });

  it('leaves nothing after a purge, and frees the slugs', async () => {
    await stage();
    const { organizations } = world.guildhall;
    orThrow(await organizations.changeSlug(ada.actor, { ...of(), slug: 'acme-later' }));
    for (let count = 0; count < 3; count += 1) {
      await createInvitation(world, { by: ada, to: acme, email: uniqueEmail() });
    }
    expect(await organizations.purge(systemActor, of())).toEqual(
      refused('organization_not_deleted', { path: ['organizationId'] }),
    );
    orThrow(await organizations.delete(ada.actor, of()));
    expect(await organizations.purge(ada.actor, of())).toMatchObject(refused('permission_denied'));
    const { count } = orThrow(await organizations.purge(systemActor, of()));
    expect(count).toBe(2 + 5 + 1 + 2);
    const { storage } = world;
    expect(await storage.organizations.findById(acme.id)).toBeNull();
    expect(await storage.memberships.listAllByOrganization(acme.id, 10)).toEqual([]);
    expect(await storage.invitations.listAllByOrganization(acme.id, 10)).toEqual([]);
    expect(await storage.slugs.listAllByOrganization(acme.id)).toEqual([]);
    expect(await organizations.purge(systemActor, of())).toMatchObject(
      refused('organization_not_found'),
    );
    const again = orThrow(await organizations.create(ada.actor, { name: 'x', slug: 'acme-later' }));
    expect(again.slug).toBe('acme-later');
  });

  it('cannot be undone once a purge has begun', async () => {
    const { organization, admins } = await createOrganizationWithAdmins(world, 60);
    const { actor } = assertPresent(admins[0]);
    const { organizations } = world.guildhall;
    const input = { organizationId: organization.id };
    orThrow(await organizations.delete(actor, input));
    const abort = new AbortController();
    const stopping = {
      ...world.storage,
      async commit(operation: Parameters<typeof world.storage.commit>[0]) {
        await world.storage.commit(operation);
        abort.abort(new Error('stopped'));
      },
    };
    const other = createWorld(stopping, { clock: world.clock });
    await expect(
      other.guildhall.organizations.purge(systemActor, input, { signal: abort.signal }),
    ).rejects.toThrow('stopped');
    expect(await organizations.restore(actor, input)).toMatchObject(
      refused('organization_not_found'),
    );
    expect(await organizations.restore(systemActor, input)).toMatchObject(
      refused('organization_not_found'),
    );
    expect(orThrow(await organizations.listDeleted(actor, {}))).toEqual([]);
    orThrow(await organizations.purge(systemActor, input));
    expect(await world.storage.organizations.findById(organization.id)).toBeNull();
  });
});
