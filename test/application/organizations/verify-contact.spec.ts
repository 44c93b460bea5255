import { beforeAll, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../../src/index.js';
import {
  organizationOf,
  type Person,
  person,
  present,
  storages,
  theSystem,
  type World,
  worldOn,
} from '../../support/guildhall.js';

describe.each(storages)('the contact address on $name', ({ open }) => {
  let world: World;
  let ada: Person;
  let acme: OrganizationView;
  beforeAll(async () => {
    world = worldOn(await open());
    ada = await person(world);
    acme = await organizationOf(world, ada, 'Acme');
  });

  const of = () => ({ organizationId: acme.id });
  const vouched = () => ({ ...of(), contactEmail: ada.email });
  const verifiedAt = async () =>
    present(await world.storage.organizations.findById(acme.id)).value.contactVerifiedAt;
  const trail = async () => orThrow(await world.guildhall.organizations.audit(ada.actor, of()));
  const refused = (code: string) => ({ ok: false, refusal: { code } });

  it('is vouched for by the embedding service, once, until another one is named', async () => {
    const { organizations } = world.guildhall;
    const verified = orThrow(await organizations.verifyContact(theSystem, vouched()));
    expect(verified).toEqual({ ...acme, updatedAt: world.clock.now() });
    expect(await verifiedAt()).toEqual(world.clock.now());
    expect((await trail()).items[0]).toMatchObject({
      action: 'organization.verify_contact',
      subject: { kind: 'organization', id: acme.id },
      facts: [{ type: 'contact_verified', organizationId: acme.id }],
    });
    const count = (await trail()).items.length;
    orThrow(await organizations.verifyContact(theSystem, vouched()));
    expect((await trail()).items).toHaveLength(count);
    const other = { ...of(), contactEmail: 'office@acme.example.com' };
    orThrow(await organizations.updateProfile(ada.actor, other));
    expect(await verifiedAt()).toBeUndefined();
    expect(await organizations.verifyContact(theSystem, vouched())).toEqual({
      ok: false,
      refusal: { code: 'contact_email_mismatch', path: ['contactEmail'] },
    });
    orThrow(await organizations.verifyContact(theSystem, other));
    expect(await verifiedAt()).toEqual(world.clock.now());
    orThrow(await organizations.updateProfile(ada.actor, { ...of(), contactEmail: ada.email }));
  });

  it('is nobody else’s to vouch for, nor there where the organization is not', async () => {
    const { organizations } = world.guildhall;
    expect(await organizations.verifyContact(ada.actor, vouched())).toMatchObject(
      refused('permission_denied'),
    );
    const unknown = { ...vouched(), organizationId: 'f'.repeat(24) };
    expect(await organizations.verifyContact(theSystem, unknown)).toMatchObject(
      refused('organization_not_found'),
    );
    orThrow(await organizations.delete(ada.actor, of()));
    expect(await organizations.verifyContact(theSystem, vouched())).toMatchObject(
      refused('organization_deleted'),
    );
  });

  it('answers a repeat from what is there', async () => {
    const again = await organizationOf(world, ada, 'Again');
    const { organizations } = world.guildhall;
    const give = () =>
      organizations.verifyContact(
        theSystem,
        { organizationId: again.id, contactEmail: ada.email },
        { idempotencyKey: 'once' },
      );
    const first = orThrow(await give());
    expect(orThrow(await give())).toEqual(first);
  });
});
