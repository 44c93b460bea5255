// Organizations in the shape of the documented data models.
import { beforeAll, describe, expect, it } from 'vitest';
import { fromDocumented, orThrow, toDocumented } from '../../../src/index.js';
import {
  createInvitation,
  createMember,
  createOrganization,
  createPerson,
  createWorld,
  startTime,
  storageKinds,
  type World,
} from '../../support/world.js';
import { insertTeam } from '../support/organization-rows.js';

describe.each(storageKinds)('the documented shape on $name', ({ open }) => {
  let world: World;
  beforeAll(async () => {
    world = createWorld(await open());
  });

  it('is exactly that of the documented data models, without the token', async () => {
    const ada = await createPerson(world);
    const acme = await createOrganization(world, ada, 'Documented Labs');
    const member = await createMember(world, { by: ada, to: acme });
    const { expiresAt } = await createInvitation(world, {
      by: ada,
      to: acme,
      email: 'New@example.org',
    });
    const input = { organizationId: acme.id };
    const document = orThrow(await world.guildhall.organizations.getDocumented(ada.actor, input));
    expect(document).toEqual({
      _id: acme.id,
      name: 'Documented Labs',
      slug: 'documented-labs',
      profile: { contactEmail: ada.email },
      members: [
        { user: ada.id, role: 'admin', joinedAt: startTime },
        { user: member.id, role: 'member', joinedAt: startTime },
      ],
      pendingInvites: [
        {
          email: 'New@example.org',
          role: 'member',
          invitedBy: ada.id,
          invitedAt: startTime,
          expiresAt,
          emailSentCount: 0,
        },
      ],
    });
    expect(toDocumented(orThrow(fromDocumented(document)))).toEqual(document);
    world.clock.advance(8 * 86_400);
    const later = orThrow(await world.guildhall.organizations.getDocumented(ada.actor, input));
    expect(later.pendingInvites).toEqual([]);
    const refused = await world.guildhall.organizations.getDocumented(member.actor, input);
    expect(refused).toMatchObject({ refusal: { code: 'permission_denied' } });
  });

  it('is refused above 1,000 members', async () => {
    const { organizationId, admins } = await insertTeam(world.storage, 1, 1_000);
    const input = { organizationId };
    const [admin] = admins;
    const { getDocumented } = world.guildhall.organizations;
    const actor = admin?.actor ?? { kind: 'system', reason: 'none' };
    expect(await getDocumented(actor, input)).toEqual({
      ok: false,
      refusal: { code: 'too_many_members', limit: 1_000 },
    });
  });
});
