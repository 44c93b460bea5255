// Rules of invitations that no other test file proves.
import { beforeEach, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../src/index.js';
import {
  assertPresent,
  createInvitation,
  createMemoryWorld,
  createOrganization,
  createPerson,
  currentTokenOf,
  type Person,
  type World,
} from '../support/world.js';

let world: World;
let ada: Person;
let acme: OrganizationView;

beforeEach(async () => {
  world = createMemoryWorld();
  ada = await createPerson(world);
  acme = await createOrganization(world, ada);
});

describe('an invitation', () => {
  it('gives one membership if its addressee accepts twice at once, and both calls return it', async () => {
    const grace = await createPerson(world);
    const { id } = await createInvitation(world, { by: ada, to: acme, email: grace.email });
    const token = await currentTokenOf(world, id);
    const { accept } = world.guildhall.invitations;
    const results = await Promise.all([
      accept(grace.actor, { token }),
      accept(grace.actor, { token }),
    ]);
    const [first, second] = results.map(orThrow);
    expect(first?.membershipId).toBe(second?.membershipId);
    const { list } = world.guildhall.memberships;
    const { items } = orThrow(await list(ada.actor, { organizationId: acme.id }));
    expect(items).toHaveLength(2);
  });

  it('stays pending if its mail fails, and keeps the time of the last mail that was sent', async () => {
    const { id } = await createInvitation(world, { by: ada, to: acme, email: 'grace@example.org' });
    const stored = async () => assertPresent(await world.storage.invitations.findById(id)).value;
    await world.guildhall.relay.runOnce();
    const sentAt = world.clock.now();
    world.clock.advance(60);
    const input = { organizationId: acme.id, invitationId: id };
    orThrow(await world.guildhall.invitations.resend(ada.actor, input));
    world.mailer.refuseAddress('grace@example.org');
    await world.guildhall.relay.runOnce();
    expect(await stored()).toMatchObject({
      state: 'pending',
      delivery: { state: 'failed' },
      emailSentCount: 2,
      lastEmailSentAt: sentAt,
    });
  });
});

describe('invitations', () => {
  it('are limited to a hundred per command', async () => {
    const { inviteMany } = world.guildhall.invitations;
    const all = Array.from({ length: 101 }, (_, n) => ({ email: `invitee-${n}@example.org` }));
    const given = { organizationId: acme.id, invitations: all };
    expect(await inviteMany(ada.actor, given)).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input', issues: [{ path: ['invitations'] }] },
    });
    const fewer = { ...given, invitations: all.slice(1) };
    expect(orThrow(await inviteMany(ada.actor, fewer)).invitations).toHaveLength(100);
  });
});
