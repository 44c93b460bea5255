import { beforeEach, describe, expect, it } from 'vitest';
import { type OrganizationView, orThrow } from '../../src/index.js';
import {
  invited,
  memoryWorld,
  organizationOf,
  type Person,
  person,
  present,
  tokenOf,
  type World,
} from '../support/guildhall.js';

let world: World;
let ada: Person;
let acme: OrganizationView;

beforeEach(async () => {
  world = memoryWorld();
  ada = await person(world);
  acme = await organizationOf(world, ada);
});

describe('an invitation', () => {
  it('is accepted once of two at once, and the other is told so', async () => {
    const grace = await person(world);
    const { id } = await invited(world, { by: ada, to: acme, email: grace.email });
    const token = await tokenOf(world, id);
    const { accept } = world.guildhall.invitations;
    const answers = await Promise.all([
      accept(grace.actor, { token }),
      accept(grace.actor, { token }),
    ]);
    const said = answers.map((answer) => (answer.ok ? 'ok' : answer.refusal.code));
    expect(said.sort()).toEqual(['invitation_already_accepted', 'ok']);
  });

  it('stays pending where its mail fails, and notes the last attempt that was taken', async () => {
    const { id } = await invited(world, { by: ada, to: acme, email: 'grace@example.org' });
    const stored = async () => present(await world.storage.invitations.findById(id)).value;
    await world.guildhall.relay.runOnce();
    const taken = world.clock.now();
    world.clock.advance(60);
    const input = { organizationId: acme.id, invitationId: id };
    orThrow(await world.guildhall.invitations.resend(ada.actor, input));
    world.mails.refuse('grace@example.org');
    await world.guildhall.relay.runOnce();
    expect(await stored()).toMatchObject({
      state: 'pending',
      delivery: { state: 'failed' },
      emailSentCount: 2,
      lastEmailSentAt: taken,
    });
  });
});

describe('invitations', () => {
  it('are at most twenty in one command', async () => {
    const { inviteMany } = world.guildhall.invitations;
    const all = Array.from({ length: 21 }, (_, n) => ({ email: `invitee-${n}@example.org` }));
    const given = { organizationId: acme.id, invitations: all };
    expect(await inviteMany(ada.actor, given)).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_input', issues: [{ path: ['invitations'] }] },
    });
    const fewer = { ...given, invitations: all.slice(1) };
    expect(orThrow(await inviteMany(ada.actor, fewer))).toHaveLength(20);
  });
});
