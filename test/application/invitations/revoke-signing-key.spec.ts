// After a signing key is revoked, the tokens that it signed stop working.
import { beforeAll, describe, expect, it } from 'vitest';
import { type InvitationSecret, orThrow } from '../../../src/index.js';
import { invitationTokenOf } from '../../../src/testing/doubles/index.js';
import {
  assertPresent,
  createOrganization,
  createPerson,
  createSecondService,
  createWorld,
  storageKinds,
  systemActor,
  type World,
} from '../../support/world.js';
import { uniqueEmail } from '../support/command-cases.js';

const older: InvitationSecret = { kid: 'older', secret: 'the older secret, of more than 32 bytes' };
const newer: InvitationSecret = { kid: 'newer', secret: 'the newer secret, of more than 32 bytes' };

describe.each(storageKinds)('revoking a signing key on $name', ({ open }) => {
  let world: World;
  beforeAll(async () => {
    world = createWorld(await open());
  });

  const refused = (code: string, more: object = {}) => ({ ok: false, refusal: { code, ...more } });

  it('gives every pending invitation that it signed a new token', async () => {
    while ((await world.guildhall.relay.runOnce({ limit: 100 })).claimed > 0);
    const before = createSecondService(world, world.storage, { secrets: [older] });
    const one = await createPerson(world);
    const [first, second] = [
      await createOrganization(world, one, 'Keys'),
      await createOrganization(world, one, 'Keys'),
    ];
    const invitee = await createPerson(world);
    const { id } = orThrow(
      await before.guildhall.invitations.invite(one.actor, {
        organizationId: first.id,
        email: invitee.email,
      }),
    );
    const withoutMail = orThrow(
      await before.guildhall.invitations.invite(one.actor, {
        organizationId: second.id,
        email: uniqueEmail(),
        byMail: false,
      }),
    );
    await before.guildhall.relay.runOnce({ limit: 100 });
    const stolen = invitationTokenOf(assertPresent(world.mailer.mailsTo(invitee.email)[0]));
    const after = createSecondService(world, world.storage, { secrets: [newer] });
    const { revokeSigningKey, preview, accept } = after.guildhall.invitations;
    expect(await revokeSigningKey(one.actor, { kid: 'older' })).toMatchObject(
      refused('permission_denied'),
    );
    expect(await revokeSigningKey(systemActor, { kid: 'newer' })).toEqual(
      refused('signing_key_in_use', { path: ['kid'] }),
    );
    expect(orThrow(await revokeSigningKey(systemActor, { kid: 'older' }))).toEqual({ count: 2 });
    expect(orThrow(await revokeSigningKey(systemActor, { kid: 'older' }))).toEqual({ count: 0 });
    for (const { guildhall } of [before, after]) {
      const old = await guildhall.invitations.preview(null, { token: stolen });
      expect(old).toMatchObject(refused('invitation_not_found'));
    }
    await after.guildhall.relay.runOnce({ limit: 100 });
    expect(world.mailer.mailsTo(withoutMail.email)).toEqual([]);
    const token = invitationTokenOf(assertPresent(world.mailer.mailsTo(invitee.email)[1]));
    expect(orThrow(await preview(null, { token })).organization.id).toBe(first.id);
    const row = assertPresent(await world.storage.invitations.findById(id)).value;
    expect(row).toMatchObject({ kid: 'newer', revision: 2, state: 'pending' });
    const trail = orThrow(
      await after.guildhall.organizations.audit(one.actor, {
        organizationId: first.id,
        limit: 1,
      }),
    );
    expect(trail.items[0]).toMatchObject({
      action: 'invitation.reissue',
      events: [{ type: 'invitation_reissued', invitationId: id, revision: 2 }],
    });
    orThrow(await accept(invitee.actor, { token }));
  });
});
