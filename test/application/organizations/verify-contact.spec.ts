// Verifying the contact address of an organization.
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

describe.each(storageKinds)('the contact address on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    world = createWorld(await open());
    ada = await createPerson(world);
    acme = await createOrganization(world, ada, 'Acme');
  });

  const of = () => ({ organizationId: acme.id });
  const vouched = () => ({ ...of(), contactEmail: ada.email });
  const verifiedAt = async () =>
    assertPresent(await world.storage.organizations.findById(acme.id)).value.contactVerifiedAt;
  const trail = async () => orThrow(await world.guildhall.organizations.audit(ada.actor, of()));
  const refused = (code: string) => ({ ok: false, refusal: { code } });

  it('is verified by the embedding service, until another address is set', async () => {
    const { organizations } = world.guildhall;
    const verified = orThrow(await organizations.verifyContact(systemActor, vouched()));
    const now = world.clock.now();
    expect(verified).toMatchObject({ ...acme, updatedAt: now, contactVerifiedAt: now });
    expect(await verifiedAt()).toEqual(world.clock.now());
    expect((await trail()).items[0]).toMatchObject({
      action: 'organization.verify_contact',
      subject: { kind: 'organization', id: acme.id },
      events: [{ type: 'contact_verified', organizationId: acme.id }],
    });
    const count = (await trail()).items.length;
    orThrow(await organizations.verifyContact(systemActor, vouched()));
    expect((await trail()).items).toHaveLength(count);
    const other = { ...of(), contactEmail: 'office@acme.example.com' };
    orThrow(await organizations.updateProfile(ada.actor, other));
    expect(await verifiedAt()).toBeUndefined();
    expect(await organizations.verifyContact(systemActor, vouched())).toEqual({
      ok: false,
      refusal: { code: 'contact_email_mismatch', path: ['contactEmail'] },
    });
    orThrow(await organizations.verifyContact(systemActor, other));
    expect(await verifiedAt()).toEqual(world.clock.now());
    orThrow(await organizations.updateProfile(ada.actor, { ...of(), contactEmail: ada.email }));
  });

  it('is verified by nobody else, and not in a missing organization', async () => {
    const { organizations } = world.guildhall;
    expect(await organizations.verifyContact(ada.actor, vouched())).toMatchObject(
      refused('permission_denied'),
    );
    const unknown = { ...vouched(), organizationId: 'f'.repeat(24) };
    expect(await organizations.verifyContact(systemActor, unknown)).toMatchObject(
      refused('organization_not_found'),
    );
    orThrow(await organizations.delete(ada.actor, of()));
    expect(await organizations.verifyContact(systemActor, vouched())).toMatchObject(
      refused('organization_deleted'),
    );
  });

  it('answers a repeated command from the stored row', async () => {
    const again = await createOrganization(world, ada, 'Again');
    const { organizations } = world.guildhall;
    const give = () =>
      organizations.verifyContact(
        systemActor,
        { organizationId: again.id, contactEmail: ada.email },
        { idempotencyKey: 'once' },
      );
    const first = orThrow(await give());
    expect(orThrow(await give())).toEqual(first);
  });
});
