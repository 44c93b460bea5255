import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Actor,
  type AuditView,
  type OrganizationView,
  orThrow,
  type Page,
} from '../../../src/index.js';
import {
  deleteOrganization,
  joined,
  organizationOf,
  type Person,
  person,
  present,
  storages,
  suspend,
  theSystem,
  type World,
  worldOn,
} from '../../support/guildhall.js';

const notThere = {
  ok: false,
  refusal: { code: 'organization_not_found', path: ['organizationId'] },
};
const inactive = { ok: false, refusal: { code: 'account_inactive', path: ['actor'] } };
const nothing = { ok: true, value: null };

describe.each(storages)('looking at organizations on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  let member: Person;
  let stranger: Person;
  let gone: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    world = worldOn(await open());
    ada = await person(world);
    acme = await organizationOf(world, ada, 'Acme');
    member = await joined(world, { by: ada, to: acme });
    gone = await joined(world, { by: ada, to: acme });
    await suspend(world, gone.id);
    stranger = await person(world);
  });

  it('shows an organization to its members and the service, and to nobody else', async () => {
    const { get, findBySlug } = world.guildhall.organizations;
    const byId = { organizationId: acme.id };
    const bySlug = { slug: 'acme' };
    for (const actor of [ada.actor, member.actor, theSystem]) {
      expect(await get(actor, byId)).toEqual({ ok: true, value: acme });
      const value = { organization: acme, isFormer: false };
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

  it('says the same of what is not there as of what is not theirs to see', async () => {
    const { get, findBySlug, audit } = world.guildhall.organizations;
    const { list } = world.guildhall.memberships;
    const absent = { organizationId: 'a'.repeat(24) };
    const present = { organizationId: acme.id };
    const outsider = await person(world);
    await suspend(world, outsider.id);
    for (const { actor } of [stranger, outsider]) {
      expect(await get(actor, present)).toEqual(await get(actor, absent));
      expect(await audit(actor, present)).toEqual(await audit(actor, absent));
      expect(await list(actor, present)).toEqual(await list(actor, absent));
      expect(await findBySlug(actor, { slug: 'acme' })).toEqual(
        await findBySlug(actor, { slug: 'no-such-slug' }),
      );
    }
  });

  it.each(['', 'ACME', 'acme ', '../acme', '42', 'x'.repeat(200)])(
    'finds nothing by %j',
    async (slug) => {
      const { findBySlug } = world.guildhall.organizations;
      expect(await findBySlug(ada.actor, { slug })).toEqual(nothing);
    },
  );

  it('hides a deleted organization, which its members are told of', async () => {
    const { get, findBySlug, listOfUser } = world.guildhall.organizations;
    const founder = await person(world);
    const deleted = await organizationOf(world, founder, 'Deleted');
    await deleteOrganization(world, deleted.id);
    const byId = { organizationId: deleted.id };
    const told = { ok: false, refusal: { code: 'organization_deleted', path: ['organizationId'] } };
    expect(await get(founder.actor, byId)).toEqual(told);
    expect(await get(theSystem, byId)).toEqual(told);
    expect(await get(stranger.actor, byId)).toEqual(notThere);
    expect(await findBySlug(founder.actor, { slug: deleted.slug })).toEqual(nothing);
    expect(await findBySlug(theSystem, { slug: deleted.slug })).toEqual(nothing);
    const { items } = orThrow(await listOfUser(founder.actor, {}));
    expect(items.map(({ organization }) => organization.personalOf)).toEqual([founder.id]);
  });

  it('lists the organizations of a user in the order of joining, page by page', async () => {
    const { listOfUser } = world.guildhall.organizations;
    const founder = await person(world, { name: 'Zero' });
    for (const name of ['One', 'Two', 'Three']) await organizationOf(world, founder, name);
    const names: string[][] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listOfUser>> = await listOfUser(founder.actor, {
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
    const skipped = orThrow(await listOfUser(theSystem, { userId: founder.id, skip: 3 }));
    expect(skipped.items.map(({ organization }) => organization.name)).toEqual(['Three']);
  });

  it('lists the organizations of somebody else only for the service', async () => {
    const { listOfUser } = world.guildhall.organizations;
    const denied = { ok: false, refusal: { code: 'permission_denied', path: ['userId'] } };
    expect(await listOfUser(stranger.actor, { userId: ada.id })).toEqual(denied);
    expect(await listOfUser({ kind: 'reviewer', userId: ada.id }, {})).toEqual(denied);
    expect(await listOfUser(theSystem, {})).toEqual(denied);
  });

  it('shows admins and the service what was done, newest first', async () => {
    const { audit, rename } = world.guildhall.organizations;
    const founder = await person(world);
    const { id: organizationId } = await organizationOf(world, founder, 'Told');
    world.clock.advance(10);
    orThrow(await rename(founder.actor, { organizationId, name: 'Retold' }));
    const newest: Page<AuditView> = orThrow(
      await audit(founder.actor, { organizationId, limit: 1 }),
    );
    expect(newest.items).toEqual([
      {
        id: expect.any(String),
        at: world.clock.now(),
        actor: founder.actor,
        action: 'organization.rename',
        subject: { kind: 'organization', id: organizationId },
        facts: [{ type: 'organization_renamed', organizationId }],
      },
    ]);
    const cursor = present(newest.next);
    const older = orThrow(await audit(theSystem, { organizationId, cursor }));
    expect(older.items.map(({ action }) => action)).toEqual(['organization.found']);
    expect(older.next).toBeNull();
    expect(await audit(member.actor, { organizationId: acme.id })).toMatchObject({
      refusal: { code: 'permission_denied', path: ['actor'] },
    });
  });

  it('refuses the cursor of another list, and what is none', async () => {
    const { listOfUser, audit } = world.guildhall.organizations;
    await organizationOf(world, ada, 'Another');
    const { next } = orThrow(await listOfUser(ada.actor, { limit: 1 }));
    const refused = { ok: false, refusal: { code: 'invalid_input', path: ['cursor'] } };
    const theirs = { userId: member.id, cursor: next };
    expect(await listOfUser(theSystem, theirs)).toMatchObject(refused);
    expect(await audit(ada.actor, { organizationId: acme.id, cursor: next })).toMatchObject(
      refused,
    );
    for (const cursor of ['', 'x', '!', btoa('{}'), `${next}=`, `${next}AAAA`]) {
      expect(await listOfUser(ada.actor, { cursor })).toMatchObject(refused);
    }
  });
});
