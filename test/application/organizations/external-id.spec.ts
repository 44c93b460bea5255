// External ids: set, found and removed by the embedding service.
import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import {
  createOrganization,
  createPerson,
  createWorld,
  type Person,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';

let number = 0;
function newExternalId(): string {
  number += 1;
  return `cus_${number}`;
}

describe.each(storageKinds)('an external id on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  beforeAll(async () => {
    world = createWorld(await open());
    ada = await createPerson(world);
  });

  async function createNamed(externalId = newExternalId()): Promise<OrganizationView> {
    const organization = await createOrganization(world, ada);
    await set(organization, externalId);
    return organization;
  }

  async function set({ id: organizationId }: OrganizationView, externalId: string | null) {
    const { setExternalId } = world.guildhall.organizations;
    return orThrow(await setExternalId(systemActor, { organizationId, externalId }));
  }

  async function find(externalId: string) {
    const { findByExternalId } = world.guildhall.organizations;
    return orThrow(await findByExternalId(systemActor, { externalId }));
  }

  const taken = { ok: false, refusal: { code: 'external_id_taken', path: ['externalId'] } };

  it('finds the organization, until it is changed or removed', async () => {
    const organization = await createOrganization(world, ada);
    const [first, second] = [newExternalId(), newExternalId()];
    expect(await find(first)).toBeNull();
    const named = await set(organization, first);
    expect(named).toMatchObject({ id: organization.id, externalId: first });
    expect(await find(first)).toEqual(named);
    expect(await find(first.toUpperCase())).toBeNull();
    await set(organization, second);
    expect([await find(first), (await find(second))?.id]).toEqual([null, organization.id]);
    const removed = await set(organization, null);
    expect(Object.keys(removed)).not.toContain('externalId');
    expect(await find(second)).toBeNull();
  });

  it('is 1 to 128 visible ASCII characters', async () => {
    const { id: organizationId } = await createOrganization(world, ada);
    const { organizations } = world.guildhall;
    for (const externalId of ['', 'a b', 'é', 'a\n', 'a'.repeat(129)]) {
      const invalid = { ok: false, refusal: { code: 'invalid_input', path: ['externalId'] } };
      expect(
        await organizations.setExternalId(systemActor, { organizationId, externalId }),
      ).toMatchObject(invalid);
      expect(await organizations.findByExternalId(systemActor, { externalId })).toMatchObject(
        invalid,
      );
    }
    for (const externalId of ['!', '~'.repeat(128), '$gt', 'a.b', '507f1f77bcf86cd799439011']) {
      expect(
        orThrow(await organizations.setExternalId(systemActor, { organizationId, externalId })),
      ).toMatchObject({ externalId });
      expect(await find(externalId)).toMatchObject({ id: organizationId, externalId });
    }
  });

  it('is set by the embedding service alone', async () => {
    const { id: organizationId } = await createNamed();
    const input = { organizationId, externalId: newExternalId() };
    expect(await world.guildhall.organizations.setExternalId(ada.actor, input)).toEqual({
      ok: false,
      refusal: { code: 'permission_denied', path: ['actor'] },
    });
    expect(await find(input.externalId)).toBeNull();
  });

  it('finds nothing for anybody else', async () => {
    const externalId = newExternalId();
    await createNamed(externalId);
    const { findByExternalId } = world.guildhall.organizations;
    expect(await findByExternalId(ada.actor, { externalId })).toEqual({
      ok: false,
      refusal: { code: 'permission_denied', path: ['actor'] },
    });
  });

  it('is shown to the embedding service, and not to members', async () => {
    const externalId = newExternalId();
    const { id: organizationId, slug } = await createNamed(externalId);
    const { organizations } = world.guildhall;
    const input = { organizationId };
    expect(orThrow(await organizations.get(systemActor, input))).toMatchObject({ externalId });
    const listed = orThrow(await organizations.list(systemActor, { slugPrefix: slug })).items;
    expect(listed.map((each) => each.externalId)).toEqual([externalId]);
    const seen = [
      orThrow(await organizations.get(ada.actor, input)),
      orThrow(await organizations.findBySlug(ada.actor, { slug })),
      orThrow(await organizations.listForUser(ada.actor, {})),
      orThrow(await organizations.rename(ada.actor, { ...input, name: 'Renamed' })),
      orThrow(await organizations.getDocumented(ada.actor, input)),
      orThrow(await organizations.audit(ada.actor, input)),
    ];
    expect(JSON.stringify(seen)).not.toContain(externalId);
  });

  it('belongs to one organization, and another one is refused', async () => {
    const externalId = newExternalId();
    const holder = await createNamed(externalId);
    const { id: organizationId } = await createOrganization(world, ada);
    const { organizations } = world.guildhall;
    expect(await organizations.setExternalId(systemActor, { organizationId, externalId })).toEqual(
      taken,
    );
    await set(holder, externalId);
    expect((await find(externalId))?.id).toBe(holder.id);
  });

  it('stays with a deleted organization until it is removed or the organization is purged', async () => {
    const externalId = newExternalId();
    const holder = await createNamed(externalId);
    const other = await createOrganization(world, ada);
    const { organizations } = world.guildhall;
    orThrow(await organizations.delete(ada.actor, { organizationId: holder.id }));
    expect(await find(externalId)).toMatchObject({ id: holder.id, deletedAt: world.clock.now() });
    const input = { organizationId: other.id, externalId };
    expect(await organizations.setExternalId(systemActor, input)).toEqual(taken);
    await set(holder, null);
    await set(other, externalId);
    orThrow(await organizations.delete(ada.actor, { organizationId: other.id }));
    orThrow(await organizations.purge(systemActor, { organizationId: other.id }));
    expect(await find(externalId)).toBeNull();
    expect(await organizations.setExternalId(systemActor, input)).toMatchObject({
      refusal: { code: 'organization_not_found' },
    });
  });

  it('is in no entry of the journal, and the same one again writes none', async () => {
    const externalId = newExternalId();
    const organization = await createNamed(externalId);
    const { organizations } = world.guildhall;
    await set(organization, externalId);
    const { items } = orThrow(
      await organizations.audit(ada.actor, { organizationId: organization.id }),
    );
    expect(items.map(({ action }) => action)).toEqual([
      'organization.set_external_id',
      'organization.create',
    ]);
    expect(items[0]).toMatchObject({
      events: [{ type: 'external_id_changed', organizationId: organization.id }],
    });
  });
});
