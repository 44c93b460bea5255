import { beforeAll, describe, expect, it } from 'vitest';
import { fromDocumented, orThrow, toDocumented } from '../../../src/index.js';
import {
  invited,
  joined,
  organizationOf,
  person,
  start,
  storages,
  type World,
  worldOn,
} from '../../support/guildhall.js';
import { team } from '../support/rows.js';

describe.each(storages)('the documented shape on $name', ({ open }) => {
  let world: World;
  beforeAll(async () => {
    world = worldOn(await open());
  });

  it('is exactly what the documented data models draw, without the token', async () => {
    const ada = await person(world);
    const acme = await organizationOf(world, ada, 'Documented Labs');
    const member = await joined(world, { by: ada, to: acme });
    const { expiresAt } = await invited(world, { by: ada, to: acme, email: 'New@example.org' });
    const input = { organizationId: acme.id };
    const document = orThrow(await world.guildhall.organizations.document(ada.actor, input));
    expect(document).toEqual({
      _id: acme.id,
      name: 'Documented Labs',
      slug: 'documented-labs',
      profile: { contactEmail: ada.email },
      members: [
        { user: ada.id, role: 'admin', joinedAt: start },
        { user: member.id, role: 'member', joinedAt: start },
      ],
      pendingInvites: [
        {
          email: 'New@example.org',
          role: 'member',
          invitedBy: ada.id,
          invitedAt: start,
          expiresAt,
          emailSentCount: 0,
        },
      ],
    });
    expect(toDocumented(orThrow(fromDocumented(document)))).toEqual(document);
    world.clock.advance(8 * 86_400);
    const later = orThrow(await world.guildhall.organizations.document(ada.actor, input));
    expect(later.pendingInvites).toEqual([]);
    const refused = await world.guildhall.organizations.document(member.actor, input);
    expect(refused).toMatchObject({ refusal: { code: 'permission_denied' } });
  });

  it('is refused above 1,000 members', async () => {
    const { organizationId, admins } = await team(world.storage, 1, 1_000);
    const input = { organizationId };
    const [admin] = admins;
    const { document } = world.guildhall.organizations;
    const actor = admin?.actor ?? { kind: 'system', reason: 'none' };
    expect(await document(actor, input)).toEqual({
      ok: false,
      refusal: { code: 'too_many_members', limit: 1_000 },
    });
  });
});
